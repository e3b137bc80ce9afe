"""What the map shows, as plain values in the active language: once a feature exists, it asks the database nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.core.dates import PartialDate
from portal.core.lists.facets import Term
from portal.core.lists.filters import name_of
from portal.core.text.languages import Text, current
from sites.enums import PlaceKind
from sites.models import Country, Institution, Place

HOME = "FR"
"""The institute's own country: where its side of a cooperation is."""

SEAT = (2.352, 48.857)
"""Paris, the institute's seat, in WGS84 degrees: the symbol of a French side of which no place is published."""

FRENCH = frozenset({HOME, "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"})
"""France and its overseas territories, by their ISO 3166-1 codes: no foreign partner is there."""


class Family(TextChoices):
    """The groups of kinds in which the map offers them at first. A code is also a value of the filter on kinds."""

    LABORATORIES = "laboratories", _("Laboratories")
    PROGRAMMES = "programmes", _("Programmes")
    ANRS_MIE = "anrs-mie", _("ANRS MIE network")
    PRESENCE = "presence", _("Agreements and presence")


@dataclass(frozen=True)
class Kind(Term):
    """What kind of thing a feature is. `order`: its place in the legend, rooms first, then within the room."""

    order: tuple[int, int] = (9, 0)
    family: Family = Family.PRESENCE

    @property
    def terms(self) -> tuple[Term, Term]:
        """The two values of the filter on kinds under which the kind is found."""
        return self, Term(self.family.value, in_words(self.family.label))


@dataclass(frozen=True)
class Area(Term):
    """A country, by its ISO 3166-1 code."""

    continent: Term
    sort_key: str
    address: str = ""
    """The page of the country, in the active language."""


@dataclass(frozen=True)
class Point:
    """One spot of a feature: WGS84 degrees, what is there, who is there, how exactly the place is known."""

    longitude: float
    latitude: float
    place: Text
    area: Area
    precision: str
    """A `PlaceKind`: a city, a region, or a country as a whole."""

    who: Text | None = None
    is_home: bool = False
    """On the institute's own side."""

    is_foreseen: bool = False

    @property
    def is_symbolic(self) -> bool:
        """Whether it stands for a French side of which no place is published: the middle of France would say something."""
        return self.is_home and self.is_country

    @property
    def is_country(self) -> bool:
        """Whether no more than the country is known."""
        return self.precision == PlaceKind.COUNTRY

    @property
    def names_its_country(self) -> bool:
        """Whether the name of the place is already that of the country."""
        return self.is_country or self.place.value == self.area.name.value


@dataclass(frozen=True)
class Body:
    """A partner with all its points; `who` is None where no source names one."""

    who: Text | None
    points: tuple[Point, ...]


def bodies(points: Iterable[Point]) -> list[Body]:
    """Points by who is there."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.who.value if point.who else "", []).append(point)
    return [Body(own[0].who, tuple(own)) for own in found.values()]


Link = tuple[Point, Point]


@dataclass(frozen=True)
class Feature:
    """One thing on the map and in its list. `id` is the same in every language and format."""

    id: str
    kind: Kind
    label: Text
    """The name of the kind for one of them, where the kind's own name is for many."""

    name: Text
    address: str | None
    summary: Text
    sort_key: str
    points: tuple[Point, ...] = ()
    links: tuple[Link, ...] = ()
    """Who works with whom: pairs of points, to be drawn as great circles."""

    areas: tuple[Area, ...] = ()
    """Countries that it concerns, its own country left out; an office may cover one where it has no point."""

    unplaced: tuple[Text, ...] = ()
    """Partners whose place no source states."""

    themes: tuple[Term, ...] = ()
    instrument: Term | None = None
    started: PartialDate | None = None
    ended: PartialDate | None = None
    as_of: PartialDate | None = None

    @property
    def abroad(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if not point.is_home)

    @property
    def here(self) -> list[Body]:
        """Who it is on the institute's own side."""
        return bodies(point for point in self.points if point.is_home)

    @property
    def there(self) -> list[Body]:
        """Who it is with, in the order of the points."""
        return bodies(self.abroad)

    @property
    def pairs(self) -> list[tuple[Point, list[Point]]]:
        """Each spot on the institute's own side that a line starts from, with those it leads to."""
        found: dict[Point, list[Point]] = {}
        for start, end in self.links:
            if start.is_home:
                found.setdefault(start, []).append(end)
        return list(found.items())

    @property
    def where(self) -> list[Area]:
        """The countries of its points, each once, its own side left out unless there is no other."""
        return list(dict.fromkeys(point.area for point in self.abroad or self.points))

    def may_exist(self, first: date, last: date) -> bool:
        """Whether it may have existed at some time from `first` to `last`; a date that is not known excludes nothing."""
        begun = self.started is None or self.started.earliest <= last
        return begun and (self.ended is None or self.ended.latest >= first)

    def surely_exists(self, first: date, last: date) -> bool:
        """Whether its dates say so: a source speaks of that time, or it had started and no end before is possible."""
        if self.as_of is not None and first <= self.as_of.earliest and self.as_of.latest <= last:
            return True
        begun = self.started is not None and self.started.latest <= last
        return begun and (self.ended is None or self.ended.earliest >= first)


def in_words(words: Any) -> Text:
    """A message of the interface as a text of the page's language."""
    return Text(str(words), current())


def term_of(record: Any) -> Term:
    return Term(record.code, name_of(record))


def area_of(country: Country) -> Area:
    continent = Term(country.continent, in_words(country.get_continent_display()))
    return Area(country.code, name_of(country), continent, country.sort_key or "", country.get_absolute_url() or "")


def point_of(place: Place | Country, who: Text | None = None, **more: bool) -> Point:
    """The point of a place; of a country as a whole where no source names one."""
    country, precision = (place, PlaceKind.COUNTRY) if isinstance(place, Country) else (place.country, place.kind)
    is_symbolic = more.get("is_home", False) and precision == PlaceKind.COUNTRY
    position = SEAT if is_symbolic else (float(place.longitude), float(place.latitude))
    return Point(*position, name_of(place), area_of(country), precision, who, **more)


def points_of(places: Iterable[Place], institution: Institution | None, **more: bool) -> list[Point]:
    """The points of a body: its places, else its country as a whole, else none."""
    who = short_name(institution) if institution else None
    found: list[Place | Country] = [*places]
    if not found and institution and institution.country:
        found = [institution.country]
    return [point_of(place, who, **more) for place in found]


def short_name(institution: Institution) -> Text:
    """The name of an institution, a French unit's with its number."""
    name = name_of(institution)
    number = f" ({institution.unit_number})" if institution.unit_number else ""
    return Text(name.value + number, name.language, name.is_fallback)


def ring(points: list[Point]) -> tuple[Link, ...]:
    """The links of a network without a centre: its points in the order of the compass, each tied to the next."""
    points = list(dict.fromkeys(points))
    if len(points) < 3:
        return tuple(pairwise(points))
    east, north = points[0].longitude, sum(point.latitude for point in points) / len(points)
    # Longitudes are told from the first point, so that a network across the antimeridian is not torn.
    offsets = {point: (point.longitude - east + 180) % 360 - 180 for point in points}
    middle = sum(offsets.values()) / len(points)
    turned = sorted(points, key=lambda point: math.atan2(point.latitude - north, offsets[point] - middle))
    return tuple(zip(turned, [*turned[1:], turned[0]], strict=True))
