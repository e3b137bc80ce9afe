"""What the rooms say on a country's page beside the map's features: each registers its own in its `related.py`.

A country's page thus shows projects and instruments without its room importing theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from portal.core.content import version
from portal.core.pages.related import Tie
from portal.core.registry import Registry
from sites.models import Country

Pairs = Iterable[tuple[Any, Iterable[str]]]
"""Published records, each with the ISO codes of its countries."""


@dataclass(frozen=True)
class Offer:
    """An instrument that applies in a country: how it starts, and (words, funding rule) of what it pays there."""

    instrument: Any
    beginning: str
    amounts: list[tuple[str, Any]]


_lists: Registry[str, tuple[str | Promise, Callable[[], Pairs]]] = Registry("related")
_offers: Registry[int, Callable[[Country], Iterable[Offer]]] = Registry("related")


def register(code: str, label: str | Promise, find: Callable[[], Pairs]) -> None:
    """`find()` gives every record of a kind, in a fixed number of queries; `label` is the heading of the list."""
    _lists.add(code, (label, find))


def register_offers(find: Callable[[Country], Iterable[Offer]]) -> None:
    """`find(country)` gives the instruments that apply there, in a fixed number of queries."""
    _offers.append(find)


@version.kept
def by_country() -> dict[str, list[Tie]]:
    """{ISO code: its lists, none of them empty}, for all countries at once."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for code, (label, find) in _lists.items():
        records: dict[str, list[Any]] = defaultdict(list)
        for record, countries in find():
            for country in dict.fromkeys(countries):
                records[country].append(record)
        for country, listed in records.items():
            found[country].append(Tie(code, str(label), listed))
    return dict(found)


@version.kept
def offers(country: Country) -> list[Offer]:
    """The instruments that apply in a country, in the order in which the rooms give them."""
    return [offer for find in _offers.values() for offer in find(country)]
