"""Themes by country: what ties us to whom on what, as a table of marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from portal.core.lists.facets import Term
from sites.atlas.feature import Area, Feature, Kind

if TYPE_CHECKING:
    from sites.themes import Subject


@dataclass(frozen=True)
class Cell:
    """What there is on one theme in one country."""

    area: Area
    features: tuple[Feature, ...]
    is_first: bool
    """Whether it begins a continent."""


@dataclass(frozen=True)
class Row:
    """A theme across all countries."""

    subject: Subject
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ThemeTable:
    """Continents with their countries, then a row for each theme; `kinds` are those of its marks."""

    continents: tuple[tuple[Term, tuple[Area, ...]], ...]
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]

    @property
    def areas(self) -> list[Area]:
        return [area for _continent, areas in self.continents for area in areas]


def table_of(subjects: Sequence[Subject]) -> ThemeTable | None:
    """Only themes and countries with something; None where there are none."""
    shown = [subject for subject in subjects if any(feature.areas for feature in subject.features)]
    areas = _areas(feature for subject in shown for feature in subject.features)
    if not areas:
        return None
    continents = tuple(
        (continent, tuple(found)) for continent, found in groupby(areas, key=lambda area: area.continent)
    )
    firsts = {found[0].code for _continent, found in continents}
    rows = tuple(Row(subject, tuple(_cell(subject, area, firsts) for area in areas)) for subject in shown)
    kinds = {feature.kind for row in rows for cell in row.cells for feature in cell.features}
    return ThemeTable(continents, rows, tuple(sorted(kinds, key=lambda kind: (kind.order, kind.code))))


def _areas(features: Iterable[Feature]) -> list[Area]:
    """The countries that they concern, continent by continent, each in the order of the alphabet."""
    found = {area.code: area for feature in features for area in feature.areas}
    return sorted(
        found.values(), key=lambda area: (area.continent.name.value, area.continent.code, area.sort_key, area.code)
    )


def _cell(subject: Subject, area: Area, firsts: set[str]) -> Cell:
    features = tuple(feature for feature in subject.features if area.code in {each.code for each in feature.areas})
    return Cell(area, features, area.code in firsts)
