"""What can be listed, filtered, sorted, paged and taken away: each room declares its own lists in `lists.py`.

A list holds published records: its filters, its orders, its columns. The page, the files, the page that describes all sets
of data and, unless its room has views of its own, the addresses start from the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core.lists.filters import ByCode
from portal.core.registry import Registry
from portal.core.text import numbers
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
    is_counted: bool = True
    """Whether the number of rows counts things of the world, and so stands beside the name."""


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
class RecordList:
    """A list of published records and all that may be asked of it.

    `records()` gives the published records, unordered; `for_page` and `for_files` add what a card, a line needs. The page
    answers at the address named `page`, the files at the same name and "-file", which takes an `ending`. `places(record)`
    gives the spots of a record; without it there is no GeoJSON. `more_formats` are the formats of this list alone.
    `remarks(record)` are sentences that a feed says before the summary. `rank` is the place among the sets of data.

    `address`, such as "ships/", is where a list of a single `model` answers when its room has no views of its own.
    """

    code: str
    title: Words
    description: Words
    page: str
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
    rank: int = 100
    model: Any = None
    address: Words = ""

    @property
    def files(self) -> str:
        """Name of the files' address."""
        return f"{self.page}-file"

    @property
    def page_address(self) -> str:
        """Path of the page in the active language."""
        return reverse(self.page)

    def file_address(self, ending: str) -> str:
        """Path of the file with this ending in the active language."""
        return reverse(self.files, kwargs={"ending": ending})


_lists: Registry[str, RecordList] = Registry("lists")


def register(record_list: RecordList) -> RecordList:
    """Adds a list; gives it back, so that its room can keep it under a name."""
    return _lists.add(record_list.code, record_list)


def lists() -> dict[str, RecordList]:
    """Every list by its code, in the order of their ranks: which room was imported first is an accident of addresses."""
    return dict(sorted(_lists.items(), key=lambda item: (item[1].rank, item[0])))


def list_of(model: Any, description: Words, **own: Any) -> RecordList:
    """The list of all published records of a model that has pages, by name; `own` says what is else, or more."""
    meta = model._meta
    usual: dict[str, Any] = {
        "code": model.list_url_name.rpartition(":")[2],
        "title": capfirst(meta.verbose_name_plural),
        "page": model.list_url_name,
        "records": lambda: model.objects.published(),
        "how_many": _how_many,
        "facets": (),
        "orders": (Order("name", _("By name"), lambda: ("sort_key",)),),
        "columns": record_columns(),
        "for_files": lambda rows: rows.prefetch_related("sources"),
        "model": model,
    }
    return RecordList(description=description, **{**usual, **own})


def _how_many(count: int) -> str:
    return ngettext("%(counter)s record", "%(counter)s records", count) % {"counter": numbers.number(count)}


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
