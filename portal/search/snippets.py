"""Snippets: the part of a text that answers a query, with the found words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from portal.search import analysis
from portal.search.ranking import Term

LENGTH = 220  # characters of a snippet
TELLING = 60  # characters from which a line is shown without the first one

Part = tuple[str, bool]  # (text, whether it was found)


@lru_cache(maxsize=2_000)
def _read(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """(term, start, end) of each word of `text` that counts: the same texts answer many queries."""
    return tuple(
        (held, *word.span())
        for word in analysis.words(text, language)
        if (held := analysis.term(word.group(), language))
    )


def found_in(text: str, language: str, terms: Sequence[Term]) -> Iterator[tuple[str, int, int]]:
    """Yields (term, start, end) of each word of `text` that matches one of `terms`."""
    whole = {term for term, is_prefix in terms if not is_prefix}
    begun = tuple(term for term, is_prefix in terms if is_prefix)
    for found in _read(text, language):
        if found[0] in whole or (begun and found[0].startswith(begun)):
            yield found


def marked(text: str, language: str, terms: Sequence[Term]) -> list[Part]:
    """`text` split into parts, found words apart; joined, the parts give the text. Words that touch are one part."""
    parts: list[Part] = []
    begun = end = 0  # of the last part that was found
    for _, start, stop in found_in(text, language, terms):
        if start <= end and parts:
            parts[-1] = (text[begun:stop], True)
        else:
            if start > end:
                parts.append((text[end:start], False))
            parts.append((text[start:stop], True))
            begun = start
        end = stop
    return [*parts, (text[end:], False)] if end < len(text) else parts


def snippet(lines: Sequence[str], language: str, terms: Sequence[Term]) -> list[Part]:
    """The snippet: the line of `lines` with most of the terms, cut at spaces; the first line if none has any.

    A very short line, such as the name of a partner, is preceded by the first line.
    """
    best, held, place = "", -1, 0
    most = len(terms) if not any(is_prefix for _, is_prefix in terms) else None
    for line in lines:
        found = list(found_in(line, language, terms))
        count = len({term for term, _, _ in found})
        if count > held:
            best, held = line, count
            place = min((start for _, start, _ in found), default=0)
        if held == most:  # no line can have more
            break
    if best is not lines[0] and lines[0] and len(best) < TELLING:
        before = cut(lines[0], 0)
        return [(f"{before} – ", False), *marked(best, language, terms)]
    return marked(cut(best, place), language, terms)


def cut(text: str, place: int) -> str:
    """Whole words of `text` around the position `place`, about LENGTH characters, with "…" where text is left out."""
    if len(text) <= LENGTH:
        return text
    start = max(0, min(place - LENGTH // 3, len(text) - LENGTH))
    start = min(text.find(" ", start) + 1 or start, place) if start else 0
    end = text.rfind(" ", start, start + LENGTH) if start + LENGTH < len(text) else len(text)
    end = end if end > place else min(len(text), place + LENGTH)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
