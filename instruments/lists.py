"""What this room lists: every cooperation, by instrument, state, place, theme and year; its calls are in `call_list`."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from instruments import call_list
from instruments.enums import CooperationState, Side
from instruments.models import Cooperation, Instrument
from portal.core.lists import columns
from portal.core.lists.filters import Column, Year, name_of, records, values
from portal.core.lists.record_list import Cell, Heading, Order, RecordList, Spot, record_columns, register
from portal.core.models import Theme, answers
from portal.core.text import numbers
from portal.core.text.languages import text_of
from sites.enums import Continent
from sites.models import Country, Programme
from sites.spots import spot_of


def how_many(count: int) -> str:
    return ngettext("%(count)s cooperation", "%(count)s cooperations", count) % {"count": numbers.number(count)}


def abroad() -> Q:
    """Partners on the far side whose place may be told: it is stated, or it is that of a public institution."""
    told = Q(partners__place__isnull=False) | answers(relation="partners__institution__")
    return Q(partners__side=Side.FOREIGN) & told


def there(field: str) -> tuple[str, ...]:
    """The ways to the country of a partner, as on the map: its place, else its institution's places, else its own."""
    body = "partners__institution__"
    return (f"partners__place__country__{field}", f"{body}places__country__{field}", f"{body}country__{field}")


def for_files(rows: Any) -> Any:
    programmes = Prefetch("programmes", Programme.objects.published())
    return rows.for_list().prefetch_related("sources", "themes", programmes)


def places(cooperation: Cooperation) -> Iterator[Spot]:
    """The places of both sides; an institution of which only the country is known stands for it."""
    for partner in cooperation.partners.all():
        body = partner.institution
        found: list[Any] = partner.places or ([body.country] if body and body.country else [])
        yield from (spot_of(place) for place in found)


def countries(cooperation: Cooperation) -> list[str]:
    found = []
    for partner in cooperation.foreign_partners:
        body = partner.institution
        own = [place.country for place in partner.places] or ([body.country] if body and body.country else [])
        found += [country.code for country in own]
    return sorted(set(found))


def bodies(side: Side) -> Any:
    def find(cooperation: Cooperation) -> list[Any]:
        partners = [partner for partner in cooperation.partners.all() if partner.side == side]
        # Neither is left where only a draft names the body.
        told = [partner.institution or partner.place for partner in partners]
        return [text_of(record, "name") for record in told if record]

    return find


def heading(cooperation: Cooperation) -> Heading:
    instrument = cooperation.instrument
    about = gettext("About this instrument: %(name)s") % {"name": text_of(instrument, "name")}
    plural = text_of(instrument, "name_plural")
    return Heading(instrument.code, plural or name_of(instrument), address=instrument.public_address, about=about)


CALLS = call_list.CALLS
COOPERATIONS = register(
    RecordList(
        code="cooperations",
        rank=30,
        title=_("Cooperations"),
        description=_(
            "Joint Labs, thematic coordination programmes and other cooperations of Inserm, with their partners and places."
        ),
        page="instruments:cooperations",
        records=lambda: Cooperation.objects.published(),
        how_many=how_many,
        facets=(
            Column("instrument", _("Instrument"), "instrument__code", records(lambda: Instrument.objects.answering())),
            Column("state", _("State"), "state", values(CooperationState)),
            Column(
                "country", _("Partner country"), there("code"), records(lambda: Country.objects.all()), among=abroad
            ),
            Column("continent", _("Continent"), there("continent"), values(Continent), among=abroad),
            Column("theme", _("Theme"), "themes__code", records(lambda: Theme.objects.all())),
            Year("year", _("Year of the start"), "started"),
        ),
        orders=(
            Order(
                "instrument",
                _("By instrument"),
                lambda: ("instrument__order", "instrument__code", "order"),
                heading,
                "instrument",
            ),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order("newest", _("Newest first"), lambda: (F("started").desc(nulls_last=True),)),
        ),
        columns=record_columns(
            columns.words("full_name", _("Name in full"), _("Where the name is short for something.")),
            *columns.reference(
                "instrument",
                _("Instrument"),
                _("Identifier of the instrument it runs under."),
                _("Name of the instrument"),
            ),
            *columns.choice(
                "state", _("State"), _("Code of its state; the next column says it in words."), _("State in words")
            ),
            Cell(
                "countries",
                _("Partner countries"),
                _("ISO 3166-1 codes of the partners' countries, France's side left out."),
                countries,
                "list of code",
            ),
            Cell(
                "french_partners",
                _("French side"),
                _("The laboratories and bodies on the French side."),
                bodies(Side.FRENCH),
                "list of text",
            ),
            Cell(
                "foreign_partners",
                _("Foreign partners"),
                _("The institutions abroad; the place where the source names no institution."),
                bodies(Side.FOREIGN),
                "list of text",
            ),
            columns.codes("themes", _("Themes"), _("Identifiers of the themes that the sources name.")),
            columns.codes("programmes", _("Linked programmes"), _("Identifiers of the programmes that it belongs to.")),
            *columns.span(),
        ),
        for_page=lambda rows: rows.select_related("instrument"),
        for_files=for_files,
        places=places,
    )
)
