"""When each record last really changed: its fields, its rows, the records it names. A save that changes nothing is none.

A record's content is what its file would say (`portal/core/content`). Whatever touches it marks it; after the transaction
its digest is compared with the one remembered, and only a difference is a change.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from portal.core.content.dump import complete as complete_content
from portal.core.content.dump import digest, mapping
from portal.core.content.specs import Concept, Shape, concepts
from portal.core.models import Change

logger = logging.getLogger(__name__)
BATCH = 200


class _Pending(threading.local):
    """What this thread's transaction has touched. What a rollback leaves here is compared once more, to no harm."""

    def __init__(self) -> None:
        self.records: dict[type[models.Model], set[Any]] = defaultdict(set)


_pending = _Pending()


@cache
def _concepts() -> dict[type[models.Model], Concept]:
    return {concept.model: concept for concept in concepts()}


@cache
def _parents() -> dict[type[models.Model], tuple[type[models.Model], str]]:
    """Each kind of row inside a record, with the model it lies in and the column that names it."""
    found: dict[type[models.Model], tuple[type[models.Model], str]] = {}

    def walk(shape: Shape) -> None:
        for inner in shape.children.values():
            found[inner.model] = (shape.model, f"{inner.parent}_id")
            walk(inner)

    for concept in _concepts().values():
        walk(concept.shape)
    return found


def _touched(sender: Any, instance: Any, **kwargs: Any) -> None:
    model, pk = sender, instance.pk
    if sender in _parents():
        model, column = _parents()[sender]
        pk = getattr(instance, column)
    _pending.records[model].add(pk)
    transaction.on_commit(flush, robust=True)


def _linked(sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """A relation of many to many: only the record that names the others has changed."""
    if not reverse:
        _touched(type(instance), instance)
        return
    for record in model._base_manager.filter(pk__in=pk_set or ()):
        _touched(model, record)
    if action == "pre_clear":
        (relation,) = [field for field in model._meta.many_to_many if field.remote_field.through is sender]
        for record in model._base_manager.filter(**{relation.name: instance}):
            _touched(model, record)


def flush() -> None:
    """Compares what was touched with what is remembered. Called after each transaction; harmless at any time."""
    records, _pending.records = _pending.records, defaultdict(set)
    while inner := [model for model in records if model in _parents()]:
        for model in inner:
            above, column = _parents()[model]
            parents = model._base_manager.filter(pk__in=records.pop(model)).values_list(column, flat=True)
            records[above] |= set(parents)
    for model, pks in records.items():
        wanted = sorted(pk for pk in pks if pk)
        for start in range(0, len(wanted), BATCH):
            compare(_concepts()[model], wanted[start : start + BATCH])


def compare(concept: Concept, pks: Iterable[Any]) -> None:
    """Remembers the content of these records, and now as their date where it differs; forgets those that are gone."""
    wanted, now = list(pks), timezone.now()
    known = {row.object_id: row for row in Change.objects.filter(model=concept.label, object_id__in=wanted)}
    found = {
        record.pk: digest(mapping(concept.shape, record))
        for record in complete_content(concept.shape, concept.model._base_manager.filter(pk__in=wanted))
    }
    Change.objects.filter(model=concept.label, object_id__in=set(known) - set(found)).delete()
    changed = [
        Change(model=concept.label, object_id=pk, digest=value, at=now)
        for pk, value in found.items()
        if pk not in known or known[pk].digest != value
    ]
    Change.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["model", "object_id"], update_fields=["digest", "at"]
    )


def complete() -> int:
    """Begins with every record that has no date yet, as after the migration that made them. Gives their number."""
    count = 0
    for concept in _concepts().values():
        dated = Change.objects.filter(model=concept.label).values("object_id")
        new = list(concept.model._base_manager.exclude(pk__in=dated).values_list("pk", flat=True))
        for start in range(0, len(new), BATCH):
            compare(concept, new[start : start + BATCH])
        count += len(new)
    return count


def connect() -> None:
    """Listens to every content model, to the rows inside its records and to their relations."""
    for model in (*_concepts(), *_parents()):
        for signal in (post_save, post_delete):
            signal.connect(_touched, sender=model, dispatch_uid=f"changes-{id(signal)}-{model._meta.label}")
        for relation in model._meta.many_to_many:
            through = getattr(model, relation.name).through
            m2m_changed.connect(_linked, sender=through, dispatch_uid=f"changes-linked-{through._meta.label}")


# --- asking ----------------------------------------------------------------------------------------------------------


def dates(records: Iterable[Any]) -> dict[Any, datetime]:
    """By key, when each of these records of one model last changed for the public. One query."""
    listed = list(records)
    if not listed:
        return {}
    rows = Change.objects.filter(model=listed[0]._meta.label_lower, object_id__in=[record.pk for record in listed])
    known, now = dict(rows.values_list("object_id", "at")), timezone.now()
    return {
        record.pk: max(known[record.pk], since) if (since := _since(record)) and since <= now else known[record.pk]
        for record in listed
        if record.pk in known
    }


def _since(record: Any) -> datetime | None:
    """A change made before the record was public reached the public on that day."""
    return getattr(record, "publish_at", None)


def changed_since(model: type[models.Model], moment: datetime) -> models.QuerySet:
    """The keys of the records of `model` that changed at `moment` or later, for `pk__in`."""
    return Change.objects.filter(model=model._meta.label_lower, at__gte=moment).values("object_id")


def newest(*records: models.QuerySet) -> datetime | None:
    """When any of these records last changed for the public; None when none has a date. Two queries each at most."""
    now, found = timezone.now(), []
    for some in records:
        held = Change.objects.filter(model=some.model._meta.label_lower, object_id__in=some.order_by().values("pk"))
        found.append(held.aggregate(at=Max("at"))["at"])
        if any(field.name == "publish_at" for field in some.model._meta.concrete_fields):
            found.append(some.order_by().filter(publish_at__lte=now).aggregate(at=Max("publish_at"))["at"])
    return max(filter(None, found), default=None)
