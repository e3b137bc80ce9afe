"""The page of key figures: chapters, each opened by one large figure, then the others as rows; each with its drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.core.content import version
from portal.core.models import Source
from portal.pages.drawings import chart, line
from portal.pages.drawings.counts import Count, count_of
from portal.pages.enums import Chapter
from portal.pages.models import KeyFigure
from portal.pages.series import Series, date_of, grouped

WIDE, NARROW = (640.0, 264.0, 26.0), (288.0, 270.0, 68.0)
"""Sizes of the chart of a chapter, in px, with the room above its axis: beside its figure, and on the smallest phone."""


@dataclass(frozen=True)
class Told:
    """A figure with its earlier counts, as the page shows it: `counts` are the same as drawings need them, newest first."""

    series: Series
    counts: tuple[Count, ...]

    @property
    def figure(self) -> KeyFigure:
        return self.series.newest

    @property
    def date(self) -> str:
        return self.counts[0].date

    @property
    def earlier(self) -> tuple[Count, ...]:
        return self.counts[1:]

    @property
    def dated(self) -> list[tuple[KeyFigure, Count]]:
        """Each figure with what is drawn of it."""
        return list(zip(self.series.figures, self.counts, strict=True))

    @property
    def scale(self) -> line.Scale | None:
        return line.small(self.counts)

    @property
    def charts(self) -> list[tuple[str, chart.Chart]]:
        """Against time, in two sizes; empty for one value."""
        found = [(style, chart.chart(self.counts, *size)) for style, size in (("wide", WIDE), ("narrow", NARROW))]
        return [(style, drawn) for style, drawn in found if drawn]

    @property
    def lines(self) -> list[tuple[str, line.Scale]]:
        """On a line of its own, in two sizes, where there is no chart; empty for an order."""
        found = [(style, line.large(self.counts, size)) for style, (size, *_) in (("wide", WIDE), ("narrow", NARROW))]
        return [] if self.charts else [(style, drawn) for style, drawn in found if drawn]

    @property
    def has_drawing(self) -> bool:
        return self.scale is not None


@dataclass(frozen=True)
class Part:
    """A chapter: its code, its words, the figure that opens it, the others."""

    code: str
    label: str
    opening: Told
    rows: tuple[Told, ...]

    @property
    def signs(self) -> list[str]:
        """The marks that its drawings use, for their key, in its order."""
        used = {
            sign.kind if not sign.is_earlier else "earlier"
            for each in (self.opening, *self.rows)
            if each.scale
            for sign in each.scale.signs
        }
        return [kind for kind in KEY if kind in used]

    @property
    def sources(self) -> list[Source]:
        """Those of its figures, each once."""
        figures = [figure for told in (self.opening, *self.rows) for figure in told.series.figures]
        return list(dict.fromkeys(figure.source for figure in figures))


KEY = ("dot", "earlier", "over", "about", "nearly", "up-to", "range")


def told(series: Series) -> Told:
    return Told(series, tuple(count_of(figure, date_of(figure)) for figure in series.figures))


def parts(figures: Iterable[KeyFigure]) -> list[Part]:
    """The chapters that have figures, in their order; the first of each opens it."""
    by_chapter: dict[str, list[Told]] = {}
    for series in grouped(figures):
        by_chapter.setdefault(series.newest.chapter, []).append(told(series))
    return [
        Part(chapter.value, str(chapter.label), by_chapter[chapter][0], tuple(by_chapter[chapter][1:]))
        for chapter in Chapter
        if chapter in by_chapter
    ]


@version.kept
def figure_told(code: str) -> Told | None:
    """The published figure of this code with all counts of its series; None without one."""
    every = grouped(KeyFigure.objects.published().for_list())
    found = next((series for series in every if any(figure.code == code for figure in series.figures)), None)
    return told(found) if found else None
