"""A key figure as a drawing needs it: how much, how exact, when; and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.dates import PartialDate
from portal.core.text import languages, numbers, typography
from portal.pages.enums import Qualifier, Unit
from portal.pages.models import KeyFigure


@dataclass(frozen=True)
class Count:
    """One value; `since` and `until` are the years between which it holds, `is_dated` whether a source says so itself."""

    value: Decimal
    to: Decimal | None
    exactness: str
    unit: str
    since: float
    until: float
    is_dated: bool
    words: str
    date: str

    @property
    def middle(self) -> float:
        return (self.since + self.until) / 2

    @property
    def most(self) -> Decimal:
        return self.value if self.to is None else self.to

    @property
    def is_exact(self) -> bool:
        return self.exactness == Qualifier.EXACT and self.to is None

    @property
    def is_drawn(self) -> bool:
        """Whether its length says something: a rank is an order, not an amount."""
        return self.unit != Unit.RANK and self.value >= 0


def count_of(figure: KeyFigure, words: str) -> Count:
    """The figure with its date in words. Where no source dates it, it holds for the time of its source."""
    start, end = figure.reference_date or figure.source.dated, figure.source.dated_to
    if figure.reference_date or not end:
        end = start
    said = numbers.figure(figure.qualifier, figure.value, figure.value_to, figure.unit)
    return Count(
        value=figure.value,
        to=figure.value_to,
        exactness=figure.qualifier,
        unit=figure.unit,
        since=year_of(start.earliest) if start else 0.0,
        until=year_of(end.latest, is_end=True) if end else 0.0,
        is_dated=bool(figure.reference_date),
        words=typeset(" ".join(part for _class, part in said)),
        date=typeset(words),
    )


def typeset(words: str) -> str:
    """Words with the typography of the page's language, which leaves drawings alone."""
    return typography.plain(words, languages.current())


def year_of(day: date, *, is_end: bool = False) -> float:
    """A day as a part of years: the start of it, or its end."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return day.year + ((day - first).days + is_end) / ((last - first).days + 1)


def middle(when: PartialDate) -> float:
    """Where a date stands: in the middle of what is known of it, a year in its middle, a month in its own."""
    return (year_of(when.earliest) + year_of(when.latest, is_end=True)) / 2


def in_words(value: Decimal, unit: str) -> str:
    """A value along an axis."""
    form = {Unit.PERCENT.value: numbers.percent, Unit.EURO.value: numbers.euros}.get(unit, numbers.number)
    return typeset(form(value))
