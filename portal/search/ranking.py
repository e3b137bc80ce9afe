"""Finds the documents that answer a query, and ranks them. Ranking is done here, the same for every database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import analysis
from portal.search.models import SearchDocument, Wanted

MOST_TERMS = 12  # terms of a query; the rest is ignored
TITLE, ABOUT, INSIDE = 24, 8, 2  # weight of a term in the title, the summary, the body
PHRASE, FULL_NAME = 24, 200  # bonus for all words side by side in one name; for the whole name
COUNTED = 400  # bonus for what is a number, where a number is asked for
OTHER_LANGUAGE = 3, 4  # the score of another language counts three quarters
SHORTEST_BEGINNING = 3

Term = tuple[str, bool]  # (text, is_prefix)


@dataclass(frozen=True)
class Hit:
    """A document that answers a query: its primary key, its record, its language, its score, its place among equals."""

    pk: int
    kind: str
    object_id: int
    language: str
    score: int
    sort: tuple[int, int, str, str]
    called: str = ""  # its folded names, one per line
    tells: bool = False  # its name and what it is tied to hold every term, and its kind answers
    is_named: bool = False  # one of its names alone does

    @property
    def record(self) -> tuple[str, str]:
        """The kind and the code of what was found."""
        return self.kind, self.sort[-1]

    @property
    def order(self) -> tuple[int, tuple[int, int, str, str]]:
        """Sort key: best score first."""
        return -self.score, self.sort


def query_terms(words: str, language: str) -> list[str]:
    """The distinct terms of a query, MOST_TERMS at most, without those that only ask for a number."""
    return list(analysis.counted(words, language)[:MOST_TERMS])


def beginnings(words: str, language: str) -> list[Term]:
    """The terms of a query as prefixes, for words cut short; very short terms must match whole."""
    found = []
    for typed in query_terms(words, language):
        found.append((typed, len(typed) >= SHORTEST_BEGINNING))
    return found


def whole(words: str, language: str) -> list[Term]:
    """The terms of a query, to be matched whole."""
    return [(term, False) for term in query_terms(words, language)]


def hits(words: str, terms_of: Callable[[str, str], list[Term]], how: str, on: datetime | None) -> list[Hit]:
    """Public documents that hold all terms of their language (`how` "all") or any ("any"), scored, in no order."""
    terms = {code: found for code in languages.codes() if (found := terms_of(words, code))}
    if not terms:
        return []
    wanted: dict[str, Wanted] = {code: (how, tuple(found)) for code, found in terms.items()}
    # If all terms match, those in neither title nor summary are in the body: the column need not be read.
    inside = "id" if how == "all" else "terms"
    columns = ("language", "id", "kind", "object_id", "code", "title", "folded", "title_terms", "summary_terms", inside)
    rows: dict[str, list[Any]] = defaultdict(list)
    for language, *row in SearchDocument.objects.all().holding(wanted, on, columns):
        rows[language].append(row)
    return [hit for code, found in rows.items() for hit in _scored(words, terms[code], how, code, found)]


def _scored(words: str, terms: list[Term], how: str, language: str, rows: list[Any]) -> Iterator[Hit]:
    """Yields the documents of one language, scored."""
    kinds = searchables()
    line = f"\n {analysis.fold(words)}\n"
    counts = len(terms) < len(analysis.asked(words, language)[:MOST_TERMS])
    sides = [(f" {term}" if is_prefix else f" {term} ") for term, is_prefix in terms]
    phrase = "".join(f" {term}" for term, _ in terms) + ("" if terms[-1][1] else " ")
    telling = _telling(sides, rows) if how == "any" else [1] * len(sides)
    for pk, kind, object_id, code, title, folded, title_terms, summary_terms, all_terms in rows:
        # In a query of several words, a glossary entry's name counts no more than a text.
        named, phrased = (ABOUT, 0) if kinds[kind].explains and len(terms) > 1 else (TITLE, PHRASE)
        score, told, named_by = COUNTED if counts and kinds[kind].counts else 0, 0, 0
        for side, times in zip(sides, telling, strict=True):
            if side in title_terms:
                score, told, named_by = score + named * times, told + 1, named_by + 1
            elif side in summary_terms:
                score, told = score + ABOUT * times, told + 1
            elif how == "all" or side in f" {all_terms} ":
                score += INSIDE * times
        if phrase in title_terms:
            score += phrased
        if line in folded:
            score += FULL_NAME
        sort = (kinds[kind].order, len(title), title, code)
        answers = kinds[kind].answers or (counts and kinds[kind].counts)
        tells, is_named = answers and told == len(sides), answers and named_by == len(sides)
        yield Hit(pk, kind, object_id, language, score, sort, folded, tells, is_named)


def _telling(sides: list[str], rows: list[Any]) -> list[int]:
    """How much each term tells documents that hold some of them apart: the more, the fewer hold it."""
    counts = [sum(side in f" {all_terms} " for *_, all_terms in rows) for side in sides]
    return [(len(rows) // max(count, 1)).bit_length() for count in counts]


def ranked(found: Iterable[Hit], language: str) -> list[Hit]:
    """Hits, best first. A record found in several languages appears once, by its best score; `language` is favoured."""
    best: dict[tuple[str, int], tuple[int, Hit]] = {}
    times, by = OTHER_LANGUAGE
    for hit in found:
        score = hit.score if hit.language == language else hit.score * times // by
        known = best.get((hit.kind, hit.object_id))
        if known is None or (score, hit.language == language) > (known[0], known[1].language == language):
            best[hit.kind, hit.object_id] = (score, hit)
    return [hit for score, hit in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].sort))]


def without_doubles(found: list[Hit]) -> list[Hit]:
    """The hits without glossary entries of what a record in the same language bears as a name: the record stands for both."""
    kinds = searchables()
    explaining = [hit for hit in found if kinds[hit.kind].explains]
    if not explaining:
        return found
    known = {(hit.language, name) for hit in found if not kinds[hit.kind].explains for name in hit.called.split("\n")}
    doubles = {hit for hit in explaining if (hit.language, hit.called.split("\n", 2)[1]) in known}
    gone = {hit.object_id for hit in doubles}
    return [hit for hit in found if not (kinds[hit.kind].explains and hit.object_id in gone)]


def find(words: str, language: str, on: datetime | None) -> tuple[list[Hit], str]:
    """Hits in order, and how they were found: by "all" terms, by "beginnings" of words, or "" for none.

    `on` is an aware datetime, now if None.
    """
    for how, terms_of in (("all", whole), ("beginnings", beginnings)):
        found = hits(words, terms_of, "all", on)
        if found:
            return ranked(without_doubles(found), language), how
    return [], ""


def find_some(words: str, language: str, on: datetime | None) -> list[Hit]:
    """Hits that hold any of the words, those with most of them first.

    A word that is too common in one language, such as "for", is not looked for in another.
    """
    telling = " ".join(word for word in words.split() if all(query_terms(word, code) for code in languages.codes()))
    return ranked(without_doubles(hits(telling or words, whole, "any", on)), language)
