"""Entry point of the search: takes a query and a filter, returns results page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.http import urlencode

from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import ranking, snippets, suggestions
from portal.search.best_bets import Bet
from portal.search.meant import Meaning, of_country, once
from portal.search.models import SearchDocument, pages_in
from portal.search.ranking import Hit

PER_PAGE = 10  # what a reader looks at before asking otherwise
LONGEST = 200  # characters of a query; the rest is ignored
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff]+")


@dataclass(frozen=True)
class Result:
    """A record that was found, as shown: in the page's language if it has a page there."""

    title: list[snippets.Part]
    title_language: str
    address: str
    kind: str
    language: str  # of the document that was found
    snippet: list[snippets.Part]
    other_name: list[snippets.Part]  # the name it was found by, if not the title


@dataclass(frozen=True)
class Facet:
    """A kind of record as a filter: number of its results, whether it is chosen."""

    code: str
    label: str
    count: int
    is_chosen: bool
    address: str  # of the same search with this filter, on the page of results


@dataclass
class Search:
    """A query and its hits at one moment.

    `words` is the query as read, `kind` the filter (a code of the registry, "" for all). If the query finds nothing,
    `instead` is the similar query that the hits answer, and `suggestions` are further ones; `some` says that the hits
    hold only some of the words.
    """

    words: str
    kind: str
    language: str
    on: datetime | None
    hits: list[Hit] = field(default_factory=list)
    bets: list[Bet] = field(default_factory=list)
    how: str = ""
    instead: str = ""
    suggestions: list[str] = field(default_factory=list)
    some: bool = False
    is_common: bool = False  # the query has only stop words, or no word at all
    too_long: bool = False
    unknown_kind: str = ""

    @property
    def asked(self) -> str:
        """The query that the hits answer."""
        return self.instead or self.words

    @property
    def is_zero_result(self) -> bool:
        """Whether a proper query found nothing at all, not even by similar words."""
        return bool(self.words) and not (self.hits or self.bets or self.is_common or self.too_long)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing holds the words as they were typed, so that they may name a place that is not here."""
        return bool(self.words) and not self.is_common and (bool(self.instead) or not (self.hits or self.bets))

    @property
    def shows_bets(self) -> bool:
        """Whether the best bets stand above the results: not where one kind was chosen."""
        return bool(self.bets) and not self.kind

    @property
    def total(self) -> int:
        """The number of results of all kinds, the best bets among them."""
        return len(self.hits) + len(self.bets)

    @property
    def count(self) -> int:
        """The number of results shown: all, or those of the chosen kind."""
        return len(self.chosen) if self.kind else self.total

    @cached_property
    def chosen(self) -> list[Hit]:
        """The hits of the chosen kind; all without a filter."""
        return [hit for hit in self.hits if not self.kind or hit.kind == self.kind]

    @cached_property
    def facets(self) -> list[Facet]:
        """The kinds that have hits, and the chosen one."""
        counts = Counter(hit.kind for hit in self.hits)
        return [
            Facet(code, str(kind.label), counts[code], code == self.kind, self.narrowed(code))
            for code, kind in searchables().items()
            if counts[code] or code == self.kind
        ]

    def narrowed(self, kind: str = "") -> str:
        """The query string of the same search in records of `kind`; in all by default."""
        return "?" + urlencode({"q": self.words} | ({"kind": kind} if kind else {}))

    @property
    def kind_label(self) -> str:
        """Label of the chosen kind; "" without a filter."""
        return str(searchables()[self.kind].label) if self.kind else ""

    def page(self, number: Any) -> Page:
        """The page of hits of this number; the first or last page for an invalid number."""
        return Paginator(self.chosen, PER_PAGE).get_page(number)

    def results(self, hits: Iterable[Hit]) -> list[Result]:
        """The results to show for `hits`, in the same order. Two queries at most."""
        hits = list(hits)
        rows = SearchDocument.objects.shown().in_bulk([hit.pk for hit in hits])
        abroad = [(row.kind, row.object_id) for row in rows.values() if row.language != self.language]
        shown = pages_in(self.language, abroad)
        found = [rows[hit.pk] for hit in hits if hit.pk in rows]
        terms = {code: self._terms(code) for code in languages.codes()}
        kinds = {code: str(kind.one) for code, kind in searchables().items()}
        return [self._result(row, shown.get((row.kind, row.object_id), row), terms, kinds[row.kind]) for row in found]

    def _result(
        self, row: SearchDocument, shown: SearchDocument, all_terms: dict[str, list[ranking.Term]], kind: str
    ) -> Result:
        """The result for a document `row`; `shown` is the same record in the page's language, or `row` itself."""
        title = snippets.marked(shown.title, shown.language, all_terms[shown.language])
        terms = all_terms[row.language]
        other: list[snippets.Part] = []
        if row.language != shown.language or not _is_marked(title):
            names = [row.title, *row.names.split("\n")] if row.language != shown.language else row.names.split("\n")
            named = [snippets.marked(name, row.language, terms) for name in names]
            other = next(filter(_is_marked, named), [])
        return Result(
            title,
            shown.language,
            shown.address,
            kind,
            row.language,
            snippets.snippet([row.summary, *row.body.split("\n")], row.language, terms),
            other,
        )

    def _terms(self, language: str) -> list[ranking.Term]:
        """The terms to mark in texts of `language`."""
        terms_of = ranking.beginnings if self.how == "beginnings" else ranking.whole
        return terms_of(self.asked, language)


