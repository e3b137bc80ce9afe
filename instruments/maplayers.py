"""What this room puts on the map: every cooperation with its two sides, and the places of an instrument."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from instruments.enums import Side
from instruments.models import Cooperation, Instrument, InstrumentPlace, Partner
from portal.core.lists.facets import Term
from portal.core.lists.filters import name_of
from portal.core.text.languages import Text, current, text_of
from sites.atlas.feature import HOME, Family, Feature, Kind, Link, Point, in_words, point_of, points_of, ring, term_of
from sites.atlas.layers import register
from sites.models import Country

# Networks whose members are tied to each other, not to a place in France: no source names one.
RINGS = {"cnrs-inserm-network"}
STARS = {"tcp"}
LABORATORIES = {"joint-lab", "umi"}


def cooperations() -> Iterator[Feature]:
    country = Country.objects.filter(code=HOME).first()
    # A thematic programme is the institute's own: where no French place is named, its star starts from the country.
    hub = point_of(country, Text("Inserm", current()), is_home=True) if country else None
    for cooperation in Cooperation.objects.published().for_list().prefetch_related("themes"):
        yield feature(cooperation, hub)


def feature(cooperation: Cooperation, hub: Point | None) -> Feature:
    """A cooperation as a feature; `hub` is the institute's country as a whole."""
    instrument, sides = cooperation.instrument, {}
    for side in Side:
        sides[side] = [points(partner) for partner in cooperation.partners.all() if partner.side == side]
    home = [found for found in sides[Side.FRENCH] if found and not found[0].is_country]
    abroad = [found for found in sides[Side.FOREIGN] if found]
    if not home and hub and instrument.code in STARS and abroad:
        home = [[hub]]
    all_abroad = [point for found in abroad for point in found]
    return Feature(
        id=f"cooperation-{cooperation.code}",
        kind=kind(instrument),
        label=name_of(instrument),
        name=name_of(cooperation),
        address=cooperation.public_address,
        summary=text_of(cooperation, "summary"),
        sort_key=cooperation.sort_key or "",
        points=(*(point for found in home for point in found), *all_abroad),
        links=links(instrument.code, home, abroad),
        areas=tuple(dict.fromkeys(point.area for point in all_abroad)),
        unplaced=tuple(
            name_of(partner.institution)
            for partner in cooperation.foreign_partners
            if partner.institution and not points(partner)
        ),
        themes=tuple(term_of(theme) for theme in cooperation.themes.all()),
        instrument=Term(instrument.code, kind(instrument).name),
        started=cooperation.started,
        ended=cooperation.ended,
        as_of=cooperation.as_of,
    )


def points(partner: Partner) -> list[Point]:
    return points_of(
        partner.places,
        partner.institution,
        is_home=partner.side == Side.FRENCH,
        is_foreseen=partner.is_foreseen,
    )


def links(instrument: str, home: list[list[Point]], abroad: list[list[Point]]) -> tuple[Link, ...]:
    """Each French body tied to each foreign one, by the first place of either; a ring where there is no French place."""
    if instrument in RINGS:
        return ring([found[0] for found in abroad])
    return tuple((one[0], other[0]) for one in home for other in abroad)


def kind(instrument: Instrument) -> Kind:
    name = text_of(instrument, "name_plural")
    return Kind(instrument.code, name if name else name_of(instrument), (1, instrument.order), family(instrument))


def family(instrument: Instrument) -> Family:
    return Family.LABORATORIES if instrument.code in LABORATORIES else Family.PROGRAMMES


# --- places of an instrument ------------------------------------------------------------------------------------------


def places() -> Iterator[Feature]:
    """Each place in which projects of an instrument are signed: it leads to its row on the instrument's page."""
    rows = InstrumentPlace.objects.filter(instrument__in=Instrument.objects.published())
    for row in rows.select_related("instrument", "place__country"):
        instrument, point = row.instrument, point_of(row.place)
        address = instrument.public_address
        short = text_of(instrument, "short_name") or name_of(instrument)
        named = in_words(_("%(instrument)s places") % {"instrument": short.value})
        yield Feature(
            id=f"place-{instrument.code}-{row.place.code}",
            kind=Kind(instrument.code, named, (1, instrument.order), family(instrument)),
            label=in_words(_("%(instrument)s place") % {"instrument": short.value}),
            name=point.place,
            address=f"{address}#{row.anchor}" if address else None,
            summary=Text("", current()),
            sort_key=row.place.sort_key or "",
            points=(point,),
            areas=(point.area,),
            instrument=Term(instrument.code, named),
            as_of=row.as_of,
        )


register("cooperations", cooperations)
register("places", places)
