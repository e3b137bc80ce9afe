"""Which documents answer a question, and in which order. The same on every database: it finds, this ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import analysis
from portal.search.models import SearchDocument, Wanted

MOST_TERMS = 12  # of a question; what comes after is not asked
TITLE, ABOUT, INSIDE = 24, 8, 2  # what a term counts by where it stands
PHRASE, FULL_NAME = 24, 200  # the words side by side in one name; the name itself
OTHER_LANGUAGE = 3, 4  # three quarters of what the page's language counts
SHORTEST_BEGINNING = 3

Term = tuple[str, bool]  # a whole term, or where True the beginning of one


@dataclass(frozen=True)
class Hit:
    """A document that answers: its row, its record, what it counts, and by the terms of which language it was found."""

    pk: int
    kind: str
    object_id: int
    language: str
    score: int
    sort: tuple[int, int, str, str]

    @property
    def order(self) -> tuple[int, tuple[int, int, str, str]]:
        return -self.score, self.sort


def question(words: str, language: str) -> list[str]:
    """The terms of a question, each once."""
    return list(dict.fromkeys(analysis.terms(words, language)))[:MOST_TERMS]


def beginnings(words: str, language: str) -> list[Term]:
    """The last resort for a word cut short: each term, or what begins with the word as typed."""
    found = []
    for typed in question(words, language):
        found.append((typed, len(typed) >= SHORTEST_BEGINNING))
    return found


def whole(words: str, language: str) -> list[Term]:
    return [(term, False) for term in question(words, language)]


def hits(words: str, terms: list[Term], how: str, language: str, on: datetime | None) -> list[Hit]:
    """The visible documents in `language` that hold all of the terms (how="all") or any of them ("any"); no order."""
    if not terms:
        return []
    wanted: Wanted = (how, tuple(terms))
    # Where all terms are held anyway, what stands neither in title nor summary need not be read.
    inside = "pk" if how == "all" else "terms"
    columns = ("pk", "kind", "object_id", "code", "title", "folded", "title_terms", "summary_terms", inside)
    kinds = searchables()
    line = f"\n {analysis.fold(words)}\n"
    sides = [(f" {term}" if is_prefix else f" {term} ") for term, is_prefix in terms]
    phrase = "".join(f" {term}" for term, _ in terms) + ("" if terms[-1][1] else " ")
    found = []
    for pk, kind, object_id, code, title, folded, title_terms, summary_terms, all_terms in _rows(
        wanted, language, on, columns
    ):
        # In a question of several words a term's name is a text among others: what bears the name comes before it.
        named, phrased = (ABOUT, 0) if kinds[kind].explains and len(terms) > 1 else (TITLE, PHRASE)
        score = 0
        for side in sides:
            if side in title_terms:
                score += named
            elif side in summary_terms:
                score += ABOUT
            elif how == "all" or side in f" {all_terms} ":
                score += INSIDE
        if phrase in title_terms:
            score += phrased
        if line in folded:
            score += FULL_NAME
        found.append(Hit(pk, kind, object_id, language, score, (kinds[kind].order, len(title), title, code)))
    return found


def _rows(wanted: Wanted, language: str, on: datetime | None, columns: tuple[str, ...]) -> Iterable[Any]:
    """The documents found, as tuples of `columns`."""
    return SearchDocument.objects.visible(on).filter(language=language, terms__matches=wanted).values_list(*columns)


def ranked(found: Iterable[Hit], language: str) -> list[Hit]:
    """The best first; a record found in several languages once, in the page's unless another says it much better."""
    best: dict[tuple[str, int], tuple[int, Hit]] = {}
    times, by = OTHER_LANGUAGE
    for hit in found:
        score = hit.score if hit.language == language else hit.score * times // by
        known = best.get((hit.kind, hit.object_id))
        if known is None or (score, hit.language == language) > (known[0], known[1].language == language):
            best[hit.kind, hit.object_id] = (score, hit)
    return [hit for score, hit in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].sort))]


def find(words: str, language: str, on: datetime | None) -> tuple[list[Hit], str]:
    """The answers in order and how they were found: "all" terms, "beginnings" of words, or nothing ("").

    `on` is a moment (aware datetime), now when None.
    """
    for how, terms_of in (("all", whole), ("beginnings", beginnings)):
        found = [hit for code in languages.codes() for hit in hits(words, terms_of(words, code), "all", code, on)]
        if found:
            return ranked(found, language), how
    return [], ""


def find_some(words: str, language: str, on: datetime | None) -> list[Hit]:
    """What holds any of the words, most of them first."""
    found = [hit for code in languages.codes() for hit in hits(words, whole(words, code), "any", code, on)]
    return ranked(found, language)
