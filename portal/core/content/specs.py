"""Which models are content, and what a record of each looks like in its file.

Each room registers its concepts in its `kinds.py` (`portal/core/kind.py`); the shape of a record follows from the model, so that a new
field is in the files, the loader and the dump at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.db import models

from portal.core.registry import Registry
from portal.core.text import languages

HEAD = ("code", "status", "publish_at", "unpublish_at", "reviewed_on", "name", "name_lang", "slug", "kind", "heading")
TAIL = ("summary", "body", "as_of")


@dataclass(frozen=True)
class Shape:
    """The fields of one model as they stand in a content file, in order."""

    model: type[models.Model]
    children: dict[str, Shape] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()  # translated fields that one language may have alone: acronyms, name_lang
    parent: str = ""  # for a child: its link to the record it belongs to

    @cached_property
    def translated(self) -> frozenset[str]:
        return frozenset(languages.translated(self.model))

    @cached_property
    def columns(self) -> list[models.Field]:
        localized = {languages.localized(name, code) for name in self.translated for code in languages.codes()}
        skipped = {"id", self.parent, "order" if self.parent else ""} | localized
        fields = [f for f in self.model._meta.concrete_fields if f.editable and f.name not in skipped]
        rank = {name: index for index, name in enumerate(HEAD)} | {
            name: 1000 + index for index, name in enumerate(TAIL)
        }
        order = {f.name: index for index, f in enumerate(fields)}
        return sorted(fields, key=lambda f: (rank.get(f.name, 500), order[f.name]))

    @cached_property
    def links(self) -> list[models.ManyToManyField]:
        return sorted(self.model._meta.many_to_many, key=lambda f: (f.name == "sources", f.creation_counter))

    @cached_property
    def names(self) -> list[str]:
        """Every key a record may have, in the order of the file."""
        return [f.name for f in self.columns] + [f.name for f in self.links] + list(self.children)


def prefetches(
    shape: Shape, records: Callable[[Any], models.QuerySet], hidden: frozenset[str] = frozenset(), before: str = ""
) -> Iterator[Any]:
    """What a record refers to and holds, for `prefetch_related`: as many queries as the shape has relations.

    `records(model)` gives those that it may name; `hidden` are the names of what nobody will ask for.
    """
    for relation in (*(column for column in shape.columns if column.is_relation), *shape.links):
        if relation.name not in hidden:
            yield models.Prefetch(before + relation.name, records(relation.related_model))
    for name, inner in shape.children.items():
        if name not in hidden:
            yield before + name
            yield from prefetches(inner, records, hidden, f"{before}{name}__")


def references(shape: Shape, document: dict[str, Any] | None) -> Iterator[tuple[type[models.Model], str]]:
    """The records that a document refers to, as (model, code)."""
    for column in shape.columns if document else ():
        if column.is_relation and (code := document.get(column.name)):  # type: ignore[union-attr]
            yield cast(type[models.Model], column.related_model), code
    for link in shape.links if document else ():
        yield from ((link.related_model, code) for code in document.get(link.name, ()))  # type: ignore[union-attr]
    for name, child in shape.children.items() if document else ():
        for row in document.get(name, ()):  # type: ignore[union-attr]
            yield from references(child, row)


@dataclass(frozen=True)
class Concept:
    """One content file: its shape, its file name, and the words at its head."""

    shape: Shape
    file: str
    about: str

    @property
    def model(self) -> type[models.Model]:
        return self.shape.model

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_concepts: Registry[str, Concept] = Registry("kinds")

PARTIAL = frozenset({"name_lang", "acronym", "note", "former_name"})


def child(model: type[models.Model], parent: str, **children: Shape) -> Shape:
    """Rows that live inside a record's mapping; `parent` is their foreign key to it."""
    return Shape(model, children, PARTIAL, parent)


def register(model: type[models.Model], file: str, about: str, **children: Shape) -> Shape:
    """Makes `model` content: one list of records in `file`.yaml, headed by the comment `about`."""
    shape = Shape(model, children, PARTIAL)
    _concepts.add(model._meta.label_lower, Concept(shape, file, about))
    return shape


def concept_of(model: Any) -> Concept:
    """The content that records of `model` are. Raises KeyError for a model that is none, such as that of a row."""
    return _concepts[model._meta.label_lower]


def concepts() -> list[Concept]:
    """All content, in an order in which references point backwards: rooms from the ground up, then as registered."""
    return list(_concepts.values())
