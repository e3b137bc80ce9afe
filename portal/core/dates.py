"""Partial dates: dates known to the decade, year, month or day. Pure Python, no Django."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"([0-9]{3}X)|([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A decade, year, month or day as a source states it, in ISO 8601-2.

    Ordered by its ISO text: "2025" before "2025-10", a decade after its years.
    """

    iso: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Parses "199X", "2025", "2025-10" or "2025-10-15"; raises ValueError for another form or an invalid date."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(text)
        decade, year, month, day = found.groups()
        date(int(year or decade.replace("X", "0")), int(month or 1), int(day or 1))
        return cls(text)

    @property
    def precision(self) -> str:
        """What is known: "decade", "year", "month" or "day"."""
        return "decade" if self.iso.endswith("X") else {4: "year", 7: "month", 10: "day"}[len(self.iso)]

    @property
    def year(self) -> int:
        """The earliest possible year."""
        return int(self.iso[:4].replace("X", "0"))

    @property
    def plain_iso(self) -> str:
        """The date in ISO 8601-1, for HTML and schema.org; "" for a decade, which that standard lacks."""
        return "" if self.precision == "decade" else self.iso

    @property
    def earliest(self) -> date:
        """The earliest possible day."""
        return date(self.year, int(self.iso[5:7] or 1), int(self.iso[8:10] or 1))

    @property
    def latest(self) -> date:
        """The latest possible day."""
        if self.precision == "day":
            return self.earliest
        if self.precision == "decade":
            return date(self.year + 9, 12, 31)
        month = int(self.iso[5:7] or 12)
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.iso
