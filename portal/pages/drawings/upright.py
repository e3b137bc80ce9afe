"""The history downwards, for a phone: bars at the left, one column of events, each with a line to its true date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.core.drawing.labels import LEADING, Label, Line, folded, width, written
from portal.core.drawing.paths import Box, tenth
from portal.pages.drawings.counts import year_of
from portal.pages.drawings.history import SMALL, TEXT, Event, levels, window

PHONE, YEAR, GAP, COLUMN = 288.0, 128.0, 44.0, 20.0
"""Width of the smallest phone, height of a year, distance between two events at least, width of a bar with its room."""


@dataclass(frozen=True)
class Leader:
    """An event in the column of a phone, with the line to its true date."""

    event: Event
    true: float
    y: float
    label: Label


@dataclass(frozen=True)
class Upright:
    """A bar downwards; its words run along it where it is long enough."""

    event: Event
    x: float
    y: float
    length: float
    fade: float
    middle: float
    words: str


@dataclass(frozen=True)
class Phone:
    """What `components/drawings/history_phone.html` draws."""

    box: str
    width: float
    axis: float
    column: float
    top: float
    bottom: float
    breaks: float
    bars: tuple[Upright, ...]
    years: tuple[tuple[float, str], ...]
    leaders: tuple[Leader, ...]
    before: tuple[Leader, ...]


def phone(events: Sequence[Event], lanes: Sequence[tuple[str, str]], today: date) -> Phone | None:
    """The same downwards, 128 px a year: bars at the left, one column of events; None without an event."""
    if not events:
        return None
    now, first = year_of(today), window([event.start.year for event in events])[0]
    last = max(event.start.year for event in events)
    order = [code for code, _name in lanes]
    bars = sorted((event for event in events if event.is_bar), key=lambda event: order.index(event.lane))
    columns = levels(bars, now)
    axis = len(columns) * COLUMN + 2
    column = axis + 66
    early = [event for event in events if event.at < first]
    before, y = [], 10.0
    for event in early:
        label = _phone_label(event, column + 14, y)
        before.append(Leader(event, y, y, label))
        y += max(GAP, label.box.height + 12)
    has_break = bool(early) or any(event.since < first for event in bars)
    top = y + 34 if has_break else 16.0

    def at(year: float) -> float:
        return tenth(top + (year - first) * YEAR)

    points = sorted(
        (event for event in events if not event.is_bar and first <= event.at < last + 1),
        key=lambda each: (each.at, each.code),
    )
    placed = _spread([(at(event.at), _phone_label(event, column + 14, 0)) for event in points], top + 8)
    leaders = [
        Leader(event, at(event.at), y, _phone_label(event, column + 14, y))
        for event, y in zip(points, placed, strict=True)
    ]
    bottom = max([at(last + 1), *(leader.label.box.bottom for leader in leaders)])
    return Phone(
        box=Box(0, 0, PHONE, bottom + 8).view,
        width=PHONE,
        axis=axis,
        column=column,
        top=top,
        bottom=at(last + 1),
        breaks=tenth(top - 18) if has_break else 0.0,
        bars=tuple(
            _upright(
                event, number * COLUMN, top, at(event.since), at(min(event.until(now), last + 1)), event.since < first
            )
            for number, level in enumerate(columns)
            for event in level
        ),
        years=tuple((at(year), str(year)) for year in range(first, last + 1)),
        leaders=tuple(leaders),
        before=tuple(before),
    )


def _phone_label(event: Event, x: float, y: float) -> Label:
    names = [Line(words, TEXT, "plot-name") for words in folded(event.words, TEXT, PHONE - x)]
    lines = [*names, Line(event.date, SMALL)] if event.date else names
    return written(lines, x, y - TEXT * LEADING / 2, "start", (x, y))


def _upright(event: Event, x: float, begin: float, y: float, end: float, is_cut: bool) -> Upright:
    """From `y` on; if it is cut, from the top of the drawing, the break above `begin`, its words below."""
    fade = begin - 34 if is_cut and event.is_vague else 0.0
    start = fade if is_cut else y
    room = max(start, begin)
    words = event.words if width(event.words, SMALL) <= end - room - 24 else ""
    return Upright(event, x, tenth(start), tenth(end - start), tenth(fade), tenth(room + 12), words)


def _spread(wanted: Sequence[tuple[float, Label]], top: float) -> list[float]:
    """Heights as near to the true ones as the distances between them allow (least squares by pooling neighbours)."""
    offsets, total = [], 0.0
    for number, (_y, _label) in enumerate(wanted):
        total += max(GAP, wanted[number - 1][1].box.height + 14) if number else 0.0
        offsets.append(total)
    pools: list[list[float]] = []
    for (y, _label), offset in zip(wanted, offsets, strict=True):
        pools.append([y - offset])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [[*pools[-2], *pools[-1]]]
    flat = [max(_mean(pool), top) for pool in pools for _ in pool]
    return [tenth(y + offset) for y, offset in zip(flat, offsets, strict=True)]


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)
