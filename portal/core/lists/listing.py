"""The one filtered list: a declared list and a query string in; rows, counts, pages and the same rows as files out.

All is asked of the database: neither memory nor the number of queries grows with the rows. A page asks for the tables of
reference behind its filters, all counts at once, the number of rows, the rows of the page and what their cards show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from portal.core.content import version
from portal.core.lists.facets import ALPHABET, Choice, Field, Question, Term, not_in_list, values_of
from portal.core.lists.filters import tally, text
from portal.core.lists.record_list import Heading, Order, RecordList
from portal.core.text.languages import Text, codes, current

R = TypeVar("R")
SORT, PAGE = "sort", "page"
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Group:
    """Rows that stand together on a page: what heads them, how many there are of them on all pages."""

    heading: Heading | None
    count: int
    records: list[Any]


class _Known(dict[str, dict[str, Term]]):
    """The terms of each filter, read when they are first asked for."""

    def __init__(self, facets: Iterable[Any]) -> None:
        super().__init__()
        self._facets = {facet.key: facet for facet in facets}

    def __missing__(self, key: str) -> dict[str, Term]:
        self[key] = self._facets[key].known()
        return self[key]


class Listing(Question):
    """The records of a list that a query string asks for.

    `errors` holds what is not understood, by key: filters, "sort", "alphabet", "page". An order or a page that makes no
    sense takes no row away; a page answers with the usual order and the nearest page, a file is refused.
    """

    def __init__(self, record_list: RecordList, query: QueryDict) -> None:
        self.record_list, self.facets = record_list, record_list.facets
        self.known = _Known(record_list.facets)
        self.everything = record_list.records()
        super().__init__(query)
        self.misread = set(self.errors)
        self.order = self._order(values_of(query, SORT))
        self.alphabet = self._alphabet(values_of(query, ALPHABET))
        self.number = self._number(values_of(query, PAGE))

    def _order(self, values: list[str]) -> Order:
        orders = {order.key: order for order in self.record_list.orders}
        if values and (len(values) > 1 or values[0] not in orders):
            self.errors[SORT] = gettext("Choose one value.") if len(values) > 1 else not_in_list(values[0])
        return orders.get(values[0] if len(values) == 1 else "", self.record_list.orders[0])

    def _alphabet(self, values: list[str]) -> str:
        """The language whose names put the rows in order: the reader's, or the one that the address brings along."""
        if len(values) == 1 and values[0] in codes():
            return values[0]
        if values:
            self.errors[ALPHABET] = gettext("Choose one value.") if len(values) > 1 else not_in_list(values[0])
        return current()

    def _number(self, values: list[str]) -> int:
        if not values:
            return 1
        value = values[0]
        if len(values) == 1 and value.isascii() and value.isdigit() and len(value) < 9 and int(value) > 0:
            return int(value)
        self.errors[PAGE] = gettext("“%(value)s” is not the number of a page.") % {"value": value[:40]}
        return 1

    # --- rows ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        """What each filter in force asks of a row."""
        found = dict.fromkeys(self.misread, NOTHING)
        for facet in self.facets:
            if self.chosen[facet.key]:
                found[facet.key] = facet.where(self.everything, [term.code for term in self.chosen[facet.key]])
        return found

    def _under(self, left_out: str = "") -> QuerySet[Any]:
        """The rows that pass every filter but one."""
        rows = self.everything
        for key, condition in self._conditions.items():
            rows = rows if key == left_out else rows.filter(condition)
        return rows

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows found, in the order asked for: the pages and the files cut them, none orders them again."""
        return self._in_order(self._under(), self.alphabet)

    def _in_order(self, rows: QuerySet[Any], language: str) -> QuerySet[Any]:
        with override(language):  # a translated column is that of the language in which it is named
            return rows.order_by(*self.order.by(), "code")

    @cached_property
    def follows_alphabet(self) -> bool:
        """Whether the rows stand in another order under the names of another language."""
        return _follows_alphabet(self.record_list, self.order)

    @property
    def alphabet_of_pages(self) -> str:  # type: ignore[override]
        return self.alphabet if self.follows_alphabet and self.page.has_other_pages() else ""

    @property
    def foreign_alphabet(self) -> str:
        """Name of the language whose alphabet the rows follow, when it is not the reader's."""
        is_foreign = self.alphabet != current() and self.follows_alphabet
        return get_language_info(self.alphabet)["name_translated"] if is_foreign else ""

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return self._kept("count", lambda: self._under().order_by().count())

    @cached_property
    def total(self) -> int:  # type: ignore[override]
        return self._ways[""]

    def for_files(self) -> QuerySet[Any]:
        """The rows found, with all that a line of a file holds."""
        return self.record_list.for_files(self.rows)

    def _kept(self, what: str, find: Callable[[], R]) -> R:
        """What `find` gives for these filters, kept while the content is the same."""
        chosen = sorted((key, tuple(term.code for term in terms)) for key, terms in self.chosen.items() if terms)
        key = (what, self.record_list.code, *chosen, *sorted(self.misread))
        return version.keep(key, find, is_asked=bool(self._conditions))

    # --- counts -------------------------------------------------------------------------------------------------------

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """How many rows each value of each filter would leave under the other filters: one query for all."""
        return self._kept("counts", self._counted)

    def _counted(self) -> dict[str, dict[str, int]]:
        tallies = [
            part for facet in self.facets for part in facet.tallies(self._under(facet.key), self.known[facet.key])
        ]
        found: dict[str, dict[str, int]] = {facet.key: {} for facet in self.facets}
        for key, code, number in _union(tallies):
            if code and number:
                found[key][code] = found[key].get(code, 0) + number  # a filter may count in several parts
        return found

    def terms(self, facet: Any) -> dict[str, Term]:
        offered = facet.offered(self.known[facet.key], self._counts[facet.key])
        return offered | {term.code: term for term in self.chosen[facet.key] if term.code not in offered}

    def counts(self, facet: Any, terms: Iterable[str]) -> Mapping[str, int]:
        return self._counts[facet.key]

    @cached_property
    def _ways(self) -> dict[str, int]:
        """How many rows there would be without any filter (""), without each, and under each alone: one query."""
        return self._kept("ways", self._ways_counted)

    def _ways_counted(self) -> dict[str, int]:
        rows = {"": self.everything}
        for key, condition in self._conditions.items():
            rows |= {f"without {key}": self._under(key), f"alone {key}": self.everything.filter(condition)}
        parts = [tally(found.annotate(facet_code=text("")), way) for way, found in rows.items()]
        return dict.fromkeys(rows, 0) | {way: number for way, _, number in _union(parts)}

    def without(self, key: str) -> int:
        return self._ways[f"without {key}"]

    def alone(self, key: str) -> int:
        return self._ways[f"alone {key}"]

    # --- the page -----------------------------------------------------------------------------------------------------

    @property
    def in_address(self) -> dict[str, list[str]]:
        own = {} if self.order is self.record_list.orders[0] else {SORT: [self.order.key]}
        return {**self.asked, **own, **({ALPHABET: [self.alphabet]} if self.foreign_alphabet else {})}

    @cached_property
    def order_field(self) -> Field:
        """The orders to choose from, as a filter of the form; none when there is one order only."""
        orders = self.record_list.orders if len(self.record_list.orders) > 1 else ()
        choices = [
            Choice(order.key if number else "", Text(str(order.label), current()), 0, order is self.order)
            for number, order in enumerate(orders)
        ]
        return Field(SORT, _("Order"), choices, self.order.key, self.errors.get(SORT, ""))

    @cached_property
    def page(self) -> Page:
        """The page asked for, the nearest one when there is none of that number."""
        rows = self.record_list.for_page(self.rows)
        return _Pages(self.count, rows, self.record_list.per_page).get_page(self.number)

    @property
    def missing_page(self) -> bool:
        """Whether the page asked for is beyond the last one."""
        return self.number > self.page.paginator.num_pages

    @cached_property
    def groups(self) -> list[Group]:
        """The rows of the page, group by group; one group without a head when this order makes none."""
        if self._conditions:
            return self._grouped()
        return version.keep(
            ("groups", self.record_list.code, self.order.key, self.page.number, self.alphabet), self._grouped
        )

    def _grouped(self) -> list[Group]:
        records, group = list(self.page), self.order.group
        if group is None:
            return [Group(None, self.count, records)] if records else []
        counts = self._counts[self.order.facet]
        return [
            Group(heading, counts.get(heading.code, 0), list(found)) for heading, found in groupby(records, key=group)
        ]


_FOLLOWS: dict[tuple[str, str], bool] = {}


def _follows_alphabet(record_list: RecordList, order: Order) -> bool:
    """Whether an order of a list names a translated column; found once, since no row has a part in it."""
    key = record_list.code, order.key
    if key not in _FOLLOWS:
        orders = []
        for language in codes():
            with override(language):
                orders.append(record_list.records().order_by(*order.by()).query.order_by)
        _FOLLOWS[key] = any(each != orders[0] for each in orders)
    return _FOLLOWS[key]


class _Pages(Paginator):
    """A paginator that is told how many rows there are."""

    def __init__(self, count: int, rows: QuerySet[Any], per_page: int) -> None:
        self.count = count  # type: ignore[misc]
        super().__init__(rows, per_page)


def _union(parts: list[QuerySet[Any, Any]]) -> Iterator[tuple[str, str, int]]:
    """The rows of several queries, in one."""
    if not parts:
        return iter(())
    return iter(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
