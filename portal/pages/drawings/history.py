"""The history to scale: all years in a strip, and below it the years of nearly all events, in lanes (on a phone downwards: `upright.py`).

Nothing is placed by eye. An event known by its year stands in the middle of it, by its month in that month. What began in
a decade is a band that fades towards its start, which nobody has published. A long time of which nothing is known is a break.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from portal.core.dates import PartialDate
from portal.core.drawing.labels import LEADING, Label, Line, folded, is_free, written
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.sphere import Point
from portal.pages.drawings.counts import middle, year_of

SHARE: Final = 0.9
"""Of the dated events, how many the window holds at least."""

UNKNOWN: Final = 10
"""Years without any event that are a break."""

WIDTH, LEFT, STRIP_LEFT = 1120.0, 208.0, 112.0
STRIP, WINDOW, FIRST = 44.0, 104.0, 130.0  # heights of the strip's axis, of the window's, of the first lane
BAR, ROOM, STEP, MARK = 24.0, 10.0, 10.0, 9.0
BEFORE, FADE, CUT = 84.0, 50.0, 24.0  # left of the window: where it begins, how much of it fades, where the break is
TEXT, SMALL, WRAP = 13.0, 12.0, 210.0


@dataclass(frozen=True)
class Event:
    """What is drawn of an event: its words, its date where it is closer than a year, its mark, where it leads."""

    code: str
    words: str
    date: str
    start: PartialDate
    end: PartialDate | None
    goes_on: bool
    lane: str
    kind: str
    address: str

    @property
    def is_bar(self) -> bool:
        return self.goes_on or self.end is not None

    @property
    def is_vague(self) -> bool:
        return self.start.precision == "decade"

    @property
    def since(self) -> float:
        return year_of(self.start.earliest)

    @property
    def at(self) -> float:
        return middle(self.start)

    def until(self, today: float) -> float:
        return year_of(self.end.latest, is_end=True) if self.end else today

    @property
    def lines(self) -> list[Line]:
        names = [Line(words, TEXT, "plot-name") for words in folded(self.words, TEXT, WRAP)]
        return [*names, Line(self.date, SMALL)] if self.date else names


def window(years: Sequence[int]) -> tuple[int, int]:
    """The first and the last year of the shortest run that holds nine tenths of the events; of two alike, the later one."""
    ordered = sorted(years)
    wanted = math.ceil(len(ordered) * SHARE)
    runs = [(last - first, -first, last) for first, last in zip(ordered, ordered[wanted - 1 :], strict=False)]
    _length, first, last = min(runs)
    return -first, last


def gaps(events: Sequence[Event], today: float) -> list[tuple[float, float]]:
    """The long times in which nothing begins, between what is known."""
    known = sorted((event.since, year_of(event.start.latest, is_end=True)) for event in events)
    ends = [*known, (today, today)]
    return [(one[1], other[0]) for one, other in pairwise(ends) if other[0] - one[1] >= UNKNOWN]


@dataclass(frozen=True)
class Bar:
    """A time with its words: from `x` over `length`; before that `fade` towards an unknown start; a break at `cut`."""

    event: Event
    x: float
    y: float
    length: float
    fade: tuple[float, float] | None
    cut: float
    words: Label | None


@dataclass(frozen=True)
class Spot:
    """A dated event: its mark, its words, and the box that one may click."""

    event: Event
    x: float
    y: float
    label: Label
    target: Box


@dataclass(frozen=True)
class Row:
    """A lane: its name, where it begins and ends, what is in it."""

    name: str
    top: float
    bottom: float
    bars: tuple[Bar, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Wide:
    """What `components/drawings/history_wide.html` draws."""

    width: float
    height: float
    box: str
    strip: tuple[float, float, float]
    ticks: tuple[tuple[float, str], ...]
    bands: tuple[tuple[float, float], ...]
    dots: tuple[tuple[float, float], ...]
    outside: tuple[Spot, ...]
    head: float
    breaks: tuple[float, ...]
    zoom: str
    years: tuple[tuple[float, str], ...]
    lines: tuple[float, ...]
    rows: tuple[Row, ...]
    title: tuple[str, str]


def wide(events: Sequence[Event], lanes: Sequence[tuple[str, str]], today: date) -> Wide | None:
    """The drawing for a window wide enough; None without an event."""
    if not events:
        return None
    now = year_of(today)
    first, last = window([event.start.year for event in events])
    px = (WIDTH - LEFT) / (last + 1 - first)
    begin = 5 * (min(event.start.year for event in events) // 5)
    end = max(now, last + 1.0)
    scale = (WIDTH - 8 - STRIP_LEFT) / (end - begin)

    def strip(year: float) -> float:
        return tenth(STRIP_LEFT + (year - begin) * scale)

    rows, top = [], FIRST
    for code, name in lanes:
        row = _row([event for event in events if event.lane == code], name, top, first, last, px, now)
        rows.append(row)
        top = row.bottom
    zoom = f"M{strip(first)} {STRIP - 34}H{strip(last + 1)}V{STRIP + 6}L{WIDTH} {WINDOW}H{LEFT}L{strip(first)} {STRIP + 6}z"
    step = next(each for each in (5, 10, 20, 50, 100) if each * scale >= 60)
    return Wide(
        width=WIDTH,
        height=top + 4,
        box=Box(0, 0, WIDTH, top + 4).view,
        strip=(strip(begin), strip(end), STRIP),
        ticks=tuple((strip(year), str(year)) for year in range(begin, math.floor(end) + 1) if year % step == 0),
        bands=tuple(
            (strip(event.since), tenth(strip(year_of(event.start.latest, is_end=True)) - strip(event.since)))
            for event in events
            if event.is_vague
        ),
        dots=tuple(_stacked([strip(event.at) for event in events if not (event.is_vague or event.is_bar)])),
        outside=tuple(_outside([(strip(event.at), event) for event in events if _is_outside(event, first, last)])),
        head=WINDOW,
        breaks=tuple(strip((one + other) / 2) for one, other in gaps(events, now)),
        zoom=zoom,
        years=tuple((tenth(LEFT + (year - first) * px), str(year)) for year in range(first, last + 1)),
        lines=tuple(tenth(LEFT + (year - first) * px) for year in range(first, last + 2)),
        rows=tuple(rows),
        title=(str(begin), str(today.year)),
    )


def _row(events: Sequence[Event], name: str, top: float, first: int, last: int, px: float, now: float) -> Row:
    """A lane: its bars in as few rows as they need, then its events, each as high as there is room."""
    bars, y = [], top + ROOM
    for level in levels([event for event in events if event.is_bar], now):
        bars += [_bar(event, y, first, last, px, now) for event in level]
        y += BAR + 6
    spots: list[Spot] = []
    for event in sorted((each for each in events if not each.is_bar), key=lambda each: (each.at, each.code)):
        if first <= event.at < last + 1:
            spots.append(_spot(event, tenth(LEFT + (event.at - first) * px), y + MARK, spots))
    bottom = max([y, *(spot.target.bottom for spot in spots)]) + ROOM
    return Row(name, top, tenth(bottom), tuple(bars), tuple(spots))


def _stacked(places: Sequence[float]) -> Iterator[Point]:
    """Dots on the strip; those of one moment upon each other."""
    seen: list[float] = []
    for x in sorted(places):
        seen.append(x)
        yield x, tenth(STRIP - 8 * sum(abs(x - other) < 7 for other in seen))


def _is_outside(event: Event, first: int, last: int) -> bool:
    """Whether it stands on the strip alone."""
    return not event.is_bar and not event.is_vague and not first <= event.at < last + 1


def _outside(found: Sequence[tuple[float, Event]]) -> Iterator[Spot]:
    """The names of events outside the window, above the strip, as far as they touch nothing; the list has all."""
    frame = Box(STRIP_LEFT, 0, WIDTH, STRIP)
    taken: list[Box] = []
    for x, event in found:
        for across, anchor in ((x - 4, "start"), (x + 4, "end")):
            label = written([Line(event.words, TEXT, "plot-name")], across, 4, anchor, (x, STRIP - 8))
            if is_free(label, frame, taken):
                taken.append(label.box)
                box = label.box
                yield Spot(event, x, STRIP - 8, label, Box(box.left, 0, box.right, STRIP - 2))
                break


def levels(bars: Sequence[Event], now: float) -> list[list[Event]]:
    """Bars that follow each other stand in one row."""
    levels: list[list[Event]] = []
    for event in sorted(bars, key=lambda each: (each.since, each.code)):
        free = next((level for level in levels if level[-1].until(now) <= event.since + 0.01), None)
        if free is None:
            levels.append(free := [])
        free.append(event)
    return levels


def _bar(event: Event, y: float, first: int, last: int, px: float, now: float) -> Bar:
    """What began before the window comes from the left, over a break; what ends after it goes to its edge."""
    end = LEFT + (min(event.until(now), last + 1) - first) * px
    is_before = event.since < first
    start = LEFT - BEFORE if is_before else LEFT + (event.since - first) * px
    fade = (start, FADE) if is_before and event.is_vague else None
    solid = start + FADE if fade else start
    words = _inside(event, max(start, LEFT) + 10, y, end - 8)
    return Bar(event, tenth(solid), y, tenth(end - solid), fade, LEFT - CUT if is_before else 0.0, words)


def _inside(event: Event, x: float, y: float, end: float) -> Label | None:
    """The name on the bar, if the bar is long enough; the list has it in any case."""
    label = written([Line(event.words, TEXT, "plot-on")], x, y + (BAR - TEXT * LEADING) / 2, "start", (x, y))
    return label if label.box.right <= end else None


def _spot(event: Event, x: float, y: float, others: Sequence[Spot]) -> Spot:
    """Right of its mark, left of it where that would leave the drawing or touch something, else lower."""
    frame = Box(LEFT - 80, 0, WIDTH, math.inf)
    taken = [box for spot in others for box in (spot.target, _mark(spot.x, spot.y))]
    while True:
        top = y - TEXT * LEADING / 2
        for across, anchor in ((x + MARK + 4, "start"), (x - MARK - 4, "end")):
            label = written(event.lines, across, top, anchor, (x, y))
            if is_free(label, frame, taken) and not any(_mark(x, y).grown(2).touches(box) for box in taken):
                mark = _mark(x, y)
                target = Box(
                    min(mark.left, label.box.left),
                    mark.top - 3,
                    max(mark.right, label.box.right),
                    max(mark.bottom, label.box.bottom) + 3,
                )
                return Spot(event, x, tenth(y), label, target)
        y += STEP


def _mark(x: float, y: float) -> Box:
    return Box(x - MARK, y - MARK, x + MARK, y + MARK)
