"""Filters over rows already in memory: what was asked, what is found, how many each other choice would give.

Keys and values are the same in every language. A row is any value; a facet says which terms it carries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.core.languages import Text


@dataclass(frozen=True)
class Term:
    """A code that never changes, with its name: a theme, an instrument, a continent."""

    code: str
    name: Text


@dataclass(frozen=True)
class Facet:
    """A filter whose values are codes that rows carry."""

    key: str
    label: str | Promise
    terms: Callable[[Any], Iterable[Term]]
    is_repeatable: bool = False

    def read(self, value: str, known: dict[str, Term]) -> Term:
        """The term that `value` names. Raises ValueError, with words for the reader, when there is none."""
        found = known.get(value) or known.get(value.upper()) or self.elsewhere(value)
        if found is None:
            raise ValueError(gettext("“%(value)s” is not in the list.") % {"value": value[:40]})
        return found

    def elsewhere(self, value: str) -> Term | None:
        """A term that no row carries and that exists all the same."""
        return None

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
    """An active filter, and the query string without it; `regained` is the number of rows then found."""

    label: str | Promise
    name: Text
    query: str
    regained: int


class Selection:
    """Some rows, and the filters that a query string asks for.

    A value that is not understood is an error at its field and matches nothing: a reader of the data is never given more
    than was asked for.
    """

    facets: tuple[Facet, ...] = ()

    def __init__(self, rows: list[Any], query: QueryDict) -> None:
        self.all = rows
        self.known = {facet.key: facet.choices(rows) for facet in self.facets}
        self.chosen: dict[str, list[Term]] = {}
        self.errors: dict[str, str] = {}
        self.asked = {facet.key: _values(query, facet.key) for facet in self.facets}
        for facet in self.facets:
            self._read(facet)
        self._failing = [(row, self._fails(row)) for row in rows]
        self.found = [row for row, fails in self._failing if not fails]

    def _read(self, facet: Facet) -> None:
        values = self.asked[facet.key]
        try:
            if len(values) > 1 and not facet.is_repeatable:
                raise ValueError(gettext("Choose one value."))
            self.chosen[facet.key] = [facet.read(value, self.known[facet.key]) for value in values]
        except ValueError as error:
            self.errors[facet.key] = str(error)
            self.chosen[facet.key] = []

    def _fails(self, row: Any) -> frozenset[str]:
        """The filters that the row does not pass."""
        failed = {
            facet.key
            for facet in self.facets
            if self.chosen[facet.key] and not facet.matches(row, self.chosen[facet.key])
        }
        return frozenset(failed | self.errors.keys())

    def without(self, key: str) -> int:
        """How many rows there are without one of the filters."""
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
        return {facet.key: self._field(facet) for facet in self.facets}

    def _field(self, facet: Facet) -> Field:
        chosen = {term.code: term for term in self.chosen[facet.key]}
        terms = self.known[facet.key] | {code: term for code, term in chosen.items() if self.known[facet.key]}
        counts: Counter[str] = Counter()
        for row, fails in self._failing:
            if fails <= {facet.key}:
                counts.update(facet.codes(row, terms))
        choices = [Choice(code, term.name, counts[code], code in chosen) for code, term in terms.items()]
        # What was not understood stays in its field, to be mended rather than typed again.
        value = next(iter([*chosen, *self.asked[facet.key]]), "")[:40]
        return Field(facet.key, facet.label, choices, value, self.errors.get(facet.key, ""))

    @cached_property
    def chips(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for facet in self.facets:
            names = {term.code: term.name for term in self.chosen[facet.key]}
            for value in self.asked[facet.key]:
                name = names.get(value) or names.get(value.upper()) or Text(value[:40], "")
                yield Chip(facet.label, name, self._query((facet.key, value)), self.without(facet.key))


def _values(query: QueryDict, key: str) -> list[str]:
    """What the query says for a key: blanks and repeats dropped."""
    return list(dict.fromkeys(value.strip() for value in query.getlist(key) if value.strip()))
