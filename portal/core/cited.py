"""What a kind says of its citations, where that does not follow from the model; each room tells it in its `kinds.py`.

Every record with a page of its own is cited (`portal/opendata/citation.py`). A kind adds that a page is not always there,
where it is, or what stands beside the title where the record is a line of a page, such as a figure. A page that shows all
records of a kind, such as the glossary, is cited as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from portal.core.registry import Registry


@dataclass(frozen=True)
class Cited:
    """What the citations of a kind add to the title, and of which of its records there are any."""

    note: Callable[[Any], str] | None = None
    address: Callable[[Any, str], str | None] | None = None  # record, language; the resource knows it, if not said
    has_page: Callable[[Any], bool] = lambda record: True


@dataclass(frozen=True)
class Whole:
    """A page that is cited as a whole: the name of its address, its title, and the model whose records date it."""

    page: str
    title: str | Promise
    model: type[models.Model]


_wholes: Registry[str, Whole] = Registry("kinds")
_of_kinds: Registry[type[models.Model], Cited] = Registry("kinds")
_USUAL = Cited()


def register(model: type[models.Model], cited: Cited) -> None:
    """Makes the records of `model` cited as `cited` says; with a `note`, also those that are a line of a page."""
    _of_kinds.add(model, cited)


def of_kind(model: type[models.Model]) -> Cited:
    """What was said of the citations of `model`, else what holds for every record with a page of its own."""
    return _of_kinds.get(model, _USUAL)


def register_whole(code: str, whole: Whole) -> None:
    """Makes a page cited as a whole, under this code."""
    _wholes.add(code, whole)


def whole(code: str) -> Whole | None:
    """The page that is cited as a whole under this code."""
    return _wholes.get(code)
