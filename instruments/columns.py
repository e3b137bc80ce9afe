"""The partners of a cooperation, as a column of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from instruments.enums import Side
from instruments.models import Partner
from portal.editing.tables.columns import Codes, Column, split
from sites.models import Institution, Place

FORESEEN = "?"


@dataclass(frozen=True)
class Wanted:
    """One partner as a cell names it: "dkfz", "dkfz@heidelberg", "@heidelberg" (no body named), "dkfz?" (foreseen)."""

    institution: Institution | None
    place: Place | None
    is_foreseen: bool

    def __str__(self) -> str:
        return said(self.institution, self.place, self.is_foreseen)


def said(institution: Institution | None, place: Place | None, is_foreseen: bool) -> str:
    at = f"@{place.code}" if place else ""
    return (institution.code if institution else "") + at + (FORESEEN if is_foreseen else "")


class PartnersColumn(Column):
    """The partners of one side, in their order. Who stays keeps the sources of the row; who is left out goes."""

    is_late = True
    reads = ("partners__institution", "partners__place")
    label = gettext_lazy("partners: institution@place, “?” when only foreseen")  # type: ignore[assignment]

    def __init__(self, side: Side) -> None:
        self.side, self.name = side, f"partners_{side}"

    def text(self, record: Any) -> str:
        rows = record.partners.all() if record.pk else ()
        return ", ".join(said(p.institution, p.place, p.is_foreseen) for p in rows if p.side == self.side)

    def shown(self, value: list[Wanted]) -> str:
        return ", ".join(str(one) for one in value)

    def parse(self, cell: str, codes: Codes) -> list[Wanted]:
        return [self._wanted(part, codes) for part in split(cell)]

    def _wanted(self, part: str, codes: Codes) -> Wanted:
        body, _at, place = part.removesuffix(FORESEEN).partition("@")
        if not body and not place:
            raise ValidationError(_("“%(part)s” names neither an institution nor a place.") % {"part": part})
        return Wanted(
            codes.find(Institution, body) if body else None,
            codes.find(Place, place) if place else None,
            part.endswith(FORESEEN),
        )

    def put(self, record: Any, value: list[Wanted]) -> None:
        rows = list(Partner.objects.filter(cooperation=record, side=self.side))
        first = 1 if self.side == Side.FRENCH else 100  # the two sides are written apart, and never mix
        for order, one in enumerate(value, first):
            row = next((p for p in rows if (p.institution, p.place) == (one.institution, one.place)), None)
            if row is not None:
                rows.remove(row)
            row = row or Partner(cooperation=record, side=self.side, institution=one.institution, place=one.place)
            row.order, row.is_foreseen = order, one.is_foreseen
            row.save()
        for row in rows:
            row.delete()
