"""Filters of a list in the database: what codes its rows have, which rows a code leaves, how many of each.

The counts of all filters are one query (see `Listing`): each filter says its part of it as rows of (key, code, number).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, Expression, F, Model, OuterRef, Q, QuerySet, TextChoices, TextField, Value
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext

from portal.core.content import version
from portal.core.lists.facets import SHOWN, Filter, Term
from portal.core.pages import related
from portal.core.text.languages import Text, current, in_language, text_of

Tally = QuerySet[Any, Any]  # of (key of the filter, code, number of rows)


def name_of(record: Model) -> Text:
    """A record's name, in the language the name itself is in."""
    found = text_of(record, "name")
    return Text(found.value, in_language(record, "name_lang", found.language) or found.language, found.is_fallback)


def records(find: Callable[[], QuerySet[Any]]) -> Callable[[], Iterable[Term]]:
    """Every record that `find()` gives, in its order: a table of reference, small enough to be read whole."""
    return lambda: _named(find)


@version.kept
def _named(find: Callable[[], QuerySet[Any]]) -> list[Term]:
    return [Term(record.code, name_of(record)) for record in find()]


def values(choices: type[TextChoices]) -> Callable[[], Iterable[Term]]:
    """Every value of an enumeration, in its order."""
    return lambda: [Term(str(value), Text(_first_up(str(words)), current())) for value, words in choices.choices]


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


class ByCode(Filter):
    """A filter on codes: `terms()` gives every code with its name, in reading order."""

    terms: Callable[[], Iterable[Term]]

    def known(self) -> dict[str, Term]:
        return {term.code: term for term in self.terms()}

    def offered(self, known: Mapping[str, Term], codes: Iterable[str]) -> dict[str, Term]:
        """The terms to choose from, in reading order; `codes` are those that rows have."""
        return dict(known)

    def where(self, rows: QuerySet[Any], codes: list[str]) -> Q:
        """The condition "has one of these codes", on rows of the queryset's model. Doubles no row."""
        raise NotImplementedError

    def tallies(self, rows: QuerySet[Any], known: Mapping[str, Term]) -> Iterator[Tally]:
        """How many of these rows have each code; `known` as it was read."""
        raise NotImplementedError


