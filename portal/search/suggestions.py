"""Suggestions: similar queries for one that finds nothing, and names that complete what is typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from portal.core.content import version
from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import analysis, best_bets
from portal.search.models import IndexState, SearchDocument, pages_in

ALIKE = 0.75  # least similarity: one wrong letter in four, two in eight
VERY_ALIKE = 0.85  # of a word that is found somewhere as it was typed: one wrong letter in seven
SHORTEST = 3  # letters: shorter words are similar to all others
SUGGESTIONS = 8  # most names suggested


@dataclass(frozen=True)
class Vocabulary:
    """Folded words with the number of documents that hold each, and those that a word may be taken for by their length."""

    counts: Counter[str]
    by_length: dict[int, list[str]]

    def like(self, word: str, least: float) -> Iterator[str]:
        """Yields the words of about the length of `word`: no other can be so much like it."""
        for length, known in self.by_length.items():
            if abs(length - len(word)) <= (1 - least) * max(length, len(word)):
                yield from known


def vocabulary(on: datetime | None) -> Vocabulary:
    """The words of all public texts and best bets, in any language."""
    if on is not None:
        return _vocabulary(on)
    seen = IndexState.objects.values_list("seen_at", flat=True).first()
    return version.keep(("vocabulary", seen), lambda: _vocabulary(None))


def _vocabulary(on: datetime | None) -> Vocabulary:
    words: Counter[str] = Counter()
    for folded, *texts in SearchDocument.objects.visible(on).values_list("folded", "summary", "body"):
        words.update({*folded.split(), *(word for text in texts for word in analysis.fold(text).split())})
    for phrase in best_bets.spelt():
        words.update(set(analysis.fold(phrase).split()))
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST:
            by_length[len(word)].append(word)
    return Vocabulary(words, by_length)


def similar_queries(words: str, on: datetime | None, least: float = ALIKE) -> list[str]:
    """Up to three queries similar to `words`, made of words that the index knows, the likeliest first.

    None where a word is like no other: a query without it would be another.
    """
    known = vocabulary(on)
    options: list[list[str]] = []
    for word in analysis.fold(words).split():
        is_common = not any(analysis.term(word, code) for code in languages.codes())
        if word in known.counts or is_common or len(word) < SHORTEST:
            options.append([word])
            continue
        alike = process.extract(
            word,
            [*known.like(word, least)],
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=least,
            limit=20,
        )
        best = sorted(alike, key=lambda found: (-found[1], -known.counts[found[0]], found[0]))
        if not best:
            return []
        options.append([found for found, _, _ in best[:3]])
    depth = max(map(len, options), default=0)
    found = [" ".join(option[min(n, len(option) - 1)] for option in options) for n in range(depth)]
    return [close for close in dict.fromkeys(found) if close != analysis.fold(words)]


@dataclass(frozen=True)
class Suggestion:
    """A name that completes what was typed, with its kind, its page and its language."""

    words: str
    kind: str
    address: str
    language: str


def suggestions(words: str, language: str, on: datetime | None = None) -> list[Suggestion]:
    """Names in which every word typed begins a word; those in `language` first, then shorter ones."""
    typed = analysis.fold(words).split()
    if not typed:
        return []
    begins = Q()
    for word in typed:
        begins &= Q(folded__contains=f" {word}")
    kinds = searchables()
    best: dict[tuple[str, int], tuple[Any, SearchDocument, str]] = {}
    for row in SearchDocument.objects.visible(on).filter(begins).defer("body", "terms", "summary"):
        name = _name_that_begins(row, typed)
        if name:
            starts = analysis.fold(name).startswith(" ".join(typed))
            rank = (not starts, row.language != language, kinds[row.kind].order, len(name), name, row.code)
            known = best.get((row.kind, row.object_id))
            if known is None or rank < known[0]:
                best[row.kind, row.object_id] = (rank, row, name)
    chosen: dict[str, SearchDocument] = {}
    for _, row, name in sorted(best.values(), key=lambda found: found[0]):
        chosen.setdefault(name, row)
    first = list(chosen.items())[:SUGGESTIONS]
    pages = pages_in(language, [(row.kind, row.object_id) for _, row in first if row.language != language])
    return [
        Suggestion(name, str(kinds[row.kind].one), pages.get((row.kind, row.object_id), row).address, row.language)
        for name, row in first
    ]


def _name_that_begins(row: SearchDocument, typed: list[str]) -> str:
    """The first name of a document in which every word typed begins a word; "" if there is none."""
    for name in (row.title, *filter(None, row.names.split("\n"))):
        if all(f" {word}" in f" {analysis.fold(name)}" for word in typed):
            return name
    return ""
