"""What ties records together across rooms: each room tells the ones below it what of its own belongs to a record.

The page of an institution shows its cooperations and partnerships without its room importing theirs: those rooms
register here, in their `related.py`, which is found at first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from portal.core.content import version
from portal.core.registry import Registry

Find = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Tie:
    """One list on a record's page: its heading, and the published records in it."""

    code: str
    label: str
    records: list[Any]


_registered: Registry[int, tuple[type[models.Model], str, str | Promise, Find]] = Registry("related")


def register(model: type[models.Model], code: str, label: str | Promise, find: Find) -> None:
    """`find(record)` gives the published records that belong to a record of `model`, under the heading `label`."""
    _registered.append((model, code, label, find))


@version.kept
def of(record: models.Model) -> list[Tie]:
    """Every list that is not empty, in the order in which the rooms registered."""
    found = [
        (code, label, list(find(record)))
        for model, code, label, find in _registered.values()
        if isinstance(record, model)
    ]
    return [Tie(code, str(label), records) for code, label, records in found if records]


# --- the same ties as rows of the database: for counting, filtering and ordering many records at once -----------------


@dataclass(frozen=True)
class Pairs:
    """Which records of a model are tied to which records of an upper room.

    `rows()` gives rows that hold a pair, of published records only; `owner` and `tied` lead from a row to either end,
    `theme` to the code of a theme of the tied record ("" where it has none).
    """

    rows: Callable[[], models.QuerySet[Any]]
    owner: str
    tied: str
    theme: str = ""


_pairs: Registry[int, tuple[type[models.Model], Pairs]] = Registry("related")


def register_pairs(model: type[models.Model], pairs: Pairs) -> None:
    _pairs.append((model, pairs))


def _pairs_of(model: type[models.Model]) -> list[Pairs]:
    return [pairs for owner, pairs in _pairs.values() if owner is model]


def number_of(model: type[models.Model]) -> Any:
    """An expression for the number of ties of a record of `model`."""
    number: Any = Value(0)
    for pairs in _pairs_of(model):
        own = pairs.rows().filter(**{pairs.owner: OuterRef("pk")}).order_by().values(pairs.owner)
        counted = own.annotate(tie_number=Count(pairs.tied, distinct=True)).values("tie_number")
        number = number + Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return number


def themed(model: type[models.Model]) -> list[Pairs]:
    """The pairs of records of `model` that lead on to a theme."""
    return [pairs for pairs in _pairs_of(model) if pairs.theme]
