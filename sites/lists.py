"""What this room lists: the institutions, with the number of their ties, which the upper rooms tell. And the map as data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core import exports
from portal.core.content import revisions
from portal.core.exports import Export
from portal.core.lists import columns
from portal.core.lists.filters import Column, TiedThemes, records, values
from portal.core.lists.record_list import Cell, Order, RecordList, Spot, Words, record_columns, register
from portal.core.models import Theme
from portal.core.pages import related
from portal.core.resource import resources
from portal.core.text import numbers
from portal.core.text.languages import text_of
from sites.atlas import layers
from sites.atlas.formats import FORMATS
from sites.atlas.selection import Selection
from sites.enums import Continent, InstitutionKind
from sites.models import Country, Institution
from sites.spots import spot_of


def country(field: str) -> tuple[str, ...]:
    """The ways to the country of an institution: its own, else that of its places."""
    return (f"country__{field}", f"places__country__{field}")


def spots(institution: Institution) -> Iterable[Spot]:
    found: list[Any] = [*institution.places.all()] or ([institution.country] if institution.country else [])
    return (spot_of(place) for place in found)


def countries(institution: Institution) -> list[str]:
    if institution.country:
        return [institution.country.code]
    return sorted({place.country.code for place in institution.places.all()})


def with_ties(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(tie_number=related.number_of(Institution)).select_related("country")


INSTITUTIONS = register(
    RecordList(
        code="institutions",
        rank=10,
        title=_("Institutions"),
        description=_("Every institution that works with us: partners, French units, funders, ministries."),
        page="sites:institutions",
        records=lambda: Institution.objects.published(),
        how_many=lambda count: (
            ngettext("%(count)s institution", "%(count)s institutions", count) % {"count": numbers.number(count)}
        ),
        facets=(
            Column("kind", _("Kind"), "kind", values(InstitutionKind)),
            Column("country", _("Country"), country("code"), records(lambda: Country.objects.all())),
            Column("continent", _("Continent"), country("continent"), values(Continent)),
            TiedThemes("theme", _("Theme"), records(lambda: Theme.objects.all())),
        ),
        orders=(
            Order("kind", _("By kind"), lambda: ("kind", "sort_key"), columns.by_choice("kind"), "kind"),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order("country", _("By country"), lambda: (F("country__sort_key").asc(nulls_last=True), "sort_key")),
            Order("ties", _("Most ties first"), lambda: (related.number_of(Institution).desc(), "sort_key")),
        ),
        columns=record_columns(
            columns.words("acronym", _("Acronym"), _("As the sources write it.")),
            *columns.choice(
                "kind", _("Kind"), _("Code of its kind; the next column says it in words."), _("Kind in words")
            ),
            Cell(
                "local_name",
                _("Name in its own language"),
                _("As the institution calls itself."),
                lambda it: it.local_name or None,
            ),
            columns.words("former_name", _("Former name"), _("A name that it had before.")),
            Cell(
                "unit_number",
                _("Unit number"),
                _("Of a French research unit, without space."),
                lambda it: it.unit_number or None,
                "code",
            ),
            Cell("ror", _("ROR identifier"), _("The characters after ror.org/."), lambda it: it.ror or None, "code"),
            Cell("countries", _("Countries"), _("ISO 3166-1 codes."), countries, "list of code"),
            Cell(
                "places",
                _("Places"),
                _("Cities and regions, as the source names them."),
                lambda it: [text_of(place, "name") for place in it.places.all()],
                "list of text",
            ),
            Cell(
                "place_basis",
                _("How the place is known"),
                _("Code: stated by the source, inferred from the name, or usual seat."),
                lambda it: it.place_basis,
                "code",
            ),
            Cell(
                "ties",
                _("Number of ties"),
                _("Cooperations, partnerships, projects and networks on this site that it takes part in."),
                lambda it: it.tie_number,
                "number",
            ),
        ),
        for_page=with_ties,
        for_files=lambda rows: with_ties(rows).prefetch_related("places__country", "sources"),
        places=spots,
    )
)


# --- the map: all that it shows, in the formats of its page ------------------------------------------------------------


def _changed() -> datetime | None:
    """The newest of the records that are on the map."""
    kinds = {feature.id.partition("-")[0] for feature in layers.features()}
    return revisions.newest(
        *(resource.published() for resource in resources().values() if resource.model._meta.model_name in kinds)
    )


def _cell(key: str, label: Words, help_text: Words, kind: str = "text") -> Cell:
    return Cell(key, label, help_text, lambda feature: None, kind)


exports.register(
    Export(
        code="map",
        title=_("World map"),
        description=_(
            "Cooperations, partnerships, offices and networks of Inserm and ANRS MIE on a world map and in a list, with filters and open data."
        ),
        page="sites:map",
        files="sites:map-data",
        formats=FORMATS,
        fields=(
            _cell("id", _("Identifier"), _("Kind and code of the record, the same in both languages."), "code"),
            _cell("kind", _("Kind"), _("Code of the kind, such as joint-lab or office."), "code"),
            _cell("kind_name", _("Kind in words"), _("In the language of the file.")),
            _cell("name", _("Name"), _("Name in the language of the file.")),
            _cell("url", _("Page"), _("Address of its page on this site."), "address"),
            _cell("summary", _("Summary"), _("One or two sentences.")),
            _cell("countries", _("Countries"), _("ISO 3166-1 codes, such as CA."), "list of code"),
            _cell("continents", _("Continents"), _("Codes of the continents."), "list of code"),
            _cell("places", _("Places"), _("Each place with its country, its precision and its side."), "list"),
            _cell("partners", _("Partners"), _("Names of the partners abroad."), "list of text"),
            _cell("themes", _("Themes"), _("Codes of the subjects of research."), "list of code"),
            _cell("instrument", _("Instrument"), _("Code of the instrument, where there is one."), "code"),
            _cell("started", _("Start"), _("As far as it is known: a year, a month or a day."), "date"),
            _cell("ended", _("End"), _("As far as it is known: a year, a month or a day."), "date"),
            _cell("as_of", _("As of"), _("The date for which the sources say it, as far as it is known."), "date"),
            _cell("geometry", _("Geometry"), _("WGS84 degrees; in CSV as well-known text."), "geometry"),
        ),
        count=lambda: len(Selection(layers.features(), QueryDict()).listed),
        changed=_changed,
    )
)
