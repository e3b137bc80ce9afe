"""What this room lists: the partnerships of every form, and the projects that they carry."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Prefetch, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.enums import PartnershipState, ProjectKind
from partnerships.models import Modality, Partnership, Project
from portal.core import numbers
from portal.core.columns import Column, Year, name_of, records, values
from portal.core.datasets import Cell, Dataset, Heading, Order, Spot, record_columns, register
from portal.core.languages import Text, current, text_of
from portal.core.models import Theme
from sites.enums import Continent
from sites.models import Country, Institution, Programme
from sites.spots import spot_of

IN_FILE = _("In the language of the file.")
AS_STATED = _("Year, month or day, as far as the source states it.")


def codes_of(relation: str) -> Callable[[Any], list[str]]:
    """The codes of the records at the end of a relation of many."""
    return lambda record: [other.code for other in getattr(record, relation).all()]


def newest() -> tuple[Any, ...]:
    return (F("started").desc(nulls_last=True),)


def spots(record: Any) -> Iterable[Spot]:
    """Its places, else its countries as a whole, as on the map."""
    return (spot_of(place) for place in record.places.all() or record.countries.all())


# --- partnerships ----------------------------------------------------------------------------------------------------


def by_form(partnership: Partnership) -> Heading:
    form = partnership.modality
    plural = text_of(form, "name_plural")
    return Heading(form.code, plural or name_of(form), text_of(form, "summary"), form.public_address)


def for_files(rows: Any) -> Any:
    bodies = Prefetch("institutions", Institution.objects.answering())
    return rows.for_list().prefetch_related("places__country", "themes", "sources", bodies)


PARTNERSHIPS = register(
    Dataset(
        code="partnerships",
        title=_("Partnerships"),
        description=_(
            "The forms of partnership of Inserm and ANRS MIE, and the partnerships under each: agreements, PRISME platforms, partner sites."
        ),
        page="partnerships:list",
        files="partnerships:list-file",
        records=lambda: Partnership.objects.published(),
        how_many=lambda count: (
            ngettext("%(count)s partnership", "%(count)s partnerships", count) % {"count": numbers.number(count)}
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
            Cell("type", _("Type"), _("Identifier of its form."), lambda it: it.modality.code, "code"),
            Cell("type_name", _("Name of the type"), IN_FILE, lambda it: text_of(it.modality, "name")),
            Cell(
                "state",
                _("State"),
                _("Code of its state; the next column says it in words."),
                lambda it: it.state,
                "code",
            ),
            Cell("state_name", _("State in words"), IN_FILE, lambda it: capfirst(it.get_state_display())),
            Cell("countries", _("Countries"), _("ISO 3166-1 codes."), codes_of("countries"), "list of code"),
            Cell(
                "places",
                _("Places"),
                _("Cities and regions, as the source names them."),
                lambda it: [text_of(place, "name") for place in it.places.all()],
                "list of text",
            ),
            Cell(
                "institutions",
                _("Institutions"),
                _("Identifiers of the institutions in it."),
                codes_of("institutions"),
                "list of code",
            ),
            Cell("themes", _("Themes"), _("Identifiers of its themes."), codes_of("themes"), "list of code"),
            Cell("started", _("Start"), AS_STATED, lambda it: it.started, "date"),
            Cell("ended", _("End"), AS_STATED, lambda it: it.ended, "date"),
        ),
        for_page=lambda rows: rows.select_related("modality"),
        for_files=for_files,
        places=spots,
    )
)


# --- projects --------------------------------------------------------------------------------------------------------


def by_kind(kinds: type[TextChoices]) -> Callable[[Any], Heading]:
    """The heading of the kind of a record, in words."""
    return lambda record: Heading(record.kind, Text(capfirst(str(kinds(record.kind).label)), current()))


PROJECTS = register(
    Dataset(
        code="projects",
        title=_("Projects"),
        description=_(
            "Research projects, infrastructures and appeals carried by the partnerships of Inserm and ANRS MIE."
        ),
        page="partnerships:projects",
        files="partnerships:projects-file",
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
            Order("kind", _("By kind"), lambda: ("kind", "sort_key"), by_kind(ProjectKind), "kind"),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order("newest", _("Newest first"), newest),
        ),
        columns=record_columns(
            Cell(
                "full_name", _("Name in full"), _("Where the name is an acronym."), lambda it: text_of(it, "full_name")
            ),
            Cell(
                "kind", _("Kind"), _("Code of its kind; the next column says it in words."), lambda it: it.kind, "code"
            ),
            Cell("kind_name", _("Kind in words"), IN_FILE, lambda it: capfirst(it.get_kind_display())),
            Cell(
                "countries",
                _("Countries"),
                _("ISO 3166-1 codes, where the source names them."),
                codes_of("countries"),
                "list of code",
            ),
            Cell(
                "country_count",
                _("Number of countries"),
                _("As stated, where the source does not name them."),
                lambda it: it.country_count,
                "number",
            ),
            Cell(
                "region",
                _("Region"),
                _("The region that the source names in words."),
                lambda it: text_of(it, "continent_named"),
            ),
            Cell("themes", _("Themes"), _("Identifiers of its themes."), codes_of("themes"), "list of code"),
            Cell(
                "partnerships",
                _("Partnerships"),
                _("Identifiers of the partnerships that carry it."),
                codes_of("partnerships"),
                "list of code",
            ),
            Cell(
                "programmes",
                _("Programmes"),
                _("Identifiers of the programmes that it belongs to."),
                codes_of("programmes"),
                "list of code",
            ),
            Cell("started", _("Start"), AS_STATED, lambda it: it.started, "date"),
            Cell("ended", _("End"), AS_STATED, lambda it: it.ended, "date"),
        ),
        for_files=lambda rows: rows.prefetch_related(
            *("countries", "themes", "sources"),
            Prefetch("partnerships", Partnership.objects.published()),
            Prefetch("programmes", Programme.objects.published()),
        ),
        places=lambda project: (spot_of(country) for country in project.countries.all()),
    )
)
