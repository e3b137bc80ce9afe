"""Compares the languages of the content: finds missing texts, and numbers that differ between languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from portal.core.content import version
from portal.core.content.specs import Shape, concepts
from portal.core.resource import public
from portal.core.text import languages
from portal.core.text.markup import TAG

_GROUPED = re.compile(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Gap:
    """A text that is missing in some languages, or whose numbers differ between them."""

    concept: str
    record: Any
    field: str
    missing: tuple[str, ...]
    numbers: dict[str, tuple[str, ...]]


def numbers(text: str) -> tuple[str, ...]:
    """Numbers in `text`, sorted, without separators of thousands: "60 000 €" and "€60,000" give ("60000",)."""
    return tuple(sorted(re.findall(r"\d+", _GROUPED.sub("", TAG.sub(" ", text)))))


@dataclass(frozen=True)
class Count:
    """Result of comparing one concept: records and texts compared, gaps found."""

    concept: str
    label: str
    records: int
    texts: int
    gaps: list[Gap]


@version.kept
def compare() -> list[Count]:
    """Compares every public text, by concept. The number of queries does not depend on the number of records."""
    found = []
    for concept in concepts():
        records = public(concept.model).prefetch_related(*_inside(concept.shape))
        texts, missing = 0, []
        for record in records:
            for name, texts_by_language in texts_of(concept.shape, record):
                texts += 1
                missing += [Gap(concept.file, record, name, *gap) for gap in _gap(texts_by_language)]
        label = str(concept.model._meta.verbose_name_plural)
        found.append(Count(concept.file, label, len(records), texts, missing))
    return found


def _inside(shape: Shape, at: str = "") -> Iterator[str]:
    """Yields the relations to all rows inside a record, as names for `prefetch_related`."""
    for name, child in shape.children.items():
        yield at + name
        yield from _inside(child, f"{at}{name}__")


def _gap(texts: dict[str, str]) -> Iterator[tuple[tuple[str, ...], dict[str, tuple[str, ...]]]]:
    """Yields (missing languages, numbers by language) if the texts of one field differ."""
    missing = tuple(code for code, text in texts.items() if not text)
    counted = {code: numbers(text) for code, text in texts.items() if text}
    if missing or len(set(counted.values())) > 1:
        yield missing, counted


def texts_of(shape: Shape, record: models.Model) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields (field, text by language) for each text that exists in some language, rows inside the record included."""
    for name in sorted(shape.translated - {"sort_key", "slug"} - shape.partial):
        texts = {code: languages.in_language(record, name, code) or "" for code in languages.codes()}
        if any(texts.values()):
            yield name, texts
    for name, child in shape.children.items():
        for row in getattr(record, name).all():
            yield from ((f"{name}.{field}", texts) for field, texts in texts_of(child, row))
