"""What can be searched: each room tells here which of its records are found, by which words, and where they lead.

The rooms say so in their `kinds.py` (`portal/core/kind.py`); the search itself (`portal/search`) reads this registry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst

from portal.core.registry import Registry
from portal.core.text import languages


@dataclass(frozen=True)
class Entry:
    """What the index knows of one record in one language, in the order of its weight."""

    title: str
    address: str
    names: Sequence[str] = ()  # acronyms, names in full, former names: they weigh as much as the title
    summary: str = ""
    around: Sequence[str] = ()  # what it is tied to: partners, places, countries, themes; as much as the summary
    body: Sequence[str] = ()  # texts or HTML


class Searchable:
    """One kind of record that is found: as it stands by name, summary and text; a room's own class says what else.

    `follows` names the relations whose records an entry mentions ("partners__place__country"): when one of these is saved
    or deleted, so is the entry. `guards` names the relations whose record must be public as well.
    """

    kind: str = ""  # in the address of a filtered search; the model's name, if not said
    label: str | Promise = ""  # heading of several
    one: str | Promise = ""  # what one of them is
    order: ClassVar[int] = 120  # which kind comes first among equals
    is_proper: ClassVar[bool] = False  # its names are proper names: where a text uses one, it leads to the record
    explains: ClassVar[bool] = False  # it says what words mean: the records that bear them come first
    counts: ClassVar[bool] = False  # it is a number: where a query asks for one, it comes first
    answers: ClassVar[bool] = True  # a query of which it tells needs nothing else: not so where it but mentions a thing
    follows: ClassVar[tuple[str, ...]] = ()
    guards: ClassVar[tuple[str, ...]] = ()

    def __init__(self, model: Any) -> None:
        self.model = model
        self.kind = self.kind or model._meta.model_name
        self.label = self.label or capfirst(model._meta.verbose_name_plural)
        self.one = self.one or model._meta.verbose_name

    placed_by: ClassVar[str] = ""  # the field that says, beside slug and code, where the page of a record is

    def placed(self, code: str, slug: str, value: str, language: str) -> str | None:
        """Address in `language` of a record of which no more is at hand; `value` is that of `placed_by`."""
        record = self.model(code=code, **{languages.localized("slug", language): slug})
        if self.placed_by:
            setattr(record, self.placed_by, value)
        return record.address_in(language)

    def records(self) -> models.QuerySet:
        """All records, with what `entry` reads; which of them are public is not asked here."""
        return self.model._default_manager.select_related(*self.guards)

    def entry(self, record: Any, language: str) -> Entry | None:
        """What is known of `record` in `language`; None when it has no page in it."""
        return record_entry(record, language)


@dataclass(frozen=True)
class NameGroup:
    """Names of one thing. A record that bears one of `keys` is also found by `names`: {language: names, "" for all}.

    `meanings` say by language what it is: in place of the summary of a record of that title that has none.
    """

    keys: frozenset[str]
    names: dict[str, tuple[str, ...]]
    meanings: dict[str, str] = field(default_factory=dict)


class NameSource:
    """Where other names of records come from, such as the glossary: one group from each record of `model`."""

    model: ClassVar[Any]

    def groups(self) -> list[NameGroup]:
        """The public groups."""
        raise NotImplementedError

    def keys(self, document: dict[str, Any]) -> set[str]:
        """The names by which records belong to the group that is made from a document of `model`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Lead:
    """Names, by language, that lead to a record, such as cities to their country.

    `record` is its kind and code ("country/CA"), `says` the sentence, by language, that goes with it. What is no record, such
    as a continent, says its own `title` and `address` by language.
    """

    names: dict[str, tuple[str, ...]]
    record: str
    says: dict[str, str]
    title: dict[str, str] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)


_leads: Registry[int, Callable[[], Iterable[Lead]]] = Registry("kinds")
_searchables: Registry[str, Searchable] = Registry("kinds")
_name_sources: Registry[int, NameSource] = Registry("kinds")


def register(searchable: Searchable) -> None:
    _searchables.add(searchable.kind, searchable)


def register_names(source: type[NameSource]) -> type[NameSource]:
    _name_sources.append(source())
    return source


def register_leads(source: Callable[[], Iterable[Lead]]) -> Callable[[], Iterable[Lead]]:
    """`source()` gives what leads where as of now; a few queries at most."""
    _leads.append(source)
    return source


def leads() -> Iterator[Lead]:
    for source in _leads.values():
        yield from source()


def searchables() -> dict[str, Searchable]:
    """Every kind that is found, by code, first the one that comes first among equals."""
    return dict(sorted(_searchables.items(), key=lambda item: item[1].order))


def name_sources() -> list[NameSource]:
    return list(_name_sources.values())


def texts(record: Any, language: str, *fields: str) -> list[str]:
    """The texts of `fields` that exist in `language`; a field that is not translated is the same in all."""
    found = []
    for text in fields:
        name = languages.localized(text, language)
        found.append(getattr(record, name) if hasattr(record, name) else getattr(record, text))
    return [str(value) for value in found if value]


def names_of(records: Iterable[Any], language: str, *fields: str) -> list[str]:
    """The names of other records in `language`, and of these `fields` too."""
    return [words for record in records if record is not None for words in texts(record, language, "name", *fields)]


def record_entry(record: Any, language: str, names: Sequence[str] = (), **more: Any) -> Entry | None:
    """The entry of a record with a page of its own: its name, its summary, its text, and what is given besides."""
    address = record.address_in(language)
    if address is None or not languages.in_language(record, "name", language):
        return None
    body = [*texts(record, language, "body"), *more.pop("body", ())]
    summary = "".join(texts(record, language, "summary"))
    return Entry(languages.in_language(record, "name", language), address, names, summary, body=body, **more)
