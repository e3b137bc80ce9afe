"""What sources say differently, on one scale: each version in its own row, all on the same axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from portal.core.drawing.paths import Box, tenth
from portal.core.enums import Exactness, Measure
from portal.core.text import numbers
from portal.pages.drawings.counts import Count, middle, typeset
from portal.pages.drawings.line import BASE, HEIGHT, LENGTH, SIDE, Scale, Sign, Tick, small_with
from portal.pages.enums import Qualifier, Unit

UNITS = {Measure.COUNT: Unit.COUNT, Measure.PERCENT: Unit.PERCENT, Measure.YEARS: Unit.COUNT}


def beside(versions: Iterable[Any]) -> list[tuple[Any, Scale | None]]:
    """Each version with its line; None for all where they do not all measure the same."""
    listed = list(versions)
    measures = {version.measure for version in listed}
    if len(listed) < 2 or len(measures) > 1 or Measure.NONE in measures:
        return [(version, None) for version in listed]
    found = dates(listed) if Measure.DATE in measures else amounts(listed)
    return list(zip(listed, found, strict=True))


def amounts(versions: Sequence[Any]) -> Sequence[Scale | None]:
    """Values from zero to a round number, or to 100 %; none where one of them is missing."""
    if any(version.value is None for version in versions):
        return [None] * len(versions)
    counts = [_count(version) for version in versions]
    return [
        small_with(count, counts, _years if version.measure == Measure.YEARS else None)
        for version, count in zip(versions, counts, strict=True)
    ]


def _count(version: Any) -> Count:
    exactness = Qualifier.OVER if version.exactness == Exactness.LEAST else Qualifier(version.exactness)
    return Count(version.value, None, exactness, UNITS[version.measure], 0.0, 0.0, is_dated=True, words="", date="")


def _years(value: Decimal) -> str:
    return typeset(numbers.years(int(value)))


def dates(versions: Sequence[Any]) -> Sequence[Scale | None]:
    """Dates between the start of the first year and the end of the last; none where one of them is missing."""
    if any(version.as_of is None for version in versions):
        return [None] * len(versions)
    first = min(version.as_of.year for version in versions)
    last = max(math.floor(middle(version.as_of)) for version in versions) + 1
    px = LENGTH / (last - first)
    ticks = (Tick(SIDE, BASE, str(first), "start"), Tick(SIDE + LENGTH, BASE, str(last), "end"))
    box = Box(0, 0, LENGTH + 2 * SIDE, HEIGHT).view
    return [
        Scale(
            box,
            BASE,
            SIDE,
            SIDE + LENGTH,
            ticks,
            (Sign("dot", tenth(SIDE + (middle(version.as_of) - first) * px), BASE),),
        )
        for version in versions
    ]
