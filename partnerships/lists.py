"""What this room lists: the partnerships of every form, and the projects that they carry."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.enums import PartnershipState, ProjectKind
from partnerships.models import AGREEMENTS, Modality, Partnership, Project
from portal.core.lists import columns
from portal.core.lists.filters import Column, Year, name_of, records, values
from portal.core.lists.record_list import Cell, Heading, Order, RecordList, Spot, record_columns, register
from portal.core.models import Theme
from portal.core.text import numbers
from portal.core.text.languages import text_of
from sites.enums import Continent
from sites.models import Country, Institution, Programme
from sites.spots import spot_of


def newest() -> tuple[Any, ...]:
    return (F("started").desc(nulls_last=True),)


def spots(record: Any) -> Iterable[Spot]:
    """Its places, else its countries as a whole, as on the map."""
    return (spot_of(place) for place in record.places.all() or record.countries.all())


# --- partnerships ----------------------------------------------------------------------------------------------------


def by_form(partnership: Partnership) -> Heading:
    form = partnership.modality
    plural = text_of(form, "name_plural")
    # An agreement known by its country and a partner known by its name may be one: their rows are no number of either.
    is_counted = form.code != AGREEMENTS
    return Heading(
        form.code, plural or name_of(form), text_of(form, "summary"), form.public_address, is_counted=is_counted
    )


def for_files(rows: Any) -> Any:
    bodies = Prefetch("institutions", Institution.objects.answering())
    return rows.for_list().prefetch_related("places__country", "themes", "sources", bodies)


PARTNERSHIPS = register(
    RecordList(
        code="partnerships",
        rank=40,
        title=_("Partnerships"),
        description=_(
            "The forms of partnership of Inserm and ANRS MIE, and the partnerships under each: agreements, PRISME platforms, partner sites."
        ),
        page="partnerships:list",
        records=lambda: Partnership.objects.published(),
        how_many=lambda count: (
            ngettext("%(count)s entry", "%(count)s entries", count) % {"count": numbers.number(count)}
        ),
        facets=(
            Column("type", _("Partnership type"), "modality__code", records(lambda: Modality.objects.answering())),
            Column("state", _("State"), "state", values(PartnershipState)),
            Column("country", _("Country"), "countries__code", records(lambda: Country.objects.all())),
            Column("continent", _("Continent"), "countries__continent", values(Continent)),
            Column("theme", _("Theme"), "themes__code", records(lambda: Theme.objects.all())),
            Year("year", _("Year of the start"), "started"),
        ),
        orders=(
            Order("type", _("By type"), lambda: ("modality__order", "modality__code", "sort_key"), by_form, "type"),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order("newest", _("Newest first"), newest),
        ),
        columns=record_columns(
            *columns.reference("type", _("Type"), _("Identifier of its form."), _("Name of the type"), "modality"),
            *columns.choice(
                "state", _("State"), _("Code of its state; the next column says it in words."), _("State in words")
            ),
            columns.codes("countries", _("Countries"), _("ISO 3166-1 codes.")),
            Cell(
                "places",
                _("Places"),
                _("Cities and regions, as the source names them."),
                lambda it: [text_of(place, "name") for place in it.places.all()],
                "list of text",
            ),
            columns.codes("institutions", _("Institutions"), _("Identifiers of the institutions in it.")),
            columns.codes("themes", _("Themes"), _("Identifiers of its themes.")),
            *columns.span(),
        ),
        for_page=lambda rows: rows.select_related("modality"),
        for_files=for_files,
        places=spots,
    )
)


# --- projects --------------------------------------------------------------------------------------------------------


PROJECTS = register(
    RecordList(
        code="projects",
        rank=50,
        title=_("Projects"),
        description=_(
            "Research projects, infrastructures and appeals carried by the partnerships of Inserm and ANRS MIE."
        ),
        page="partnerships:projects",
        records=lambda: Project.objects.published(),
        how_many=lambda count: (
            ngettext("%(count)s project", "%(count)s projects", count) % {"count": numbers.number(count)}
        ),
        facets=(
            Column("kind", _("Kind"), "kind", values(ProjectKind)),
            Column("country", _("Country"), "countries__code", records(lambda: Country.objects.all())),
            Column("continent", _("Continent"), "countries__continent", values(Continent)),
            Column("theme", _("Theme"), "themes__code", records(lambda: Theme.objects.all())),
            Year("year", _("Year of the start"), "started"),
        ),
        orders=(
            Order("kind", _("By kind"), lambda: ("kind", "sort_key"), columns.by_choice("kind"), "kind"),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order("newest", _("Newest first"), newest),
        ),
        columns=record_columns(
            columns.words("full_name", _("Name in full"), _("Where the name is an acronym.")),
            *columns.choice(
                "kind", _("Kind"), _("Code of its kind; the next column says it in words."), _("Kind in words")
            ),
            columns.codes("countries", _("Countries"), _("ISO 3166-1 codes, where the source names them.")),
            columns.number(
                "country_count", _("Number of countries"), _("As stated, where the source does not name them.")
            ),
            Cell(
                "region",
                _("Region"),
                _("The region that the source names in words."),
                lambda it: text_of(it, "continent_named"),
            ),
            columns.codes("themes", _("Themes"), _("Identifiers of its themes.")),
            columns.codes("partnerships", _("Partnerships"), _("Identifiers of the partnerships that carry it.")),
            columns.codes("programmes", _("Programmes"), _("Identifiers of the programmes that it belongs to.")),
            *columns.span(),
        ),
        for_files=lambda rows: rows.prefetch_related(
            *("countries", "themes", "sources"),
            Prefetch("partnerships", Partnership.objects.published()),
            Prefetch("programmes", Programme.objects.published()),
        ),
        places=lambda project: (spot_of(country) for country in project.countries.all()),
    )
)
