"""The part of a text that answers a question, with the words that were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.search import analysis
from portal.search.ranking import Term

LENGTH = 220  # characters of an extract
TELLING = 60  # characters of a line that says something by itself

Part = tuple[str, bool]  # a piece of text, and whether it was found


def found_in(text: str, language: str, terms: Sequence[Term]) -> Iterator[tuple[str, int, int]]:
    """The words of a text that are wanted: term, start, end."""
    whole = {term for term, is_prefix in terms if not is_prefix}
    begun = tuple(term for term, is_prefix in terms if is_prefix)
    for word in analysis.words(text, language):
        held = analysis.term(word.group(), language)
        if held and (held in whole or (begun and held.startswith(begun))):
            yield held, *word.span()


def marked(text: str, language: str, terms: Sequence[Term]) -> list[Part]:
    """The text in pieces, those found apart. Joined, the pieces are the text."""
    parts: list[Part] = []
    end = 0
    for _, start, stop in found_in(text, language, terms):
        if start > end:
            parts.append((text[end:start], False))
        parts.append((text[start:stop], True))
        end = stop
    return [*parts, (text[end:], False)] if end < len(text) else parts


def extract(lines: Sequence[str], language: str, terms: Sequence[Term]) -> list[Part]:
    """Around the words found: the line of `lines` that holds most of them, cut at spaces; the first line if none does.

    A line too short to say anything, such as the name of a partner, stands after the first one.
    """
    best, held, place = "", -1, 0
    for line in lines:
        found = list(found_in(line, language, terms))
        count = len({term for term, _, _ in found})
        if count > held:
            best, held = line, count
            place = min((start for _, start, _ in found), default=0)
    if best is not lines[0] and lines[0] and len(best) < TELLING:
        before = cut(lines[0], 0)
        return [(f"{before} – ", False), *marked(best, language, terms)]
    return marked(cut(best, place), language, terms)


def cut(text: str, place: int) -> str:
    """At most LENGTH characters of `text` with `place` among them, whole words, "…" where something is left out."""
    if len(text) <= LENGTH:
        return text
    start = max(0, min(place - LENGTH // 3, len(text) - LENGTH))
    start = min(text.find(" ", start) + 1, place) if start else 0
    end = text.rfind(" ", start, start + LENGTH) if start + LENGTH < len(text) else len(text)
    end = end if end > place else min(len(text), place + LENGTH)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
