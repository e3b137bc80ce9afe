"""What this room puts on the map: every partnership, at its places, or in its countries as a whole."""

from collections.abc import Iterator

from django.db.models import Prefetch

from partnerships.models import Modality, Partnership
from portal.core.lists.filters import name_of
from portal.core.text.languages import Text, text_of
from sites.atlas.feature import HOME, Family, Feature, Kind, Point, area_of, point_of, short_name, term_of
from sites.atlas.layers import register
from sites.models import Institution

ANRS_MIE = {"prisme", "anrs-partner-site", "ad-hoc"}


def partnerships() -> Iterator[Feature]:
    related = Partnership.objects.published().for_list().prefetch_related("places__country", "themes")
    bodies = Prefetch("institutions", Institution.objects.answering().select_related("country"))
    for partnership in related.prefetch_related(bodies):
        yield feature(partnership)


def feature(partnership: Partnership) -> Feature:
    found = points(partnership)
    areas = [*(point.area for point in found), *(area_of(country) for country in partnership.countries.all())]
    return Feature(
        id=f"partnership-{partnership.code}",
        kind=kind(partnership.modality),
        label=name_of(partnership.modality),
        name=name_of(partnership),
        address=partnership.public_address,
        summary=text_of(partnership, "summary"),
        sort_key=partnership.sort_key or "",
        points=tuple(found),
        areas=tuple(dict.fromkeys(areas)),
        unplaced=() if found else tuple(foreign(partnership)),
        themes=tuple(term_of(theme) for theme in partnership.themes.all()),
        started=partnership.started,
        ended=partnership.ended,
        as_of=partnership.as_of,
    )


def points(partnership: Partnership) -> list[Point]:
    """Its places, else its countries as a whole; the body there is named where there is but one."""
    bodies = foreign(partnership)
    who = bodies[0] if len(bodies) == 1 else None
    return [point_of(place, who) for place in partnership.places.all() or partnership.countries.all()]


def foreign(partnership: Partnership) -> list[Text]:
    bodies = partnership.institutions.all()
    return [short_name(body) for body in bodies if body.country is None or body.country.code != HOME]


def kind(modality: Modality) -> Kind:
    name = text_of(modality, "name_plural")
    family = Family.ANRS_MIE if modality.code in ANRS_MIE else Family.PRESENCE
    return Kind(modality.code, name if name else name_of(modality), (2, modality.order), family)


register("partnerships", partnerships)
