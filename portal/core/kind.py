"""What a model is to the portal, told once: its content file, what the API gives of it, how it is found, what its page says.

A room tells it in its `kinds.py`. Whatever is not said follows from the model; CONTRIBUTING.md shows the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from portal.core import resource, searchable, structured
from portal.core.content import specs
from portal.core.content.specs import Shape, child
from portal.core.models import Addressed, Record
from portal.core.resource import Api, on_a_list
from portal.core.searchable import Searchable

__all__ = ["Api", "Searchable", "child", "on_a_list", "register", "with_pages"]

ALL = Api()  # everything, under the name of its content file
Describe = Callable[[Any, str], structured.Node | None]


def register(
    model: type[models.Model],
    file: str,
    about: str,
    *,
    rows: Mapping[str, Shape] | None = None,
    api: Api | None = ALL,
    search: type[Searchable] | None = Searchable,
    schema: str | Describe = "",
) -> None:
    """Makes `model` a kind of the portal: content in `file`.yaml, headed by `about`, with the `rows` inside each record.

    `api`: under which name and narrowed by what the API gives it, the name of its file without a word; None keeps it out.
    `search`: what its entry holds besides name, summary and text; what has no page of its own is found only if that is said.
    `schema`: its type in schema.org's words, or what describes a record in them; "" says nothing.
    """
    shape = specs.register(model, file, about, **(rows or {}))
    if api is not None:
        resource.register(model, api.name or file.replace("_", "-"), shape, api)
    if search is not None and (search is not Searchable or _has_pages(model)):
        searchable.register(search(model))
    if schema:
        structured.describes(model)(structured.as_a(schema) if isinstance(schema, str) else schema)


def _has_pages(model: type[models.Model]) -> bool:
    return issubclass(model, Addressed) and bool(model.url_name)


def with_pages() -> list[type[Record]]:
    """Every kind whose records are published, each on a page of its own; rooms from the ground up."""
    found: list[Any] = [concept.model for concept in specs.concepts() if issubclass(concept.model, Record)]
    return [model for model in found if _has_pages(model)]
