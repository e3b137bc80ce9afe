"""What a record was: its revisions, and the documents that they keep. A row with a form of its own is part of its record's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from portal.core.content import revisions, standing
from portal.core.content.differences import Document, Key, Rows, rows
from portal.core.content.dump import KEY, present
from portal.core.content.specs import Shape, concept_of
from portal.core.models import Revision


def key_of(record: models.Model) -> Key:
    return record._meta.label_lower, str(record.pk)


def shape_of(record: models.Model) -> Shape:
    """The shape of the documents of a record."""
    return concept_of(type(record)).shape


def document(record: models.Model) -> Document:
    """The document of the record as it stands in the database; of a row, that of the record that it lies in."""
    owner = standing.owner(record)
    return present(shape_of(owner), [owner.pk])[owner.pk]


def revisions_of(record: models.Model) -> models.QuerySet:
    """The revisions of the record, or of the one that a row lies in, newest first."""
    owner = standing.owner(record)
    return Revision.objects.of(type(owner), owner.pk).select_related("author")


def own_rows(record: models.Model, found: Document) -> Rows:
    """The rows of the record in its document; of a row, its own and those inside it."""
    owner = standing.owner(record)
    shape = shape_of(owner)
    if owner is record or type(owner) is type(record):
        return rows(shape, found, record.pk)
    part = _part(shape, found, record)
    return rows(*part, record.pk) if part else {}


def _part(shape: Shape, found: Document, row: models.Model) -> tuple[Shape, Document] | None:
    for name, child in shape.children.items():
        for data in found.get(name, []):
            if child.model is type(row) and data.get(KEY) == row.pk:
                return child, data
            if inner := _part(child, data, row):
                return inner
    return None


def keep(records: Iterable[models.Model]) -> dict[tuple[type[models.Model], Any], Document]:
    """Sees that the newest revision of each record says what it says now; gives their documents, by model and key.

    Programs may write without revisions: what they wrote is kept here, before an editor's next change, so that one can
    go back to it. As many queries for each kind of record, however many there are.
    """
    keys: dict[type[models.Model], list[Any]] = defaultdict(list)
    for record in records:
        keys[type(record)].append(record.pk)
    return {
        (model, pk): found
        for model, pks in keys.items()
        for pk, found in revisions.write(concept_of(model), dict.fromkeys(pks, revisions.Way())).items()
    }
