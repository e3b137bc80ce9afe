"""Names and terms led somewhere where a page first uses them: a record's name to the record, any other term to the glossary.

An acronym says what it stands for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.core.text import typography

# Where a word is not running text, or already leads somewhere.
_SKIPPED = {"a", "abbr", "button", "cite", "code", "dfn", "dt", "h1", "h2", "h3", "h4", "label", "nav", "script", "svg"}


@dataclass(frozen=True)
class Explained:
    """A term in the page's language: its words, what it means, where it is explained."""

    name: str
    acronym: str
    definition: str
    address: str
    others: tuple[str, ...] = ()  # further forms of the name, such as the plural
    is_record: bool = False  # the address is that of a record of this name


def explain(markup: str, terms: Iterable[Explained], here: str = "") -> str:
    """Marks the first use of each term in the text of `markup` (HTML); headings, links and other languages stay as they are.

    An acronym becomes `<abbr>` with the full name, a term's name `<dfn>` with the definition, both inside a link; a record's
    name is a plain link. Of two terms with one name, the first counts. Nothing leads to the address `here`, the page's own.
    """
    pattern, known = _index(tuple(terms))
    if pattern is None:
        return markup
    used = {here}

    def mark(found: re.Match[str]) -> str:
        words = found.group(0)
        term = known[_key(words)]
        if term.address in used:
            return words
        used.add(term.address)
        if words == term.acronym and words != term.name:
            words = f'<abbr title="{html.escape(term.name)}">{words}</abbr>'
            return f'<a href="{term.address}">{words}</a>' if term.is_record else _term(term, words)
        if term.is_record:
            return f'<a href="{term.address}">{words}</a>'
        title = f' title="{html.escape(term.definition)}"' if term.definition else ""
        return f'<dfn><a class="term" href="{term.address}"{title}>{words}</a></dfn>'

    out: list[str] = []
    closed: list[tuple[str, bool]] = [("", False)]
    for index, part in enumerate(typography.TOKEN.split(markup)):
        if index % 2 == 0:
            out.append(part if closed[-1][1] else pattern.sub(mark, part))
            continue
        out.append(part)
        tag = typography.TAG.match(part)
        if not tag or tag.group(2).lower() in typography.VOID or part.endswith("/>"):
            continue
        name = tag.group(2).lower()
        if not tag.group(1):
            closed.append((name, closed[-1][1] or name in _SKIPPED or " lang=" in part))
        elif closed[-1][0] == name:
            closed.pop()
    return "".join(out)


def _term(term: Explained, inner: str) -> str:
    return f'<a class="term" href="{term.address}">{inner}</a>'


def _key(words: str) -> str:
    """A name may start a sentence, and an apostrophe may be straight or curly."""
    return words[:1].lower() + words[1:].replace("’", "'")


@lru_cache(maxsize=8)
def _index(terms: tuple[Explained, ...]) -> tuple[re.Pattern[str] | None, dict[str, Explained]]:
    known: dict[str, Explained] = {}
    patterns: dict[str, str] = {}
    for word, term in [(word, t) for t in terms for word in (t.acronym, t.name, *t.others) if word]:
        escaped = html.escape(word, quote=False)
        if _key(escaped) not in known:
            known[_key(escaped)] = term
            first = re.escape(escaped[0]) if word == term.acronym else f"[{escaped[0].upper()}{escaped[0].lower()}]"
            patterns[escaped] = first + re.escape(escaped[1:]).replace("’", "'").replace("'", "['’]")
    if not known:
        return None, known
    either = "|".join(patterns[word] for word in sorted(patterns, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})(?=s?(?![\w-]))"), known
