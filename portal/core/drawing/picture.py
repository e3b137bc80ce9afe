"""A drawing as a file of its own: its title, date, source, credit and licence written in it, its styles inside.

The styles are those of the page, with the colours of the light theme in their places: a program that draws SVG without
knowing custom properties shows the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, Final

from django.template.loader import render_to_string

from portal.core.drawing.labels import folded
from portal.core.licence import NAME as LICENCE
from portal.core.licence import PUBLISHER, URL
from portal.core.pictures.colours import stylesheet
from portal.core.text import languages, typography

DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
EDGE: Final = 24.0
TITLE, SMALL, LEADING = 20.0, 12.0, 18.0
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_AT_RULE = re.compile(r"@[\w-]+[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_LIGHT = re.compile(r"light-dark\(\s*([^,()]+)\s*,[^()]*\)")
_OWN = re.compile(r"--([\w-]+):\s*([^;}]+)")
_USED = re.compile(r"var\(--([\w-]+)(?:,\s*((?:[^()]|\([^()]*\))+))?\)")


@dataclass(frozen=True)
class Picture:
    """What is drawn: `template` writes the inside from `context`, `size` is that of its box; the words around it."""

    title: str
    date: str
    says: str
    source: str
    address: str
    template: str
    context: dict[str, Any]
    size: tuple[float, float]

    def svg(self) -> str:
        """The file, in the active language."""
        wide, high = self.size
        head, above = _written([(self.title, TITLE), (self.says, SMALL), (self.date, SMALL)], wide, EDGE)
        foot, below = _written(
            [(self.source, SMALL), (f"{PUBLISHER}, {LICENCE}", SMALL), (self.address, SMALL)], wide, 0
        )
        base = above + 16 + high + 16
        return render_to_string(
            "components/drawings/picture.html",
            {
                **self.context,
                "picture": self,
                "language": languages.current(),
                "width": wide + 2 * EDGE,
                "height": base + below + EDGE,
                "edge": EDGE,
                "head": head,
                "foot": [(words, y + base, style) for words, y, style in foot],
                "at": above + 16,
                "styles": styles(),
                "licence": URL,
                "publisher": PUBLISHER,
                "terms": DUBLIN_CORE,
            },
        )


def _written(parts: list[tuple[str, float]], wide: float, top: float) -> tuple[list[tuple[str, float, str]], float]:
    """Lines under each other as (words, baseline, class), and where they end."""
    here = languages.current()
    lines = [
        (line, size) for words, size in parts if words for line in folded(typography.plain(words, here), size, wide)
    ]
    ends = list(accumulate((size * 1.3 if size == TITLE else LEADING for _, size in lines), initial=top))
    return (
        [
            (line, round(end - 5, 1), "plot-title" if size == TITLE else "")
            for (line, size), end in zip(lines, ends[1:], strict=True)
        ],
        ends[-1],
    )


@cache
def styles() -> str:
    """The rules of drawings with every colour in its place, without those that speak of a page, a window or paper."""
    known = {name: _LIGHT.sub(r"\1", value.strip()) for name, value in _OWN.findall(stylesheet("tokens.css"))}
    rules = _AT_RULE.sub(
        "", stylesheet("components/world.css") + stylesheet("components/plot.css").partition("/* screen */")[0]
    )
    rules = _COMMENT.sub("", rules)
    rules = re.sub(r"--kind:", "fill:", rules)
    known |= {name: value.strip() for name, value in _OWN.findall(rules)}
    return re.sub(r"\s+", " ", _filled(_OWN.sub("", rules), known)).strip()


def _filled(rules: str, known: dict[str, str]) -> str:
    """The rules with the value of each custom property, or the one that is given for lack of it."""
    for _ in range(4):  # as deep as they name each other
        rules = _USED.sub(lambda found: known.get(found[1]) or found[2] or "inherit", rules)
    return rules
