"""The one entrance of the search: a question and its filters in, a page of results out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import ranking, snippets, suggestions
from portal.search.models import SearchDocument, pages_in
from portal.search.ranking import Hit

PER_PAGE = 20
LONGEST = 200  # characters of a question; what comes after is not read
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff]+")


@dataclass(frozen=True)
class Result:
    """One record that was found, as it is shown: by its title in the page's language, where it has one."""

    title: list[snippets.Part]
    title_language: str
    address: str
    kind: str
    language: str  # of the words that were found
    extract: list[snippets.Part]
    other_name: list[snippets.Part]  # the name it was found by, where that is not in the title


@dataclass(frozen=True)
class Facet:
    """A kind, how many results are of it, whether the results are narrowed to it."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass
class Search:
    """A question answered at one moment.

    `words` are what was read of it, `kind` the filter (a code of the registry, "" for all). `instead` holds the near question
    that the results belong to where the question itself finds nothing; `some` says that the results hold only some words.
    """

    words: str
    kind: str
    language: str
    on: datetime | None
    hits: list[Hit] = field(default_factory=list)
    how: str = ""
    instead: str = ""
    near: list[str] = field(default_factory=list)
    some: bool = False
    is_common: bool = False  # it holds nothing but words too common to count, or no word at all
    too_long: bool = False
    unknown_kind: str = ""

    @property
    def asked(self) -> str:
        """The words that the results answer."""
        return self.instead or self.words

    @property
    def is_fruitless(self) -> bool:
        """Whether a real question found nothing at all, not even near it."""
        return bool(self.words) and not (self.hits or self.is_common or self.too_long)

    @cached_property
    def chosen(self) -> list[Hit]:
        return [hit for hit in self.hits if not self.kind or hit.kind == self.kind]

    @cached_property
    def facets(self) -> list[Facet]:
        counts = Counter(hit.kind for hit in self.hits)
        return [
            Facet(code, str(kind.label), counts[code], code == self.kind)
            for code, kind in searchables().items()
            if counts[code] or code == self.kind
        ]

    @property
    def kind_label(self) -> str:
        return str(searchables()[self.kind].label) if self.kind else ""

    def page(self, number: Any) -> Page:
        """The page of this number, of hits; the nearest one there is for a number that makes no sense."""
        return Paginator(self.chosen, PER_PAGE).get_page(number)

    def results(self, hits: Iterable[Hit]) -> list[Result]:
        """What is shown of these hits, in their order. Two queries at most."""
        hits = list(hits)
        rows = SearchDocument.objects.in_bulk([hit.pk for hit in hits])
        abroad = [(row.kind, row.object_id) for row in rows.values() if row.language != self.language]
        shown = pages_in(self.language, abroad)
        found = [rows[hit.pk] for hit in hits if hit.pk in rows]
        return [self._result(row, shown.get((row.kind, row.object_id), row)) for row in found]

    def _result(self, row: SearchDocument, shown: SearchDocument) -> Result:
        """`row` was found; `shown` is the same record in the page's language, or `row` itself."""
        title = snippets.marked(shown.title, shown.language, self._terms(shown.language))
        terms = self._terms(row.language)
        other: list[snippets.Part] = []
        if row.language != shown.language or not _is_marked(title):
            names = [row.title, *row.names.split("\n")] if row.language != shown.language else row.names.split("\n")
            named = [snippets.marked(name, row.language, terms) for name in names]
            other = next(filter(_is_marked, named), [])
        return Result(
            title,
            shown.language,
            shown.address,
            str(searchables()[row.kind].one),
            row.language,
            snippets.extract([row.summary, *row.body.split("\n")], row.language, terms),
            other,
        )

    def _terms(self, language: str) -> list[ranking.Term]:
        terms_of = ranking.beginnings if self.how == "beginnings" else ranking.whole
        return terms_of(self.asked, language)


def _is_marked(parts: list[snippets.Part]) -> bool:
    return any(is_found for _, is_found in parts)


def search(words: str, language: str, kind: str = "", on: datetime | None = None) -> Search:
    """What answers `words` for a reader of `language`, narrowed to a `kind` if one is named, at the moment `on` (now).

    Never raises for anything a reader may type. A question that finds nothing is tried with the nearest known words, then
    with any of its words.
    """
    read = " ".join(_UNPRINTABLE.sub(" ", words).split())
    short = read if len(read) <= LONGEST else read[:LONGEST].rsplit(" ", 1)[0]
    known = kind if kind in searchables() else ""
    found = Search(short, known, language, on, too_long=len(read) > LONGEST)
    found.unknown_kind = "" if known else _UNPRINTABLE.sub(" ", kind)[:40].strip()
    found.is_common = bool(short) and not ranking.question(short, language)
    if not short or found.is_common:
        return found
    found.hits, found.how = ranking.find(found.words, language, on)
    if not found.hits:
        _otherwise(found)
    return found


def _otherwise(found: Search) -> None:
    """Nothing holds these words: the nearest words, then any of them."""
    found.is_common = not all(ranking.question(found.words, code) for code in languages.codes())
    if found.is_common:
        return
    for words in suggestions.nearest(found.words, found.on):
        hits, how = ranking.find(words, found.language, found.on)
        if not hits:
            continue
        if found.instead:
            found.near.append(words)
        else:
            found.hits, found.how, found.instead = hits, how, words
    if not found.hits:
        found.hits = ranking.find_some(found.words, found.language, found.on)
        found.some = bool(found.hits)
