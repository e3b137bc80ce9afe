"""Key figures known at several dates: the newest, those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.core.enums import SourceBasis
from portal.core.text import numbers
from portal.pages.models import KeyFigure


@dataclass(frozen=True)
class Series:
    """Figures of one series, newest first; a figure without a series stands alone."""

    figures: list[KeyFigure]

    @property
    def newest(self) -> KeyFigure:
        return self.figures[0]

    @property
    def earlier(self) -> list[KeyFigure]:
        return self.figures[1:]


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
