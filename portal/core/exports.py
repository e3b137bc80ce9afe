"""Every set of data that the site gives away: its lists, and what else rooms add in their `lists.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from portal.core.content import revisions
from portal.core.lists.exporters import formats_of
from portal.core.lists.formats import Format
from portal.core.lists.record_list import Cell, RecordList, Words, lists
from portal.core.registry import Registry


@dataclass(frozen=True)
class Export:
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


def of_list(record_list: RecordList) -> Export:
    """A list as it is given away whole, without a filter."""
    return Export(
        *(record_list.code, record_list.title, record_list.description, record_list.page, record_list.files),
        formats=formats_of(record_list),
        fields=record_list.columns,
        count=lambda: record_list.records().count(),
        changed=lambda: revisions.newest(record_list.records()),
    )


_others: Registry[str, Export] = Registry("lists")


def register(export: Export) -> None:
    _others.add(export.code, export)


def exports() -> list[Export]:
    """Every set of data: the lists, then what rooms added."""
    found: list[Any] = [*map(of_list, lists().values()), *_others.values()]
    return found
