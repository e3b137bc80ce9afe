"""What is open data: each room tells here which of its records the API gives, under which name, narrowed by what.

The rooms say so in their `kinds.py` (`portal/core/kind.py`). What a record says follows from its content shape
(`portal/core/content/specs.py`): a new field is in the files, the loader, the dump and the API at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from portal.core.content.specs import Shape, prefetches
from portal.core.models import Published
from portal.core.registry import Registry

Address = Callable[[Any, str], str | None]  # record, language: the path of its page, or of its place on one
NEVER = frozenset({"slug", "publish_at", "unpublish_at"})  # addresses are given whole; what is given is public


@dataclass(frozen=True)
class Computed:
    """A value that no column holds, one of a fixed list, such as where a call stands at the moment of the question.

    `value(record)` gives it; `where(values)` is the condition for the records that have one of them.
    """

    name: str
    label: str | Promise
    help: str | Promise
    choices: type[models.TextChoices]
    value: Callable[[Any], str]
    where: Callable[[list[str]], Q]


@dataclass(frozen=True)
class Resource:
    """One kind of record: its name in addresses, its shape, where its page is, what it is narrowed by.

    `filters` give the condition for codes that the record's own columns do not hold: {"country": codes -> Q}.
    `hidden` names what of a shape stays out; `computed` is what comes on top.
    """

    name: str
    shape: Shape
    address: Address
    filters: Mapping[str, Callable[[list[str]], Q]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    computed: tuple[Computed, ...] = ()

    @property
    def model(self) -> Any:
        return self.shape.model

    def published(self) -> models.QuerySet:
        """What a list gives."""
        return public(self.model)

    def answering(self) -> models.QuerySet:
        """What a single address gives: also what was public once."""
        return known(self.model) if issubclass(self.model, Published) else public(self.model)

    def complete(self, records: models.QuerySet) -> models.QuerySet:
        """With everything that a record says; of what it names, only what the public may see."""
        return records.prefetch_related(*prefetches(self.shape, known, self.hidden))

    @cached_property
    def relations(self) -> dict[str, models.Field]:
        """The record's own references to other resources, by name."""
        own = [*(column for column in columns(self.shape, self.hidden) if column.is_relation), *self.shape.links]
        return {column.name: column for column in own if resource_of(column.related_model)}

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """The record's own columns with a fixed list of values."""
        return {
            column.name: [str(value) for value, _ in column.flatchoices]
            for column in columns(self.shape, self.hidden)
            if column.choices and column.name != "status"
        }


def public(model: Any) -> models.QuerySet:
    """The records that the public sees listed; all of a model that is always public, such as countries."""
    manager = model._default_manager
    return manager.published() if hasattr(manager, "published") else manager.all()


def known(model: Any) -> models.QuerySet:
    """The records whose address answers."""
    manager = model._default_manager
    return manager.answering() if hasattr(manager, "answering") else manager.all()


def columns(shape: Shape, hidden: frozenset[str] = frozenset()) -> list[models.Field]:
    return [column for column in shape.columns if column.name not in NEVER | hidden]


def links(shape: Shape, hidden: frozenset[str] = frozenset()) -> list[models.ManyToManyField]:
    return [link for link in shape.links if link.name not in hidden]


def rows(shape: Shape, hidden: frozenset[str] = frozenset()) -> dict[str, Shape]:
    return {name: inner for name, inner in shape.children.items() if name not in hidden}


# --- the registry ----------------------------------------------------------------------------------------------------

_resources: Registry[type[models.Model], Resource] = Registry("kinds")


def own_address(record: Any, language: str) -> str | None:
    """Its own page's path, where it has one."""
    return record.address_in(language) if hasattr(record, "address_in") else None


def on_a_list(view: str, anchor: str = "{}") -> Address:
    """For what has no page of its own: its place on the page of the name `view`."""

    def address(record: Any, language: str) -> str:
        with override(language):
            return f"{reverse(view)}#{anchor.format(record.code)}"

    return address


@dataclass(frozen=True)
class Api:
    """What a kind says of itself as a resource; see `Resource`. Without a `name`, it is that of its content file."""

    name: str = ""
    address: Address = own_address
    filters: Mapping[str, Callable[[list[str]], Q]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()


def register(model: type[models.Model], name: str, shape: Shape, api: Api) -> None:
    """Makes `model`, which is content of this `shape`, a resource under `name`."""
    _resources.add(model, Resource(name, shape, api.address, api.filters, frozenset(api.hidden), api.computed))


def resources() -> dict[str, Resource]:
    """Every resource by name, rooms from the ground up."""
    return {resource.name: resource for resource in _resources.values()}


def resource_of(model: Any) -> Resource | None:
    return _resources.get(model)
