"""The twelve months from this one on, instrument by instrument: when one can apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from django.utils import formats

from instruments import callwords
from instruments.enums import Mode
from instruments.models import Call, Instrument
from instruments.phases import PARIS
from portal.core.drawing.paths import tenth
from portal.core.text import languages, typography

MONTHS: Final = 12
WIDE, NARROW = 720.0, 288.0
HEAD, HIGH = 22.0, 28.0  # of the names of the months, and of a row


@dataclass(frozen=True)
class Period:
    """A call in a row: where it opens and closes; `is_endless` where no closing date is announced."""

    address: str
    x: float
    length: float
    is_endless: bool
    is_over: bool


@dataclass(frozen=True)
class Strip:
    """What `components/drawings/year.html` draws for one instrument, in one of two sizes."""

    style: str
    box: str
    width: float
    months: tuple[tuple[float, float, str], ...]
    today: float
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Row:
    """An instrument: its strips where it has calls, what is coming, or how else it begins."""

    instrument: Instrument
    strips: tuple[Strip, ...]
    coming: list[tuple[Call, list[Any]]]
    otherwise: str


@dataclass(frozen=True)
class Year:
    """All of it; `is_empty`: not one date is announced."""

    rows: tuple[Row, ...]
    is_empty: bool


def year(instruments: Iterable[Instrument], now: datetime) -> Year:
    """The instruments in their order, from the month of `now` on; no query if their calls are prefetched."""
    rows = tuple(_row(instrument, now) for instrument in instruments)
    return Year(rows, not any(row.coming for row in rows))


def _row(instrument: Instrument, now: datetime) -> Row:
    found = callwords.next_date(instrument, now)
    if instrument.mode != Mode.CALL and not found.coming:
        return Row(instrument, (), [], found.otherwise)
    calls = list(instrument.calls.all())
    strips = tuple(strip(style, width, calls, now) for style, width in (("wide", WIDE), ("narrow", NARROW)))
    return Row(instrument, strips, found.coming, "")


def strip(style: str, width: float, calls: Iterable[Call], now: datetime) -> Strip:
    """The calls that one can apply to in these months, each as long as it is open."""
    starts = months(now)
    begin, end = starts[0], starts[-1]
    px = width / (end - begin).total_seconds()

    def at(moment: datetime) -> float:
        return tenth(min(max((moment - begin).total_seconds() * px, 0.0), width))

    names = tuple((at(one), at(other) - at(one), _name(one, style)) for one, other in pairwise(starts))
    periods = [_period(call, begin, end, at, now) for call in calls if _is_drawn(call, begin, end)]
    return Strip(style, f"0 0 {width:g} {HEAD + HIGH:g}", width, names, at(now), tuple(periods))


def months(now: datetime) -> list[datetime]:
    """The starts of this month and of the eleven after it, and the end of the last, in Paris."""
    here = now.astimezone(PARIS)
    number = here.year * 12 + here.month - 1
    return [datetime(each // 12, each % 12 + 1, 1, tzinfo=PARIS) for each in range(number, number + MONTHS + 1)]


def _name(month: datetime, style: str) -> str:
    """A month, by its first letter where there is no room; January with its year."""
    day = month.date()
    name = formats.date_format(day, "M")
    if style == "narrow":
        return name[0].upper()
    return typography.plain(f"{name} {day.year}" if day.month == 1 else name, languages.current())


def _is_drawn(call: Call, begin: datetime, end: datetime) -> bool:
    closes = call.dates.ends_at
    if call.is_archived() or (call.dates.is_cut_short and not closes) or not (call.opens_at or closes):
        return False
    return not (call.opens_at and call.opens_at >= end) and not (closes and closes <= begin)


def _period(call: Call, begin: datetime, end: datetime, at: Any, now: datetime) -> Period:
    closes = call.dates.ends_at
    start, stop = at(call.opens_at or begin), at(closes or end)
    length = max(stop - start, 3.0)  # a day is a mark, not a hair
    return Period(call.get_absolute_url(), start, tenth(length), closes is None, bool(closes and closes <= now))
