"""What a kind says of its citations, where that does not follow from the model; each room tells it in its `kinds.py`.

Every record with a page of its own is cited (`portal/opendata/citation.py`). A kind adds that a page is not always there,
or what stands beside the title where the record is a line of a page, such as a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from portal.core.registry import Registry


@dataclass(frozen=True)
class Cited:
    """What the citations of a kind add to the title, and of which of its records there are any."""

    note: Callable[[Any], str] | None = None
    has_page: Callable[[Any], bool] = lambda record: True


_of_kinds: Registry[type[models.Model], Cited] = Registry("kinds")
_USUAL = Cited()


def register(model: type[models.Model], cited: Cited) -> None:
    """Makes the records of `model` cited as `cited` says; with a `note`, also those that are a line of a page."""
    _of_kinds.add(model, cited)


def of_kind(model: type[models.Model]) -> Cited:
    """What was said of the citations of `model`, else what holds for every record with a page of its own."""
    return _of_kinds.get(model, _USUAL)
