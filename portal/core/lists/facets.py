"""Filters of a list: what was asked, what is found, how many each other choice would give.

Keys and values are the same in every language. `Question` is what all lists share; `Selection` answers it over rows in
memory, `portal.core.lists.listing.Listing` in the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.core.text.languages import Text

SHOWN = 40  # characters of a value that is not understood, told back to the reader
ALPHABET = "alphabet"  # key of the query string


@dataclass(frozen=True)
class Term:
    """A code that never changes, with its name: a theme, an instrument, a continent."""

    code: str
    name: Text


@dataclass(frozen=True)
class Filter:
    """One question of a list's form: a key of the query string, and its words."""

    key: str
    label: str | Promise
    is_repeatable: bool = field(default=False, kw_only=True)

    def read(self, value: str, known: Mapping[str, Term]) -> Term:
        """The term that `value` names. Raises ValueError, with words for the reader, when there is none."""
        found = known.get(value) or known.get(value.upper()) or self.elsewhere(value)
        if found is None:
            raise ValueError(not_in_list(value))
        return found

    def elsewhere(self, value: str) -> Term | None:
        """A term that no row carries and that exists all the same."""
        return None


def not_in_list(value: str) -> str:
    """The words for a value that is none of those offered."""
    return gettext("“%(value)s” is not in the list.") % {"value": value[:SHOWN]}


@dataclass(frozen=True)
class Facet(Filter):
    """A filter over rows in memory; its values are codes that rows carry. A row is any value."""

    terms: Callable[[Any], Iterable[Term]]

    def matches(self, row: Any, chosen: list[Term]) -> bool:
        codes = {term.code for term in chosen}
        return any(term.code in codes for term in self.terms(row))

    def choices(self, rows: list[Any]) -> dict[str, Term]:
        """Every term that a row carries, in reading order."""
        return {term.code: term for row in rows for term in self.terms(row)}

    def codes(self, row: Any, choices: Iterable[str]) -> set[str]:
        """The choices under which the row is found."""
        return {term.code for term in self.terms(row)}


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many rows it would leave, were it chosen under the other filters."""

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
    """An active filter, and the query string without it."""

    label: str | Promise
    name: Text
    query: str


@dataclass(frozen=True)
class WayOut:
    """From nothing to something: a filter, what it asked, a query string without it or with it alone, the rows found."""

    label: str | Promise
    names: list[Text]
    query: str
    regained: int


class Question:
    """The filters that a query string asks for, of any list.

    A value that is not understood is an error at its field and matches nothing: a reader of the data is never given more
    than was asked for. Whoever answers it says what is known, counted and left.
    """

    facets: Sequence[Any] = ()
    known: Mapping[str, Mapping[str, Term]]
    count: int
    """How many rows are found."""

    total: int
    """How many rows there are without any filter."""

    alphabet_of_pages: str = ""
    """Code of the language whose alphabet says which rows stand on which page; "" where no alphabet does."""

    def __init__(self, query: QueryDict) -> None:
        self.chosen: dict[str, list[Term]] = {}
        self.errors: dict[str, str] = {}
        self.asked = {facet.key: values_of(query, facet.key) for facet in self.facets}
        for facet in self.facets:
            self._read(facet)

    def _read(self, facet: Any) -> None:
        values, self.chosen[facet.key] = self.asked[facet.key], []
        try:
            if len(values) > 1 and not facet.is_repeatable:
                raise ValueError(gettext("Choose one value."))
            self.chosen[facet.key] = [facet.read(value, self.known[facet.key]) for value in values]
        except ValueError as error:
            self.errors[facet.key] = str(error)

    def terms(self, facet: Any) -> dict[str, Term]:
        """The values that the filter offers, in reading order; a chosen one that no row carries comes last."""
        known = dict(self.known[facet.key])
        return known | {term.code: term for term in self.chosen[facet.key]} if known else {}

    def counts(self, facet: Any, terms: Iterable[str]) -> Mapping[str, int]:
        """How many rows each of these values would leave under the other filters."""
        raise NotImplementedError

    def without(self, key: str) -> int:
        """How many rows there are without one of the filters."""
        raise NotImplementedError

    def alone(self, key: str) -> int:
        """How many rows there are under one of the filters only."""
        raise NotImplementedError

    @cached_property
    def is_filtered(self) -> bool:
        return any(self.asked.values())

    @property
    def is_own(self) -> bool:
        """Whether the reader asks for something: else the list is the same for everybody."""
        return bool(self.query or self.errors)

    @cached_property
    def query(self) -> str:
        """The query string that asks for the same again: known keys only, without a question mark."""
        return _encoded(self.in_address)

    @property
    def in_address(self) -> dict[str, list[str]]:
        """All that the address keeps."""
        return self.asked

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every filter by its key, with its choices and the count of each under the other filters."""
        return {facet.key: self._field(facet) for facet in self.facets}

    def _field(self, facet: Any) -> Field:
        chosen = {term.code for term in self.chosen[facet.key]}
        terms = self.terms(facet)
        counts = self.counts(facet, terms)
        # What would lead to nothing is not offered, unless several may be chosen: boxes stay where they are.
        choices = [
            Choice(code, term.name, counts.get(code, 0), code in chosen)
            for code, term in terms.items()
            if facet.is_repeatable or code in chosen or counts.get(code, 0)
        ]
        # What was not understood stays in its field, to be mended rather than typed again.
        value = next(iter([*(term.code for term in self.chosen[facet.key]), *self.asked[facet.key]]), "")[:SHOWN]
        return Field(facet.key, facet.label, choices, value, self.errors.get(facet.key, ""))

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(facet.label, name, _encoded({**self.in_address, facet.key: self._others(facet.key, value)}))
            for facet in self.facets
            for value, name in self._names(facet)
        ]

    def _others(self, key: str, value: str) -> list[str]:
        return [other for other in self.asked[key] if other != value]

    def _names(self, facet: Any) -> Iterator[tuple[str, Text]]:
        """Each value asked, with its name; a value that is not understood is its own."""
        names = {term.code: term.name for term in self.chosen[facet.key]}
        for value in self.asked[facet.key]:
            yield value, names.get(value) or names.get(value.upper()) or Text(value[:SHOWN], "")

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """The filters without which something would be found, when nothing is."""
        kept = [{**self.in_address, facet.key: []} for facet in self._in_force]
        return self._ways_to(kept, self.without)

    @cached_property
    def ways_alone(self) -> list[WayOut]:
        """The filters that find something alone, when leaving out one of them is not enough."""
        if self.ways_out or len(self._in_force) < 2:
            return []
        return self._ways_to([{facet.key: self.asked[facet.key]} for facet in self._in_force], self.alone)

    @property
    def _in_force(self) -> list[Any]:
        return [facet for facet in self.facets if self.asked[facet.key]]

    def _ways_to(self, kept: list[dict[str, list[str]]], number: Callable[[str], int]) -> list[WayOut]:
        """For each filter in force, the way to what would be kept in the address, if it leads to something."""
        ways = [
            WayOut(facet.label, [name for _, name in self._names(facet)], _encoded(address), number(facet.key))
            for facet, address in zip(self._in_force, kept, strict=True)
        ]
        return [way for way in ways if way.regained]

    @property
    def words(self) -> str:
        """What was asked, in words to search for."""
        return " ".join(name.value for facet in self.facets for _, name in self._names(facet))


