"""The part of a text that answers a question, with the words that were found."""

from __future__ import annotations

from collections.abc import Sequence

from portal.search import analysis
from portal.search.ranking import Term

LENGTH = 220  # characters of an extract

Part = tuple[str, bool]  # a piece of text, and whether it was found


def is_wanted(word: str, language: str, terms: Sequence[Term]) -> bool:
    held = analysis.term(word, language)
    return bool(held) and any(held.startswith(term) if is_prefix else held == term for term, is_prefix in terms)


def marked(text: str, language: str, terms: Sequence[Term]) -> list[Part]:
    """The text in pieces, those found apart. Joined, the pieces are the text."""
    parts: list[Part] = []
    end = 0
    for word in analysis.words(text, language):
        if is_wanted(word.group(), language, terms):
            start, stop = word.span()
            if start > end:
                parts.append((text[end:start], False))
            parts.append((text[start:stop], True))
            end = stop
    return [*parts, (text[end:], False)] if end < len(text) else parts


def extract(lines: Sequence[str], language: str, terms: Sequence[Term]) -> list[Part]:
    """Around the words found: the line of `lines` that holds most of them, cut at spaces; the first line if none does."""
    best, held, place = "", -1, 0
    for line in lines:
        found = {
            (analysis.term(word.group(), language), word.start())
            for word in analysis.words(line, language)
            if is_wanted(word.group(), language, terms)
        }
        count = len({term for term, _ in found})
        if count > held:
            best, held = line, count
            place = min((start for _, start in found), default=0)
    return marked(cut(best, place), language, terms)


def cut(text: str, place: int) -> str:
    """At most LENGTH characters of `text` with `place` among them, whole words, "…" where something is left out."""
    if len(text) <= LENGTH:
        return text
    start = max(0, min(place - LENGTH // 3, len(text) - LENGTH))
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + LENGTH) if start + LENGTH < len(text) else len(text)
    end = end if end > place else min(len(text), place + LENGTH)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
