"""Axes of values, from zero to a round number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Final

STEPS: Final = (Decimal(1), Decimal(2), Decimal(5))
ENDS: Final = tuple(Decimal(each) for each in ("1", "1.5", "2", "3", "4", "5", "6", "8"))


@dataclass(frozen=True)
class Axis:
    """From zero to `end`, over a length; `ticks` are its values at each step."""

    end: Decimal
    step: Decimal
    length: float

    def at(self, value: Decimal) -> float:
        return float(value / self.end) * self.length

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        return tuple(self.step * n for n in range(int(self.end / self.step) + 1))


def rounds(mantissas: tuple[Decimal, ...], least: Decimal) -> Iterator[Decimal]:
    """Round numbers, upwards from the power of ten below `least`."""
    first = least.adjusted() if least else 0
    for power in count(first):
        yield from (each.scaleb(power) for each in mantissas)


def up_to(most: Decimal, length: float, *, steps: int = 5, is_whole: bool = True) -> Axis:
    """An axis of at most so many equal steps that holds `most`; `is_whole`: things are counted, never halves of them."""
    found = next(step for step in rounds(STEPS, most / steps) if _fits(step, is_whole) and step * steps >= most)
    number = max(1, math.ceil(most / found))
    return Axis(found * number, found, length)


def ends_at(most: Decimal, length: float, *, is_whole: bool = True) -> Axis:
    """An axis that says nothing but its two ends; the second is the next round number above `most`, which is never the end."""
    end = next(end for end in rounds(ENDS, most) if _fits(end, is_whole) and end > most)
    return Axis(end, end, length)


def _fits(number: Decimal, is_whole: bool) -> bool:
    return not is_whole or number == number.to_integral_value()
