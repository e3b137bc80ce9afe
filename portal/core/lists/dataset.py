"""What can be listed, filtered and taken away: each room declares its own lists in `listings.py`, found at first use.

A data set is one list of published records: its filters, its orders, its columns. The page, the files and the page that
describes all data sets start from the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from portal.core.lists.filters import ByCode
from portal.core.text.languages import Text, text_of

Words = str | Promise


@dataclass(frozen=True)
class Cell:
    """One column of the files: an English key that never changes, its words, what it holds for a record.

    `value(record)` may give a text, a number, a truth, a partial or whole date, None for what is not stated, or a list of
    these. `type` says what to expect: "text", "code", "address", "date", "number", "truth", or "list of …".
    """

    key: str
    label: Words
    help: Words
    value: Callable[[Any], Any]
    type: str = "text"


@dataclass(frozen=True)
class Spot:
    """Where a record is: WGS84 degrees."""

    longitude: float
    latitude: float


@dataclass(frozen=True)
class Heading:
    """What heads a group of rows. `code` is the value of the filter that counts the group."""

    code: str
    name: Text
    lead: Text | None = None
    address: str | None = None
    about: str = ""
    """The words of the link to `address`; without them the name is the link."""


@dataclass(frozen=True)
class Order:
    """A way to order the list. `by()` gives words of `order_by`; the code comes last by itself: no page repeats a row.

    `group(record)` heads the group that a record stands in under this order; `facet` is the filter that counts the group.
    """

    key: str
    label: Words
    by: Callable[[], tuple[Any, ...]]
    group: Callable[[Any], Heading] | None = None
    facet: str = ""


@dataclass(frozen=True)
class Dataset:
    """A list of published records and all that may be asked of it.

    `records()` gives the published records, unordered; `for_page` and `for_files` add what a card, a line needs. The page
    answers at the address named `page`, the files at the one named `files`, which takes an `ending`. `places(record)`
    gives the spots of a record; without it there is no GeoJSON. `more_formats` are the formats of this list alone.
    `remarks(record)` are sentences that a feed says before the summary.
    """

    code: str
    title: Words
    description: Words
    page: str
    files: str
    records: Callable[[], QuerySet[Any]]
    how_many: Callable[[int], str]
    facets: tuple[ByCode, ...]
    orders: tuple[Order, ...]
    columns: tuple[Cell, ...]
    for_page: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    for_files: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    places: Callable[[Any], Iterable[Spot]] | None = None
    remarks: Callable[[Any], Iterable[Any]] | None = None
    more_formats: Mapping[str, Any] = field(default_factory=dict)
    per_page: int = 60

    @property
    def page_address(self) -> str:
        """Path of the page in the active language."""
        return reverse(self.page)

    def file_address(self, ending: str) -> str:
        """Path of the file with this ending in the active language."""
        return reverse(self.files, kwargs={"ending": ending})


_registered: dict[str, Dataset] = {}


def register(dataset: Dataset) -> Dataset:
    """Adds a data set; gives it back, so that its room can keep it under a name."""
    _registered[dataset.code] = dataset
    return dataset


@cache
def _discover() -> None:
    autodiscover_modules("listings")


def datasets() -> dict[str, Dataset]:
    """Every data set by its code."""
    _discover()
    return dict(_registered)


# --- columns that every record has -----------------------------------------------------------------------------------


def record_columns(*own: Cell) -> tuple[Cell, ...]:
    """The columns that every list has, around those of its own. `for_files` then prefetches "sources"."""
    return (
        Cell("id", _("Identifier"), _("Short code that never changes, the same in both languages."), _code, "code"),
        Cell("name", _("Name"), _("Name in the language of the file."), lambda record: text_of(record, "name")),
        Cell("url", _("Page"), _("Address of its page on this site."), lambda record: record.public_address, "address"),
        Cell("summary", _("Summary"), _("One or two sentences."), lambda record: text_of(record, "summary")),
        *own,
        Cell("as_of", _("As of"), _("The date for which the sources say it, as far as it is known."), _as_of, "date"),
        Cell("sources", _("Sources"), _("The documents and pages that state it."), _sources, "list of text"),
        Cell(
            "source_urls",
            _("Addresses of the sources"),
            _("Web addresses of those sources that have one."),
            lambda record: [source.url for source in record.sources.all() if source.url],
            "list of address",
        ),
    )


def _code(record: Any) -> str:
    return record.code


def _as_of(record: Any) -> Any:
    return record.as_of


def _sources(record: Any) -> list[str]:
    return [str(source) for source in record.sources.all()]