@dataclass(frozen=True)
class Column(ByCode):
    """A filter on codes that the rows hold or lead to.

    `code` is the way from the listed model to the code ("instrument__code"); of several ways the first that leads to one
    counts; where no way leads to it, an expression that gives it. `among()` says which rows on the way count.
    """

    code: str | tuple[str, ...] | Expression
    terms: Callable[[], Iterable[Term]]
    among: Callable[[], Q] = field(default=Q, kw_only=True)

    @property
    def ways(self) -> tuple[str, ...]:
        return (self.code,) if isinstance(self.code, str) else self.code if isinstance(self.code, tuple) else ()

    def where(self, rows: QuerySet[Any], codes: list[str]) -> Q:
        if not self.is_many(rows):
            return self.has(self.ways[0], codes)
        everything = rows.model._base_manager.all()
        if not self.ways:
            return Q(pk__in=self._coded(everything).filter(facet_code__in=codes).values("pk"))
        found, nearer = [], self.among()
        for way in self.ways:  # one query each: an index leads from the codes to the rows
            found.append(everything.filter(nearer & self.has(way, codes)).order_by().values("pk"))
            nearer &= Q(**{way: None})
        return Q(pk__in=found[0].union(*found[1:]) if len(found) > 1 else found[0])

    def has(self, way: str, codes: list[str]) -> Q:
        """The condition that one way leads to one of the codes."""
        return Q(**{f"{way}__in": codes})

    def is_many(self, rows: QuerySet[Any]) -> bool:
        """Whether a row may have several codes."""
        return len(self.ways) != 1 or self.among is not Q or leads_to_many(rows.model, self.ways[0])

    def tallies(self, rows: QuerySet[Any], known: Mapping[str, Term]) -> Iterator[Tally]:
        yield tally(self._coded(rows), self.key, self.is_many(rows))

    def _coded(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows, each as often as it has codes, with the code as `facet_code`, a text."""
        first: Any = Coalesce(*self.ways) if len(self.ways) > 1 else F(self.ways[0]) if self.ways else self.code
        return rows.filter(self.among()).annotate(facet_code=Cast(first, TextField()))


@dataclass(frozen=True)
class Year(Column):
    """A filter on the year of a date that is known in part. The years offered are those that rows have."""

    terms: Callable[[], Iterable[Term]] = tuple

    def read(self, value: str, known: Mapping[str, Term]) -> Term:
        if not re.fullmatch(r"[0-9]{4}", value):
            raise ValueError(gettext("“%(value)s” is not a year such as 2024.") % {"value": value[:SHOWN]})
        return Term(value, Text(value, current()))

    def offered(self, known: Mapping[str, Term], codes: Iterable[str]) -> dict[str, Term]:
        return {code: Term(code, Text(code, current())) for code in sorted(codes, reverse=True)}

    def has(self, way: str, codes: list[str]) -> Q:
        met = Q()
        for code in codes:
            met |= Q(**{f"{way}__startswith": code})
        return met

    def _coded(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        coded = rows.filter(self.among()).annotate(facet_code=Substr(self.ways[0], 1, 4, output_field=TextField()))
        return coded.exclude(facet_code__endswith="X")  # a decade is no year


@dataclass(frozen=True)
class TiedThemes(ByCode):
    """A filter on the themes of what the rows are tied to in other rooms (`related.Pairs`).

    A row may have several, and one by several ties.
    """

    terms: Callable[[], Iterable[Term]]

    def where(self, rows: QuerySet[Any], codes: list[str]) -> Q:
        met = Q(pk__in=())
        for pairs in related.themed(rows.model):
            met |= Q(pk__in=pairs.rows().filter(**{f"{pairs.theme}__in": codes}).values(pairs.owner))
        return Q(pk__in=rows.model._base_manager.filter(met).values("pk"))

    def tallies(self, rows: QuerySet[Any], known: Mapping[str, Term]) -> Iterator[Tally]:
        """One part for each kind of tie: the rows that have a theme by this kind and by none before it."""
        before: list[related.Pairs] = []
        for pairs in related.themed(rows.model):
            found = pairs.rows().filter(**{f"{pairs.owner}__in": rows.order_by().values("pk")})
            found = found.annotate(facet_code=F(pairs.theme))
            for other in before:
                same = {other.owner: OuterRef(pairs.owner), other.theme: OuterRef("facet_code")}
                found = found.exclude(Exists(other.rows().filter(**same)))
            yield tally(found, self.key, is_many=True, of=pairs.owner)
            before.append(pairs)


def tally(rows: QuerySet[Any], key: str, is_many: bool = False, of: str = "pk") -> Tally:
    """How many rows have each `facet_code`, as rows of (key, code, number).

    `is_many` when a row may be doubled; `of` leads to what is counted, where that is not the row itself.
    """
    # Django's own class: modeltranslation's `values()` gives the columns in an order that differs from process to process.
    plain: QuerySet[Any, Any] = QuerySet(rows.model, rows.query.chain(), rows.db)
    named = plain.order_by().annotate(facet=text(key)).exclude(facet_code=None)
    return named.values_list("facet", "facet_code").annotate(number=Count(of, distinct=is_many))


def text(value: str) -> Value:
    return Value(value, output_field=TextField())


def leads_to_many(model: Any, path: str) -> bool:
    """Whether one row of the model may have several values at the end of this way."""
    for step in path.split("__"):
        relation = model._meta.get_field(step)
        if relation.one_to_many or relation.many_to_many:
            return True
        model = relation.related_model
    return False