def _is_marked(parts: list[snippets.Part]) -> bool:
    """Whether any part was found."""
    return any(is_found for _, is_found in parts)


def search(words: str, language: str, kind: str = "", on: datetime | None = None) -> Search:
    """Searches for `words` for a reader of `language`, in records of `kind` ("": all) at the moment `on` (aware; now).

    Never raises, whatever is typed. A query that finds nothing is tried with similar known words, then with any of its
    words.
    """
    read = " ".join(_UNPRINTABLE.sub(" ", words).split())
    short = read if len(read) <= LONGEST else read[:LONGEST].rsplit(" ", 1)[0]
    known = kind if kind in searchables() else ""
    found = Search(short, known, language, on, too_long=len(read) > LONGEST)
    found.unknown_kind = "" if known else _UNPRINTABLE.sub(" ", kind)[:40].strip()
    found.is_common = bool(short) and not ranking.query_terms(short, language)
    if not short or found.is_common:
        return found
    found.hits, found.how = ranking.find(short, language, on)
    meaning = Meaning(short, language)
    if not (meaning.bets or meaning.likely or _tells(found.hits, found.how)):
        meaning = _otherwise(found) or meaning
    found.bets = list(meaning.bets)
    if not found.is_common and not _tells(found.hits, found.how):
        _by_parts(found, meaning)
    elif meaning.is_of_a_place and not any(hit.is_named for hit in found.hits):
        found.bets = once(
            (*found.bets, *meaning.parts)
        )  # "Brazilian partners": one record tells of it, the country is meant
    found.bets = of_country(found.bets)
    first = {bet.record for bet in found.bets}
    found.hits = [hit for hit in found.hits if hit.record not in first]
    return found


def _tells(hits: list[Hit], how: str) -> bool:
    """Whether one of them tells of all the words as typed, in its name or in what it is tied to: the query is understood."""
    return how == "all" and any(hit.tells for hit in hits)


def _otherwise(found: Search) -> Meaning | None:
    """Tries a query that is not understood again, with similar words; changes `found` if that leads further.

    Returns what the similar query means; None where none led further.
    """
    if not found.hits:
        found.is_common = not all(ranking.query_terms(found.words, code) for code in languages.codes())
    if found.is_common:
        return None
    chosen = None
    least = suggestions.VERY_ALIKE if found.hits else suggestions.ALIKE
    for words in suggestions.similar_queries(found.words, found.on, least):
        hits, how = ranking.find(words, found.language, found.on)
        meaning = Meaning(words, found.language)
        if chosen:
            found.suggestions += [words] if hits else []
        elif meaning.bets or meaning.likely or _tells(hits, how) or (hits and not found.hits):
            chosen, found.hits, found.how, found.instead = meaning, hits, how, words
    return chosen


def _by_parts(found: Search, meaning: Meaning) -> None:
    """Reads a query of which nothing tells as a whole by its parts: where they lead, what holds some; changes `found`."""
    is_phrase = bool(found.bets)
    found.bets = once((*found.bets, *meaning.likely, *meaning.parts))
    if not found.hits and not is_phrase:
        found.hits = ranking.find_some(found.asked, found.language, found.on)
        found.some = bool(found.hits)
