"""The partners of a cooperation, as a column of its table."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from instruments.enums import Side
from instruments.models import Partner
from portal.core.content.differences import Document
from portal.editing.tables.columns import Codes, Column, split
from sites.models import Institution, Place

FORESEEN = "?"


@dataclass(frozen=True)
class Wanted:
    """One partner as a cell names it: "dkfz", "dkfz@heidelberg", "@heidelberg" (no body named), "dkfz?" (foreseen)."""

    institution: str | None
    place: str | None
    is_foreseen: bool

    def __str__(self) -> str:
        at = f"@{self.place}" if self.place else ""
        return (self.institution or "") + at + (FORESEEN if self.is_foreseen else "")


def wanted(row: Document) -> Wanted:
    """The partner of a row of a cooperation's document."""
    return Wanted(row.get("institution"), row.get("place"), bool(row.get("is_foreseen")))


class PartnersColumn(Column):
    """The partners of one side, in their order. Who stays keeps the sources of the row; who is left out goes."""

    label = gettext_lazy("partners: institution@place, “?” when only foreseen")  # type: ignore[assignment]

    def __init__(self, side: Side) -> None:
        self.side, self.name = side, f"partners_{side}"

    def _rows(self, document: Document, *, of_side: bool = True) -> list[Document]:
        default = Partner._meta.get_field("side").get_default()  # type: ignore[union-attr]
        return [row for row in document.get("partners", []) if (row.get("side", default) == self.side) is of_side]

    def text(self, document: Document) -> str:
        return ", ".join(str(wanted(row)) for row in self._rows(document))

    def parse(self, cell: str, codes: Codes) -> list[Wanted]:
        return [self._wanted(part, codes) for part in split(cell)]

    def _wanted(self, part: str, codes: Codes) -> Wanted:
        body, _at, place = part.removesuffix(FORESEEN).partition("@")
        if not body and not place:
            raise ValidationError(_("“%(part)s” names neither an institution nor a place.") % {"part": part})
        return Wanted(
            codes.find(Institution, body).code if body else None,
            codes.find(Place, place).code if place else None,
            part.endswith(FORESEEN),
        )

    def put(self, document: Document, value: list[Wanted]) -> None:
        known, rows = self._rows(document), []
        for one in value:
            row = next(
                (r for r in known if (r.get("institution"), r.get("place")) == (one.institution, one.place)), None
            )
            if row is not None:
                known.remove(row)
            told = {"side": str(self.side), "institution": one.institution, "place": one.place}
            told = {name: code for name, code in told.items() if code}
            kept = {name: each for name, each in (row or told).items() if name != "is_foreseen"}
            rows.append({**kept, **({"is_foreseen": True} if one.is_foreseen else {})})
        others = self._rows(document, of_side=False)  # the two sides are written apart, and never mix
        partners = [*rows, *others] if self.side == Side.FRENCH else [*others, *rows]
        document.pop("partners", None)
        if partners:
            document["partners"] = partners
