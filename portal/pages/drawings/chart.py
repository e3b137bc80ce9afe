"""The counts of one figure against time: each at its date, the axis from zero."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.core.drawing.labels import LEADING, Label, Line, is_free, width, written
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.scale import Axis, up_to
from portal.pages.drawings.counts import Count, in_words
from portal.pages.drawings.line import ARROW, SOFT, Sign, alike, kind_of
from portal.pages.enums import Unit

SMALL: Final = 12.0
BOTTOM, RIGHT, GAP = 28.0, 8.0, 10.0
AHEAD: Final = 2
"""Years after the last one, where its words have room."""

Span = tuple[float, float, float]
"""A dotted line: its start, its end, its height."""

YEAR: Final = 38.0
"""The least room for the number of a year."""


@dataclass(frozen=True)
class Chart:
    """What `components/drawings/chart.html` draws; `spans` are the times for which undated counts may hold."""

    box: str
    left: float
    right: float
    base: float
    lines: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]
    ticks: tuple[float, ...]
    signs: tuple[Sign, ...]
    spans: tuple[Span, ...]
    labels: tuple[Label, ...]


def chart(counts: Sequence[Count], wide: float, high: float, top: float) -> Chart | None:
    """The counts, newest first; None for fewer than two of one unit, whose place in time compares nothing."""
    drawn = [count for count in alike(counts) if count.since]
    if len(drawn) < 2:
        return None
    axis = _axis(drawn, high - top - BOTTOM)
    values = [in_words(value, drawn[0].unit) for value in axis.ticks]
    left, right, base = math.ceil(max(width(words, SMALL) for words in values)) + GAP, wide - RIGHT, high - BOTTOM
    first, last = (
        math.floor(min(each.since for each in drawn)) - 1,
        math.ceil(max(each.until for each in drawn)) + AHEAD,
    )
    px = (right - left) / (last - first)
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if each * px >= YEAR)

    def at(year: float) -> float:
        return tenth(left + (year - first) * px)

    spots = [(at(each.middle), tenth(base - axis.at(each.value))) for each in drawn]
    signs = [_sign(each, spot, axis) for each, spot in zip(drawn, spots, strict=True)]
    spans = [
        (at(each.since), at(each.until), y) for each, (_x, y) in zip(drawn, spots, strict=True) if not each.is_dated
    ]
    lines = tuple((tenth(base - axis.at(value)), words) for value, words in zip(axis.ticks, values, strict=True))
    return Chart(
        Box(0, 0, wide, high).view,
        left,
        right,
        base,
        lines,
        tuple((at(year + 0.5), str(year)) for year in range(first, last, step)),
        tuple(at(year) for year in range(first, last + 1)),
        tuple(signs[::-1]),
        tuple(spans),
        _labels(drawn, signs, spans, Box(0, 0, wide, base - 4), [Box(0, y - 6, left, y + 6) for y, _words in lines]),
    )


def _axis(counts: Sequence[Count], length: float) -> Axis:
    most = max(count.most for count in counts)
    is_whole = counts[0].unit != Unit.PERCENT
    return up_to(most * Decimal("1.05") or Decimal(1), length, is_whole=is_whole)


def _sign(count: Count, spot: tuple[float, float], axis: Axis) -> Sign:
    rise = tenth(axis.at(count.to - count.value)) if count.to is not None else 0.0
    return Sign(kind_of(count), *spot, rise)


def _labels(
    counts: Sequence[Count], signs: Sequence[Sign], spans: Sequence[Span], frame: Box, axis: Sequence[Box]
) -> tuple[Label, ...]:
    """Value and date of each, the newest first, in the first place where they touch no mark, no dotted line, no other."""
    marks = [_taken(sign) for sign in signs]
    lines = [Box(start, y - 1, end, y + 1) for start, end, y in spans]
    found: list[Label] = []
    for count, sign in zip(counts, signs, strict=True):
        after = max((end for start, end, y in spans if y == sign.y and start <= sign.x <= end), default=sign.x + 8) + 6
        words = (Line(count.words, 17, "plot-value"), Line(count.date, SMALL))
        taken = [*axis, *marks, *lines, *(label.box for label in found)]
        label = next((each for each in _candidates(words, sign, after) if is_free(each, frame, taken)), None)
        found += [label] if label else []
    return tuple(found)


def _candidates(words: Sequence[Line], sign: Sign, after: float) -> Iterator[Label]:
    """Right of the mark, from `after` on, left of it; above and below it, in the middle or to one side, ever further away."""
    x, y, box = sign.x, sign.y, _taken(sign)
    high = sum(line.size * LEADING for line in words)
    yield written(words, after, y - high / 2, "start", (x, y))
    yield written(words, x - 14, y - high / 2, "end", (x, y))
    for away in (5, 18, 34, 52):
        for top in (box.top - away - high, box.bottom + away):
            for across, anchor in ((x, "middle"), (x - 8, "start"), (x + 8, "end")):
                yield written(words, across, top, anchor, (x, y))


def _taken(sign: Sign) -> Box:
    """What a mark covers, its arrow included."""
    up = {"over": ARROW, "range": sign.length, "about": SOFT / 2}.get(sign.kind, 6.0)
    down = {"up-to": ARROW, "nearly": SOFT / 2, "about": SOFT / 2}.get(sign.kind, 6.0)
    return Box(sign.x - 8, sign.y - up, sign.x + 8, sign.y + down)
