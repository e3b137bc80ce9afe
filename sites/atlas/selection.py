"""The one filtered set behind the map, its list and its other formats: what was asked, what is found, what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.core.languages import Text
from sites.atlas.facets import FACETS, KIND, Facet, InTime
from sites.atlas.feature import Area, Feature, Term


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many features it would leave, were it chosen under the other filters."""

    code: str
    name: Text
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """A filter as the form shows it."""

    key: str
    label: str | Promise
    choices: list[Choice]
    value: str
    error: str


@dataclass(frozen=True)
class Chip:
    """An active filter, and the query string without it; `regained` is the number of features then found."""

    label: str | Promise
    name: Text
    query: str
    regained: int


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


class Selection:
    """Some features, and the filters that a query string asks for.

    A value that is not understood is an error at its field and matches nothing: a reader of the data is never given more
    than was asked for.
    """

    def __init__(self, features: list[Feature], query: QueryDict) -> None:
        self.all = features
        self.known = {facet.key: facet.choices(features) for facet in FACETS}
        self.chosen: dict[str, list[Term]] = {}
        self.errors: dict[str, str] = {}
        self.asked = {facet.key: _values(query, facet.key) for facet in FACETS}
        for facet in FACETS:
            self._read(facet)
        self._failing = [(feature, self._fails(feature)) for feature in features]
        self.features = [feature for feature, fails in self._failing if not fails]

    def _read(self, facet: Facet) -> None:
        values = self.asked[facet.key]
        try:
            if len(values) > 1 and not facet.is_repeatable:
                raise ValueError(gettext("Choose one value."))
            self.chosen[facet.key] = [facet.read(value, self.known[facet.key]) for value in values]
        except ValueError as error:
            self.errors[facet.key] = str(error)
            self.chosen[facet.key] = []

    def _fails(self, feature: Feature) -> frozenset[str]:
        """The filters that the feature does not pass."""
        failed = {
            facet.key
            for facet in FACETS
            if self.chosen[facet.key] and not facet.matches(feature, self.chosen[facet.key])
        }
        return frozenset(failed | self.errors.keys())

    def without(self, key: str) -> int:
        """How many features there are without one of the filters."""
        return sum(fails <= {key} for _, fails in self._failing)

    @cached_property
    def is_filtered(self) -> bool:
        return any(self.asked.values())

    @cached_property
    def query(self) -> str:
        """The query string that asks for the same again: known keys only, without a question mark."""
        return self._query(None)

    def _query(self, left_out: tuple[str, str] | None) -> str:
        query = QueryDict(mutable=True)
        for key, values in self.asked.items():
            kept = [value for value in values if (key, value) != left_out]
            if kept:
                query.setlist(key, kept)
        return query.urlencode()

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every filter by its key, with its choices and the count of each under the other filters."""
        return {facet.key: self._field(facet) for facet in FACETS}

    def _field(self, facet: Facet) -> Field:
        chosen = {term.code: term for term in self.chosen[facet.key]}
        terms = self.known[facet.key] | {code: term for code, term in chosen.items() if self.known[facet.key]}
        counts: Counter[str] = Counter()
        for feature, fails in self._failing:
            if fails <= {facet.key}:
                counts.update(facet.codes(feature, terms))
        choices = [Choice(code, term.name, counts[code], code in chosen) for code, term in terms.items()]
        value = next(iter(chosen), "")
        return Field(facet.key, facet.label, choices, value, self.errors.get(facet.key, ""))

    @cached_property
    def kinds(self) -> list[Choice]:
        return self.fields[KIND.key].choices

    @cached_property
    def chips(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for facet in FACETS:
            names = {term.code: term.name for term in self.chosen[facet.key]}
            for value in self.asked[facet.key]:
                name = names.get(value) or names.get(value.upper()) or Text(value[:40], "")
                yield Chip(facet.label, name, self._query((facet.key, value)), self.without(facet.key))

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(feature, self._is_uncertain(feature)) for feature in self.features]

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


def _values(query: QueryDict, key: str) -> list[str]:
    """What the query says for a key: blanks and repeats dropped."""
    return list(dict.fromkeys(value.strip() for value in query.getlist(key) if value.strip()))
