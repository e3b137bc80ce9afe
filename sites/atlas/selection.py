"""The one filtered set behind the map, its list and its other formats: what was asked, what is found, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from portal.core.lists import facets
from sites.atlas.facets import FACETS, InTime
from sites.atlas.feature import Area, Feature


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
