"""Related records across apps: each app registers which of its records belong to a record of a lower app.

The page of an institution thus shows its cooperations and partnerships without its app importing theirs: those apps
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
    """A list of related records on a record's page: its heading, and its published records."""

    code: str
    label: str
    records: list[Any]


_registered: Registry[int, tuple[type[models.Model], str, str | Promise, Find]] = Registry("related")


def register(model: type[models.Model], code: str, label: str | Promise, find: Find) -> None:
    """`find(record)` gives the published records that belong to a record of `model`, under the heading `label`."""
    _registered.append((model, code, label, find))


@version.kept
def of(record: models.Model) -> list[Tie]:
    """The non-empty lists of records related to `record`, in the order of registration."""
    found = [
        (code, label, list(find(record)))
        for model, code, label, find in _registered.values()
        if isinstance(record, model)
    ]
    return [Tie(code, str(label), records) for code, label, records in found if records]


# --- the same relations as rows of the database, to count, filter and order many records at once ----------------------


@dataclass(frozen=True)
class Pairs:
    """Query for pairs of related records, one of a model and one of a higher app.

    `rows()` returns rows that hold a pair of published records; `owner` and `tied` are the lookups from a row to either
    record, `theme` the one to the code of a theme of the tied record ("" if it has none).
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
    """Query expression for the number of records related to a record of `model`."""
    number: Any = Value(0)
    for pairs in _pairs_of(model):
        own = pairs.rows().filter(**{pairs.owner: OuterRef("pk")}).order_by().values(pairs.owner)
        counted = own.annotate(tie_number=Count(pairs.tied, distinct=True)).values("tie_number")
        number = number + Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return number


def themed(model: type[models.Model]) -> list[Pairs]:
    """The pairs registered for `model` whose related records have a theme."""
    return [pairs for pairs in _pairs_of(model) if pairs.theme]