class Selection(Question):
    """The rows in memory that a query string asks for."""

    def __init__(self, rows: list[Any], query: QueryDict) -> None:
        self.known = {facet.key: facet.choices(rows) for facet in self.facets}
        super().__init__(query)
        self._failing = [(row, self._fails(row)) for row in rows]
        self.found = [row for row, fails in self._failing if not fails]
        self.all, self.count, self.total = rows, len(self.found), len(rows)

    def _fails(self, row: Any) -> frozenset[str]:
        """The filters that the row does not pass."""
        failed = {
            facet.key
            for facet in self.facets
            if self.chosen[facet.key] and not facet.matches(row, self.chosen[facet.key])
        }
        return frozenset(failed | self.errors.keys())

    def without(self, key: str) -> int:
        return sum(fails <= {key} for _, fails in self._failing)

    def alone(self, key: str) -> int:
        return sum(key not in fails for _, fails in self._failing)

    def counts(self, facet: Facet, terms: Iterable[str]) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for row, fails in self._failing:
            if fails <= {facet.key}:
                counts.update(facet.codes(row, terms))
        return counts


def values_of(query: QueryDict, key: str) -> list[str]:
    """What the query says for a key: blanks and repeats dropped."""
    return list(dict.fromkeys(value.strip() for value in query.getlist(key) if value.strip()))


def _encoded(values: Mapping[str, list[str]]) -> str:
    """A query string of these values by key."""
    query = QueryDict(mutable=True)
    for key, asked in values.items():
        if asked:
            query.setlist(key, asked)
    return query.urlencode()
