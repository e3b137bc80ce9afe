"""In which phase a call is at a moment. Standard library only; `CallQuerySet` says the same in SQL, one test holds them equal.

All moments are aware datetimes, compared to the second in UTC: two times of Paris would be compared by their clocks, which
is wrong by an hour on the days when the clocks change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
# Three weeks: what two laboratories in two countries need to write and sign together. The pages say it.
CLOSING_SOON = timedelta(days=21)


class Phase(StrEnum):
    """In the order in which a reader wants them."""

    CLOSING = "closing-soon"
    OPEN = "open"
    FORTHCOMING = "forthcoming"
    UNDATED = "undated"
    CLOSED = "closed"
    ARCHIVED = "archived"


PAST = (Phase.CLOSED, Phase.ARCHIVED)


@dataclass(frozen=True)
class Dates:
    """What decides the phase of a call.

    `ended_at`: when it ended before its closing date, its budget being spent or the call withdrawn; `is_cut_short`: that
    this happened, be the moment known or not. `edition_to`: the last day of its edition (the year, month or day it is named
    after), in Paris.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    ended_at: datetime | None = None
    is_cut_short: bool = False
    edition_to: date | None = None
    is_archived: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """From when on nobody can apply any more, as far as that is known."""
        return min((moment.astimezone(UTC) for moment in (self.closes_at, self.ended_at) if moment), default=None)


def phase(dates: Dates, on: datetime) -> Phase:
    """The phase at the moment `on`. It opens at the second it opens, and is closed at the second it closes.

    A call with a closing date alone can be answered until then. One without any date is closed once its edition is over,
    since nobody can apply for the year 2020 any more; before that, no date is announced.
    """
    now, ends = on.astimezone(UTC), dates.ends_at
    if dates.is_archived:
        return Phase.ARCHIVED
    if (ends and ends <= now) or (dates.is_cut_short and not dates.ended_at):
        return Phase.CLOSED
    if dates.opens_at and now < dates.opens_at.astimezone(UTC):
        return Phase.FORTHCOMING
    if dates.opens_at or dates.closes_at:
        return Phase.CLOSING if ends and ends - now <= CLOSING_SOON else Phase.OPEN
    if dates.edition_to and dates.edition_to < now.astimezone(PARIS).date():
        return Phase.CLOSED
    return Phase.UNDATED


def a_year_later(moment: datetime | None) -> datetime | None:
    """The same day and hour on Paris's clocks a year later; 28 February for the 29th."""
    if moment is None:
        return None
    there = moment.astimezone(PARIS).replace(fold=0)
    day = 28 if (there.month, there.day) == (2, 29) else there.day
    return there.replace(year=there.year + 1, day=day)
