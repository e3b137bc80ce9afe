"""What ties records together across rooms: each room tells the ones below it what of its own belongs to a record.

The page of an institution shows its cooperations and partnerships without its room importing theirs: those rooms
register here, in their `ties.py`, which is found at first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

Find = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Tie:
    """One list on a record's page: its heading, and the published records in it."""

    code: str
    label: str
    records: list[Any]


_registered: list[tuple[type[models.Model], str, str | Promise, Find]] = []


def register(model: type[models.Model], code: str, label: str | Promise, find: Find) -> None:
    """`find(record)` gives the published records that belong to a record of `model`, under the heading `label`."""
    _registered.append((model, code, label, find))


@cache
def _discover() -> None:
    autodiscover_modules("ties")


def of(record: models.Model) -> list[Tie]:
    """Every list that is not empty, in the order in which the rooms registered."""
    _discover()
    found = [(code, label, list(find(record))) for model, code, label, find in _registered if isinstance(record, model)]
    return [Tie(code, str(label), records) for code, label, records in found if records]
