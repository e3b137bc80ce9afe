"""Where a file of the library is shown: every record whose text names it, or whose picture it is, drafts included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from portal.core.content.specs import concepts
from portal.core.text import inserted, languages
from portal.library.models import Image


def of(record: Any) -> list[Any]:
    """The records that show it. One query for each kind of record that has texts or a picture."""
    return [found for model, where in _places(record) for found in model._base_manager.filter(where)]


def in_texts(record: Any) -> list[Any]:
    """Those that name it in a text, which no foreign key protects."""
    token = _token(record)
    return [found for model in _with_texts() for found in model._base_manager.filter(_names(model, token))]


def _token(record: Any) -> str:
    return inserted.token(str(record._meta.model_name), record.code)


def _places(record: Any) -> Iterator[tuple[Any, Q]]:
    for model in _with_texts():
        where = _names(model, _token(record))
        has_picture = isinstance(record, Image) and any(field.name == "picture" for field in model._meta.fields)
        yield model, where | Q(picture=record) if has_picture else where


def _with_texts() -> list[Any]:
    return [concept.model for concept in concepts() if getattr(concept.model, "html_fields", ())]


def _names(model: Any, token: str) -> Q:
    found = Q(pk__in=())
    for field in model.html_fields:
        for code in languages.codes():
            found |= Q(**{f"{languages.localized(field, code)}__contains": token})
    return found
