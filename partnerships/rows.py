"""The partnerships of one form as rows of its page, country by country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnerships.models import Modality, Partnership
from sites.enums import PlaceKind
from sites.models import Country


@dataclass(frozen=True)
class Row:
    """One partnership: its country (of several, the first in the alphabet), its places that are no whole country."""

    partnership: Partnership
    countries: list[Country]
    places: list[Any]

    @property
    def sort_key(self) -> tuple[str, str]:
        first = self.countries[0] if self.countries else None
        return (first.sort_key or "") if first else "", self.partnership.sort_key or ""


def rows_of(form: Modality) -> list[Row]:
    """Its public partnerships, by country, then by name; they come with their related rows (`for_detail`)."""
    return sorted((_row(each) for each in form.partnerships.all()), key=lambda row: row.sort_key)


def _row(partnership: Partnership) -> Row:
    places = [place for place in partnership.places.all() if place.kind != PlaceKind.COUNTRY]
    return Row(partnership, _ordered(partnership.countries.all()), places)


def _ordered(countries: Iterable[Country]) -> list[Country]:
    return sorted(countries, key=lambda country: (country.sort_key or "", country.code))
