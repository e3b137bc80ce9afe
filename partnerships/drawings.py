"""What is drawn of partnerships: the countries of a form, each in its own scale, and the years known of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnerships.enums import EventKind
from partnerships.models import Modality, Partnership
from partnerships.rows import Row, rows_of
from portal.core.content import version
from portal.core.dates import PartialDate
from portal.core.drawing.labels import Label, Line, Wanted, place
from portal.core.drawing.paths import Box, tenth
from portal.core.lists.filters import name_of
from portal.core.text import numbers
from sites.countries.outline import Small, small

FEWEST = 2
"""A form of one partnership needs no comparison of countries."""


@dataclass(frozen=True)
class Multiple:
    """One partnership: its countries side by side, its town or its country by name."""

    kind: str
    maps: tuple[Small, ...]
    name: str
    country: str


@version.kept
def multiples_of(code: str) -> list[Multiple]:
    """The small countries of a form by its code."""
    form = Modality.objects.answering().for_detail().filter(code=code).first()
    return multiples(form) if form else []


def multiples(form: Modality) -> list[Multiple]:
    """The partnerships of a form of a network, by country; one without an outline is left out."""
    rows = rows_of(form) if form.network_id else []
    found = [_multiple(form.code, row) for row in rows]
    return [each for each in found if each] if len(found) >= FEWEST else []


def _multiple(kind: str, row: Row) -> Multiple | None:
    maps = []
    for country in row.countries:
        own = [place for place in row.places if place.country_id == country.pk]
        drawn = small(country.code, [(float(place.longitude), float(place.latitude)) for place in own])
        maps += [drawn] if drawn else []
    countries = ", ".join(name_of(country).value for country in row.countries)
    name = name_of(row.places[0]).value if row.places else countries
    return Multiple(kind, tuple(maps), name, countries if row.places else "") if maps else None


# --- the years of one ------------------------------------------------------------------------------------------------

LENGTH, AXIS, HEIGHT = 340.0, 58.0, 92.0
SIDE = 44.0  # at both ends


@dataclass(frozen=True)
class Moment:
    """Something dated on the strip; a year stands in its middle."""

    x: float
    is_planned: bool


@dataclass(frozen=True)
class Years:
    """What `components/drawings/years.html` draws."""

    box: str
    axis: float
    length: float
    moments: tuple[Moment, ...]
    ticks: tuple[tuple[float, str], ...]
    labels: tuple[Label, ...]


def years(partnership: Partnership) -> Years | None:
    """The dates known of a partnership on one line; None if there is none."""
    dated = [(event.date, event.get_kind_display(), event.kind) for event in partnership.events.all() if event.date]
    if partnership.started and EventKind.SIGNED not in {kind for _, _, kind in dated}:
        dated.append((partnership.started, "", ""))
    return strip([(when, words, kind == EventKind.PLANNED) for when, words, kind in dated]) if dated else None


def strip(dated: Sequence[tuple[PartialDate, str, bool]]) -> Years:
    """(date, words, whether it was only planned) on a line from the first year to the end of the last one."""
    first = min(when.earliest.year for when, *_ in dated)
    last = max(when.latest.year for when, *_ in dated) + 1
    px = LENGTH / (last - first)
    xs = [tenth((_middle(when) - first) * px) for when, *_ in dated]
    asked = [
        Wanted((x, AXIS), ((Line(numbers.partial_date(when), 15, "drawn-end"), Line(words, 13)),), 7)
        for x, (when, words, _) in zip(xs, dated, strict=True)
    ]
    above = Box(-SIDE, 0, LENGTH + SIDE, AXIS - 6)
    step = next(step for step in (1, 2, 5, 10, 20, 50) if step * px >= 48)
    ticks = [(tenth((year - first) * px), str(year)) for year in range(first, last + 1) if year % step == 0]
    return Years(
        Box(-SIDE, 0, LENGTH + SIDE, HEIGHT).view,
        AXIS,
        LENGTH,
        tuple(Moment(x, is_planned) for x, (*_, is_planned) in zip(xs, dated, strict=True)),
        tuple(ticks),
        tuple(place(asked, above)),
    )


def _middle(when: PartialDate) -> float:
    """The middle of what is known, in years."""
    start, end = _year(when.earliest), _year(when.latest)
    return (start + end) / 2


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25
