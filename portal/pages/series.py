"""Key figures as series: those that differ only in date stand together, with a small chart drawn here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.core.enums import SourceBasis
from portal.core.text import numbers
from portal.pages.models import KeyFigure

# The chart in its own units: dates to the left, bars, values behind the bars.
LABEL, LONGEST, GAP, ROW, BAR = 130, 92, 8, 26, 14


@dataclass(frozen=True)
class Bar:
    """One figure of a chart: where its row stands (its middle, and the top of its bar), how long its bar is, its words."""

    figure: KeyFigure
    middle: int
    top: int
    length: int
    end: int
    date: str
    value: str


@dataclass(frozen=True)
class Series:
    """Figures of one series, newest first; a figure without a series stands alone."""

    figures: list[KeyFigure]

    @property
    def newest(self) -> KeyFigure:
        return self.figures[0]

    @property
    def height(self) -> int:
        return ROW * len(self.figures)

    @property
    def bars(self) -> list[Bar]:
        """Bars that start at zero; none for a single value, or where the values are not all of one unit."""
        if len(self.figures) < 2 or len({figure.unit for figure in self.figures}) > 1:
            return []
        most = max(figure.value for figure in self.figures) or Decimal(1)
        lengths = [int(figure.value / most * LONGEST) for figure in self.figures]
        return [
            Bar(
                figure=figure,
                middle=ROW * row + ROW // 2,
                top=ROW * row + (ROW - BAR) // 2,
                length=length,
                end=LABEL + length + GAP,
                date=date_of(figure),
                value=" ".join(
                    words for _, words in numbers.figure(figure.qualifier, figure.value, figure.value_to, figure.unit)
                ),
            )
            for row, (figure, length) in enumerate(zip(self.figures, lengths, strict=True))
        ]


def grouped(figures: Iterable[KeyFigure]) -> list[Series]:
    """Every figure once, in the given order; those of a series at the place of its first, newest first."""
    found: dict[str, list[KeyFigure]] = {}
    for figure in figures:
        found.setdefault(figure.series or f"/{figure.code}", []).append(figure)
    return [Series(sorted(group, key=_moment, reverse=True)) for group in found.values()]


def date_of(figure: KeyFigure) -> str:
    """The date of a figure; where the source does not date it, the year of the source: "about 2023", "2025 or later"."""
    if figure.reference_date:
        return numbers.partial_date(figure.reference_date)
    start, end = figure.source.dated, figure.source.dated_to
    if start is None:
        return ""
    years = numbers.year_of(start)
    if end:
        years = pgettext("period", "%(start)s–%(end)s") % {"start": years, "end": numbers.year_of(end)}
    is_after = figure.source.basis == SourceBasis.AFTER
    return (_("%(period)s or later") if is_after else _("about %(period)s")) % {"period": years}


def _moment(figure: KeyFigure) -> str:
    """What orders a series: the reference date, else the source's, as ISO text."""
    known = figure.reference_date or figure.source.dated
    return known.iso if known else ""
