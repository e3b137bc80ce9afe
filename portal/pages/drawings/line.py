"""One figure on a line from zero to a round number, its earlier counts open: what stands in a row, and larger at a chapter's head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.core.drawing.labels import Label, Line, Wanted, place
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.scale import Axis, ends_at, up_to
from portal.pages.drawings.counts import Count, in_words
from portal.pages.enums import Qualifier, Unit

ARROW: Final = 24.0
"""Length of the arrow of "more than": it says a direction, no amount."""

SOFT: Final = 48.0
"""Width of the band of "about": it fades to both sides and is no interval."""

SIDE, LENGTH, BASE, HEIGHT = 8.0, 208.0, 14.0, 40.0
LARGE_SIDE, LARGE_BASE, LARGE_HEIGHT = 28.0, 66.0, 104.0


@dataclass(frozen=True)
class Sign:
    """A mark: `kind` is dot, over, up-to, about, nearly or range; `length` that of a range. Earlier ones are open."""

    kind: str
    x: float
    y: float
    length: float = 0.0
    is_earlier: bool = False


@dataclass(frozen=True)
class Tick:
    """A value along an axis, with its words if it has some."""

    x: float
    y: float
    words: str = ""
    anchor: str = "middle"


@dataclass(frozen=True)
class Scale:
    """What `components/drawings/scale.html` draws."""

    box: str
    base: float
    start: float
    end: float
    ticks: tuple[Tick, ...]
    signs: tuple[Sign, ...]
    labels: tuple[Label, ...] = ()


def small(counts: Sequence[Count]) -> Scale | None:
    """The counts of one figure, newest first, on a line of 208 px; None where they have no length."""
    drawn = alike(counts)
    if not drawn:
        return None
    axis = _axis(drawn, LENGTH)
    start, middle, end = (SIDE + share * LENGTH for share in (0, 0.5, 1))
    unit = drawn[0].unit
    ticks = [Tick(start, BASE, "0", "start"), Tick(end, BASE, in_words(axis.end, unit), "end")]
    halves = [Tick(middle, BASE)] if unit == Unit.PERCENT else []
    frame = Box(0, 0, LENGTH + 2 * SIDE, HEIGHT)
    return Scale(frame.view, BASE, start, end, (*ticks, *halves), _signs(drawn, axis, SIDE, BASE))


def small_with(count: Count, others: Sequence[Count], words: Callable[[Decimal], str] | None = None) -> Scale:
    """One count on the axis that all of `others` need, so that lines below each other can be compared."""
    axis = _axis(others, LENGTH)
    end = words(axis.end) if words else in_words(axis.end, count.unit)
    ticks = (Tick(SIDE, BASE, "0", "start"), Tick(SIDE + LENGTH, BASE, end, "end"))
    frame = Box(0, 0, LENGTH + 2 * SIDE, HEIGHT)
    return Scale(frame.view, BASE, SIDE, SIDE + LENGTH, ticks, _signs([count], axis, SIDE, BASE))


def large(counts: Sequence[Count], width: float) -> Scale | None:
    """The same with a tick at each step, and each count with its value and date; None where they have no length."""
    drawn = alike(counts)
    if not drawn:
        return None
    axis = _axis(drawn, width - 2 * LARGE_SIDE, has_steps=True)
    ticks = tuple(
        Tick(tenth(LARGE_SIDE + axis.at(value)), LARGE_BASE, in_words(value, drawn[0].unit)) for value in axis.ticks
    )
    signs = _signs(drawn, axis, LARGE_SIDE, LARGE_BASE)
    asked = [
        Wanted(
            (sign.x, LARGE_BASE),
            ((Line(count.words, 17, "plot-value"), Line(count.date, 13)), (Line(count.date, 13),)),
            12,
        )
        for sign, count in zip(signs[::-1], drawn, strict=True)
    ]
    above = Box(0, 0, width, LARGE_BASE - 10)
    return Scale(
        Box(0, 0, width, LARGE_HEIGHT).view,
        LARGE_BASE,
        LARGE_SIDE,
        width - LARGE_SIDE,
        ticks,
        signs,
        tuple(place(asked, above)),
    )


def alike(counts: Sequence[Count]) -> list[Count]:
    """Those that can stand on one axis: of the unit of the first; none if that is an order."""
    return [count for count in counts if count.unit == counts[0].unit and count.is_drawn]


def _axis(counts: Sequence[Count], length: float, *, has_steps: bool = False) -> Axis:
    """Up to 100 % for shares, else to a round number that leaves room for arrows and bands."""
    whole = counts[0].unit != Unit.PERCENT
    if not whole and max(count.most for count in counts) <= 100:
        return Axis(Decimal(100), Decimal(20), length)
    room = {Qualifier.OVER: ARROW + 4, Qualifier.ABOUT: SOFT / 2, Qualifier.NEARLY: 4.0}
    needed = [
        count.most / (1 - Decimal(room.get(Qualifier(count.exactness), 0.0)) / Decimal(length)) for count in counts
    ]
    return (up_to if has_steps else ends_at)(max(needed), length, is_whole=whole)


def _signs(counts: Sequence[Count], axis: Axis, side: float, base: float) -> tuple[Sign, ...]:
    """The newest last, so that it lies on top."""
    found = [
        Sign(
            kind_of(count),
            tenth(side + axis.at(count.value)),
            base,
            tenth(axis.at(count.to - count.value)) if count.to is not None else 0.0,
            is_earlier=bool(number),
        )
        for number, count in enumerate(counts)
    ]
    return tuple(reversed(found))


def kind_of(count: Count) -> str:
    """What its mark is called."""
    if count.to is not None:
        return "range"
    return "dot" if count.is_exact else str(Qualifier(count.exactness).value)
