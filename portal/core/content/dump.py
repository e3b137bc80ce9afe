"""From records to their mapping in a content file, and back to the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from portal.core.content import yamlfile
from portal.core.content.specs import Concept, Shape, concepts, prefetches
from portal.core.dates import PartialDate
from portal.core.text import languages


def scalar(value: Any) -> Any:
    """A column's value as it stands in a file: dates in ISO (moments in Europe/Paris), decimals without idle zeros."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(timespec="seconds")
    if isinstance(value, (date, PartialDate)):
        return str(value)
    if isinstance(value, models.Model):
        return getattr(value, "code")  # noqa: B009 - every model that content refers to has one
    return value


def is_default(column: models.Field, value: Any) -> bool:
    """Whether the value goes without saying, so that the file leaves it out."""
    if value is None or value == "":
        return True
    return column.has_default() and value == column.get_default()


KEY = "id"  # in a row of a document that knows which row of the database it is


def mapping(shape: Shape, record: models.Model, *, keys: bool = False) -> dict[str, Any]:
    """The record as it stands in its file, in the file's order, defaults left out; with `keys`, each row says its own."""
    out: dict[str, Any] = {}
    for column in shape.columns:
        if column.name in shape.translated:
            texts = {code: languages.in_language(record, column.name, code) for code in languages.codes()}
            texts = {code: value for code, value in texts.items() if value not in (None, "")}
            if texts:
                out[column.name] = texts
        elif not is_default(column, getattr(record, column.attname)):
            out[column.name] = scalar(getattr(record, column.name))
    for link in shape.links:
        codes = sorted(other.natural_key()[0] for other in getattr(record, link.name).all())
        if codes:
            out[link.name] = codes
    for name, child in shape.children.items():
        inside = sorted(getattr(record, name).all(), key=lambda row: (row.order, row.pk))
        rows = [{**({KEY: row.pk} if keys else {}), **mapping(child, row, keys=keys)} for row in inside]
        if rows:
            out[name] = rows
    return out


def complete(shape: Shape, records: models.QuerySet) -> models.QuerySet:
    """The records with all that `mapping` asks of them, in as many queries as the shape has relations."""
    return records.prefetch_related(*prefetches(shape, lambda model: model._base_manager.all()))


def present(shape: Shape, pks: Iterable[Any]) -> dict[Any, dict[str, Any]]:
    """The documents of the records with these keys as they stand in the database, each row with its key."""
    records = complete(shape, shape.model._base_manager.filter(pk__in=list(pks)))
    return {record.pk: mapping(shape, record, keys=True) for record in records}


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the keys of its rows, as a content file has it."""

    def plain(value: Any) -> Any:
        return [bare(row) if isinstance(row, dict) else row for row in value] if isinstance(value, list) else value

    return {name: plain(value) for name, value in document.items() if name != KEY}


def digest(document: Any) -> str:
    """SHA-256 of what the document says, whatever the keys of its rows."""
    data = bare(document) if isinstance(document, dict) else document
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def render(concept: Concept) -> str:
    """The text of the concept's file with all its records, by code."""
    # In Python, not in the database: two databases may sort codes by two locales, and the bytes must be the same.
    records = sorted(complete(concept.shape, concept.model._default_manager.all()), key=lambda record: record.code)
    return yamlfile.render(concept.about, [mapping(concept.shape, record) for record in records])


def dump(directory: Path) -> list[Path]:
    """Writes every content file that has records; returns the paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for concept in concepts():
        if concept.model._default_manager.exists():
            path = directory / f"{concept.file}.yaml"
            path.write_text(render(concept), encoding="utf-8")
            written.append(path)
    return written
