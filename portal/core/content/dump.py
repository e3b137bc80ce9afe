"""From records to their mapping in a content file, and back to the files."""

from __future__ import annotations

import hashlib
import json
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


def mapping(shape: Shape, record: models.Model) -> dict[str, Any]:
    """The record as it stands in its file, keys in the file's order, defaults left out."""
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
        keys = sorted(other.natural_key()[0] for other in getattr(record, link.name).all())
        if keys:
            out[link.name] = keys
    for name, child in shape.children.items():
        inside = sorted(getattr(record, name).all(), key=lambda row: (row.order, row.pk))
        rows = [mapping(child, row) for row in inside]
        if rows:
            out[name] = rows
    return out


def complete(shape: Shape, records: models.QuerySet) -> models.QuerySet:
    """The records with all that `mapping` asks of them, in as many queries as the shape has relations."""
    return records.prefetch_related(*prefetches(shape, lambda model: model._base_manager.all()))


def digest(data: Any) -> str:
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
