"""A key figure as files: its counts as CSV, its drawing as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse

from portal.core.drawing.picture import Picture
from portal.core.lists.facets import Question
from portal.core.lists.formats import Format, cell, plain, table
from portal.core.text import languages, numbers
from portal.pages.chapters import WIDE, Told
from portal.pages.drawings import line
from portal.pages.models import KeyFigure

COLUMNS = (
    *(
        "id",
        "name",
        "exactness",
        "value",
        "value_to",
        "unit",
        "scope",
        "reference_date",
        "date",
        "source",
        "source_date",
    ),
    *("note", "url"),
)


class Asked(Question):
    """A figure that is asked for as a file: without filters, of one row for each count."""

    def __init__(self, told: Told) -> None:
        super().__init__(QueryDict())
        self.told = told


def comma_separated(asked: Asked, origin: str) -> Iterator[str]:
    """One line per count, the newest first."""
    yield table(
        [
            [*COLUMNS],
            *([cell(plain(value)) for value in _row(asked, figure, origin)] for figure in asked.told.series.figures),
        ],
        is_start=True,
    )


def _row(asked: Asked, figure: KeyFigure, origin: str) -> list[object]:
    source = figure.source
    known = {
        "id": figure.code,
        "exactness": figure.qualifier,
        "value": _number(figure.value),
        "value_to": _number(figure.value_to),
        "unit": figure.unit,
        "reference_date": figure.reference_date,
        "date": next(count.date for each, count in asked.told.dated if each == figure),
        "source": f"{source.publisher}, {languages.text_of(source, 'title')}",
        "source_date": numbers.source_date(source.basis, source.dated, source.dated_to),
        "url": address_of(figure, origin),
    }
    return [known[key] if key in known else languages.text_of(figure, key).value for key in COLUMNS]


def _number(value: Decimal | None) -> float | int | None:
    """A decimal as JSON and spreadsheets have it."""
    return None if value is None else float(value) if value % 1 else int(value)


def scalable(asked: Asked, origin: str) -> Iterator[str]:
    """The large drawing of the figure."""
    told, source = asked.told, asked.told.figure.source
    time = dict(told.charts).get("wide")
    high = WIDE[1] if time else line.LARGE_HEIGHT
    yield Picture(
        title=f"{languages.text_of(told.figure, 'name')}: {told.counts[0].words}",
        date=told.date,
        says=str(languages.text_of(told.figure, "scope")),
        source=f"{source.publisher}, {languages.text_of(source, 'title')} ({numbers.source_date(source.basis, source.dated, source.dated_to)})",
        address=address_of(told.figure, origin),
        template=f"components/drawings/plot_{'time' if time else 'line'}.html",
        context={"chart": time, "scale": dict(told.lines).get("wide")},
        size=(WIDE[0], high),
    ).svg()


def address_of(figure: KeyFigure, origin: str) -> str:
    return f"{origin}{reverse('pages:key-figures')}#figure-{figure.code}"


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", comma_separated),
    "svg": Format("SVG", "image/svg+xml; charset=utf-8", scalable),
}


def formats_of(told: Told) -> dict[str, Format]:
    """Those of a figure: what is an order has no drawing."""
    return FORMATS if told.has_drawing else {"csv": FORMATS["csv"]}
