"""What ties us to a country in one line: how many of each kind, and the first year that a source speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from portal.core.templatetags.portal import uncapitalised
from portal.core.text.languages import Text
from sites.atlas.feature import Feature, Kind

LAST_COUNTED = 2  # the rooms in the legend up to which a kind is a tie: an office or a representative is not
NEVER_ADDED = {"institutional-agreement"}  # a country that is named and a partner there may be one and the same


@dataclass(frozen=True)
class Count:
    """How many of one kind, in words; `number` is None where the rows are never added up."""

    number: int | None
    name: Text


@dataclass(frozen=True)
class Tally:
    """The counts in the order of the map's legend, and the first year known; None where no source says any."""

    counts: tuple[Count, ...]
    since: int | None


def tally(features: Iterable[Feature], country: str) -> Tally:
    """Of the features of a country, those that tie us to somebody there; a prospective partner is none yet."""
    ties = [
        feature for feature in features if feature.kind.order[0] <= LAST_COUNTED and not _is_foreseen(feature, country)
    ]
    counts = [_count(kind, list(found)) for kind, found in groupby(ties, key=lambda feature: feature.kind)]
    dates = [date for feature in ties if (date := feature.started or feature.as_of)]
    return Tally(tuple(counts), min((date.year for date in dates), default=None))


def _is_foreseen(feature: Feature, country: str) -> bool:
    there = [point for point in feature.abroad if point.area.code == country]
    return bool(there) and all(point.is_foreseen for point in there)


def _count(kind: Kind, found: list[Feature]) -> Count:
    name = found[0].label if len(found) == 1 else kind.name
    words = name.value if _is_a_name(name.value) else uncapitalised(name.value)
    number = None if kind.code in NEVER_ADDED and len(found) > 1 else len(found)
    return Count(number, replace(name, value=words))


def _is_a_name(words: str) -> bool:
    """Whether it keeps its first capital inside a sentence: "Joint Labs", but "partner sites"."""
    return all(word.istitle() for word in words.split()[:2])
