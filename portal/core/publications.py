"""Every set of data that the site gives away: the lists of `lists/dataset.py`, and what rooms add in their `publications.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from portal.core.content import revisions
from portal.core.lists.dataset import Cell, Dataset, Words, datasets
from portal.core.lists.exporters import formats_of
from portal.core.lists.formats import Format


@dataclass(frozen=True)
class Publication:
    """A set of data: its words, where its page and its files are, what its fields are, how much it holds.

    `files` is the name of the files' address, which takes an `ending`.
    """

    code: str
    title: Words
    description: Words
    page: str
    files: str
    formats: Mapping[str, Format]
    fields: tuple[Cell, ...]
    count: Callable[[], int]
    changed: Callable[[], datetime | None]

    def address(self, ending: str) -> str:
        """Path of the file with this ending in the active language."""
        return reverse(self.files, kwargs={"ending": ending})

    @property
    def page_address(self) -> str:
        """Path of the page in the active language."""
        return reverse(self.page)


def of_listing(dataset: Dataset) -> Publication:
    """A list as it is given away whole, without a filter."""
    return Publication(
        *(dataset.code, dataset.title, dataset.description, dataset.page, dataset.files),
        formats=formats_of(dataset),
        fields=dataset.columns,
        count=lambda: dataset.records().count(),
        changed=lambda: revisions.newest(dataset.records()),
    )


_registered: dict[str, Publication] = {}


def register(publication: Publication) -> None:
    _registered[publication.code] = publication


@cache
def _discover() -> None:
    autodiscover_modules("publications")


def publications() -> list[Publication]:
    """Every set of data: the lists, then what rooms added."""
    _discover()
    found: list[Any] = [*map(of_listing, datasets().values()), *_registered.values()]
    return found
