"""All that a country's page, a continent's page and the list of countries show, as plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from portal.core.content import version
from portal.core.pages.footnotes import References
from portal.core.pages.related import Tie
from sites.atlas import layers
from sites.atlas.feature import FRENCH, HOME, Feature, Kind, Point
from sites.atlas.panorama import Panorama
from sites.atlas.selection import Row
from sites.atlas.stage import near
from sites.countries import parts
from sites.countries.contact import Contact, contact_for
from sites.countries.regions import Region
from sites.countries.tally import Tally, tally
from sites.enums import Continent
from sites.models import Country


@dataclass(frozen=True)
class Group:
    """The features of one kind."""

    kind: Kind
    rows: list[Row]


@dataclass(frozen=True)
class Entry:
    """A country in a list, with the number of its features on the map; `is_tied` also when something else ties it."""

    country: Country
    count: int
    is_tied: bool


@dataclass(frozen=True)
class Part:
    """A continent in the list of countries: those with ties, and the others."""

    region: Region
    tied: list[Entry]
    others: list[Entry]


class Profile:
    """One country: what ties us to it, what applies there, whom to ask."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.features = layers.of_country(country.code)
        self.related: list[Tie] = parts.by_country().get(country.code, [])

    @property
    def is_tied(self) -> bool:
        return bool(self.features or self.related)

    @property
    def is_home(self) -> bool:
        """Whether it is the institute's own country, which is nobody's foreign partner."""
        return self.country.code in FRENCH

    @property
    def has_page(self) -> bool:
        """Whether the country has a page of its own; all others share one."""
        return self.is_tied or self.is_home

    @property
    def region(self) -> Region:
        return Region(self.country.continent)

    @cached_property
    def groups(self) -> list[Group]:
        """The features kind by kind, in the order of the map's legend."""
        return [
            Group(kind, [Row(feature, False) for feature in found])
            for kind, found in groupby(self.features, key=lambda feature: feature.kind)
        ]

    @cached_property
    def tally(self) -> Tally | None:
        """What ties us to it, in one line; None of the institute's own country."""
        return None if self.is_home else tally(self.features, self.country.code)

    @cached_property
    def contact(self) -> Contact:
        return contact_for(self.country)

    @cached_property
    def offers(self) -> list[parts.Offer]:
        return parts.offers(self.country)

    @cached_property
    def references(self) -> References:
        rules = [rule for offer in self.offers for _, rule in offer.amounts]
        return References([self.contact.record] if self.contact.record else [], rules)

    @cached_property
    def world(self) -> Panorama:
        """A small picture around the country, its features and the institute's own side of them."""
        here = (float(self.country.longitude), float(self.country.latitude))
        points = [point for feature in self.features for point in feature.points if self._is_near(point)]
        return near(self.features, [here, *((point.longitude, point.latitude) for point in points)])

    def _is_near(self, point: Point) -> bool:
        return point.is_home or point.area.code == self.country.code


def entries(features: list[Feature]) -> list[Entry]:
    """Every country in the order of the alphabet, with its ties, of which `features` are everything on the map.

    France's overseas territories are France.
    """
    return version.keep(("countries with their ties",), lambda: _entries(features))


def _entries(features: list[Feature]) -> list[Entry]:
    counts = Counter(area.code for feature in features for area in feature.areas)
    related = parts.by_country()
    return [
        Entry(country, counts[country.code], bool(counts[country.code]) or country.code in related)
        for country in Country.objects.exclude(code__in=FRENCH - {HOME}).order_by("sort_key", "code")
    ]


def is_cited(country: Country) -> bool:
    """Whether its address answers with a page of its own: a territory overseas leads to that of the institute's country."""
    return country.code not in FRENCH - {HOME} and Profile(country).has_page


def tied() -> list[Country]:
    """The countries with ties, in the order of the alphabet: those that have a page of their own."""
    return [entry.country for entry in entries(layers.features()) if entry.is_tied]


def by_continent(found: list[Entry]) -> list[Part]:
    """The countries continent by continent; a continent without countries is left out."""
    listed = []
    for code in Continent.values:
        own = [entry for entry in found if entry.country.continent == code]
        tied = [entry for entry in own if entry.is_tied]
        listed.append(Part(Region(code), tied, [entry for entry in own if not entry.is_tied]))
    return [part for part in listed if part.tied or part.others]
