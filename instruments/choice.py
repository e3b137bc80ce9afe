"""Two instruments side by side, where a window has no room for all: chosen by their codes in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from instruments.models import Instrument
from portal.core.lists.facets import SHOWN

KEYS = ("a", "b")
FIRST, SECOND, OTHER = "first", "second", "other"


@dataclass(frozen=True)
class Choice:
    """Every instrument compared with its side, "other" for those that a narrow window leaves out; and what was not found."""

    columns: list[tuple[Instrument, str]]
    unknown: list[str]
    is_asked: bool
    query: str  # of the filters, which a choice keeps

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to choose: two fit into every window."""
        return len(self.columns) > len(KEYS)

    @property
    def kept_filters(self) -> list[tuple[str, str]]:
        """Names and values that the form sends along."""
        return parse_qsl(self.query)


def choice(compared: Sequence[Instrument], asked: Mapping[str, str], query: str = "") -> Choice:
    """The two that the address names; the first ones for what it does not name, or names wrongly."""
    by_code = {instrument.code: instrument for instrument in compared}
    wanted = [(asked.get(key) or "").strip() for key in KEYS]
    left = [code for code in by_code if code not in wanted]
    sides: dict[str, str] = {}
    for code, side in zip(wanted, (FIRST, SECOND), strict=True):
        if code not in by_code or code in sides:
            code = left.pop(0) if left else ""
        sides.setdefault(code, side)
    return Choice(
        [(instrument, sides.get(code, OTHER)) for code, instrument in by_code.items()],
        [code[:SHOWN] for code in wanted if code and code not in by_code],
        any(wanted),
        query,
    )
