"""Whether the public sees a record: by its own status, by the record it is a row of, or by the records that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portal.core.content.specs import Shape, concepts
from portal.core.enums import ANSWERING
from portal.core.models import Shared

Condition = Callable[[str], Q]  # the condition on a record with a status, at the far side of a relation ("route__")


@cache
def parents() -> dict[type[models.Model], str]:
    """Each model whose rows lie inside a record, with the name of its foreign key to what it lies in."""
    return {shape.model: shape.parent for shape, _way in shapes() if shape.parent}


def owner_model(model: Any) -> Any:
    """The model of the records that rows of `model` lie in; of a model that is no row, itself."""
    while parent := parents().get(model):
        model = model._meta.get_field(parent).related_model
    return model


def owner(record: Any) -> Any:
    """The record that a row lies in, however deep; a record that is no row is its own. None: the row has no parent yet."""
    while record is not None and type(record) in parents():
        record = getattr(record, parents()[type(record)], None)
    return record


def is_public(record: Any) -> bool:
    """Whether a change to `record` would change what the public sees, or saw and may still open."""
    found = owner(record)
    return found is not None and bool(found.is_public)


def is_named(record: Any) -> bool:
    """Whether a record with a public address names `record`, shown or not: without it, that one would be another. One query."""
    model = type(record)
    return record.pk is not None and model._base_manager.filter(in_use(model), pk=record.pk).exists()


def has_answering_status(relation: str = "") -> Q:
    """The condition "has a status with which its address answers", whatever its dates."""
    return Q(**{f"{relation}status__in": ANSWERING})


def in_use(model: Any, condition: Condition = has_answering_status, *, by_others: bool = False) -> Q:
    """The condition on records of `model`, which have no status: "a record that fulfils `condition` names it".

    Named by a row of a record is named by the record. Records without a status count when they are in use themselves;
    one that names another of its own model, as a theme its wider one, when others use it (`by_others` asks for these).
    """
    found = Q(pk__in=())
    for column, way in naming(model):
        if by_others and column.model is model:
            continue
        named = column.model._base_manager.filter(**{column.name: OuterRef("pk")})
        public = (
            in_use(model, condition, by_others=True) if column.model is model else _public(column.model, way, condition)
        )
        found |= Q(Exists(named.filter(public)))
    return found


def _public(model: Any, way: str, condition: Condition) -> Q:
    """`condition` on what a row of `model` lies in, `way` being the relation to it ("route__instrument__", "" for itself)."""
    top = model
    for name in filter(None, way.split("__")):
        top = top._meta.get_field(name).related_model
    if any(field.name == "status" for field in top._meta.concrete_fields):
        return condition(way)
    return in_use(top, condition) if issubclass(top, Shared) else Q()


@cache
def naming(model: Any) -> list[tuple[Any, str]]:
    """Every column of content that refers to `model`, with the way from its model to the record it lies in."""
    return [
        (column, way)
        for shape, way in shapes()
        for column in (*shape.columns, *shape.links)
        if column.is_relation and column.related_model is model
    ]


def shapes() -> Iterator[tuple[Shape, str]]:
    def walk(shape: Shape, way: str) -> Iterator[tuple[Shape, str]]:
        yield shape, way
        for inner in shape.children.values():
            yield from walk(inner, f"{inner.parent}__{way}")

    for concept in concepts():
        yield from walk(concept.shape, "")
