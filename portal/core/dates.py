"""Dates that say how much of them is known. Pure Python, no Django."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day, as a source states it. Ordered by its ISO text ("2025" before "2025-10")."""

    iso: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From "2025", "2025-10" or "2025-10-15". Raises ValueError for any other form or an impossible date."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, month, day = found.groups()
        date(int(year), int(month or 1), int(day or 1))
        return cls(text)

    @property
    def precision(self) -> str:
        """ "year", "month" or "day"."""
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    @property
    def earliest(self) -> date:
        """The first day it may be."""
        return date(self.year, int(self.iso[5:7] or 1), int(self.iso[8:10] or 1))

    @property
    def latest(self) -> date:
        """The last day it may be."""
        if self.precision == "day":
            return self.earliest
        month = int(self.iso[5:7] or 12)
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.iso
