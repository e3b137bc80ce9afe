"""Phase of a call at a moment. Standard library only; `CallQuerySet` does the same in SQL, and a test compares the two.

Moments are aware datetimes, compared to the second in UTC: Python compares two times of one zone by wall clock, which
is wrong by an hour when the clocks change.
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
    """Phases of a call, in the order in which lists show them."""

    CLOSING = "closing-soon"
    OPEN = "open"
    FORTHCOMING = "forthcoming"
    UNDATED = "undated"
    CLOSED = "closed"
    ARCHIVED = "archived"


PAST = (Phase.CLOSED, Phase.ARCHIVED)


@dataclass(frozen=True)
class Dates:
    """Dates that determine the phase of a call.

    `is_cut_short`: the call ended before its closing date (budget spent, or withdrawn); `ended_at`: when, if known.
    `edition_to`: last day of its edition (the year, month or day in its name), a Europe/Paris date.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    ended_at: datetime | None = None
    is_cut_short: bool = False
    edition_to: date | None = None
    is_archived: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """Moment from which nobody can apply any more; None if unknown."""
        return min((moment.astimezone(UTC) for moment in (self.closes_at, self.ended_at) if moment), default=None)


def phase(dates: Dates, on: datetime) -> Phase:
    """Phase at the moment `on`; at the second of opening a call is open, at the second of closing it is closed.

    A call with only a closing date is open until then. One without any date is closed once its edition is over, since
    nobody can apply for the year 2020 any more; before that, its dates are not announced.
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
    """The same day and time in Europe/Paris a year later; 28 February for the 29th."""
    if moment is None:
        return None
    there = moment.astimezone(PARIS).replace(fold=0)
    day = 28 if (there.month, there.day) == (2, 29) else there.day
    return there.replace(year=there.year + 1, day=day)
