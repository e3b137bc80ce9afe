"""The one filtered set behind the map, its list and its other formats: what was asked, what is found, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from portal.core.lists import facets
from portal.core.lists.facets import Choice
from sites.atlas.facets import FACETS, InTime
from sites.atlas.feature import Area, Family, Feature


@dataclass(frozen=True)
class Row:
    """A feature in the list; `is_uncertain` when a date was asked and its own do not say whether it existed then."""

    feature: Feature
    is_uncertain: bool


@dataclass(frozen=True)
class Group:
    """The rows of one country; of none when they lie in several, or when no source says where."""

    area: Area | None
    is_unplaced: bool
    rows: list[Row]


@dataclass(frozen=True)
class KindGroup:
    """Kinds that the legend shows under one name: the choice of all of them, the choice of each."""

    choice: Choice
    kinds: list[Choice]

    @property
    def is_open(self) -> bool:
        return any(kind.is_chosen for kind in self.kinds)


class Selection(facets.Selection):
    """Some features, and the filters of the map that a query string asks for."""

    facets = FACETS

    @property
    def features(self) -> list[Feature]:
        return self.found

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(feature, self._is_uncertain(feature)) for feature in self.features]

    @property
    def listed(self) -> list[Feature]:
        """The features in the order of the list: the other formats and the marks on the map keep it."""
        return [row.feature for group in self.groups for row in group.rows]

    def _is_uncertain(self, feature: Feature) -> bool:
        asked = [(facet, self.chosen[facet.key]) for facet in FACETS if isinstance(facet, InTime)]
        return any(terms and not facet.is_certain(feature, terms) for facet, terms in asked)

    @cached_property
    def kind_groups(self) -> list[KindGroup]:
        """The legend: every kind with something on the map, in its group."""
        choices = {choice.code: choice for choice in self.fields["kind"].choices}
        kinds = dict.fromkeys(feature.kind for feature in self.all)
        return [
            KindGroup(choices[family], [choices[kind.code] for kind in kinds if kind.family == family])
            for family in Family
            if family in choices
        ]

    @property
    def filters_on(self) -> int:
        """How many values are chosen, for a legend that is folded."""
        return sum(len(values) for values in self.asked.values())

    @cached_property
    def groups(self) -> list[Group]:
        """The rows by country, in the order of the alphabet; first what lies in several, last what no source places."""
        by_area: dict[str, list[Row]] = {}
        areas: dict[str, Area] = {}
        several: list[Row] = []
        unplaced: list[Row] = []
        for row in self.rows:
            where = row.feature.where
            if len(where) == 1:
                areas[where[0].code] = where[0]
                by_area.setdefault(where[0].code, []).append(row)
            else:
                (several if where else unplaced).append(row)
        ordered = sorted(areas.values(), key=lambda area: (area.sort_key, area.code))
        groups = [Group(None, False, several), *(Group(area, False, by_area[area.code]) for area in ordered)]
        return [group for group in (*groups, Group(None, True, unplaced)) if group.rows]
