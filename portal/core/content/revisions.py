"""What each record said and since when: a revision is written whenever its document becomes another, and only then.

A record's document is what its content file would say (`portal/core/content`). Whatever touches it, a row inside it or a
relation of it, marks it; when the write is done, its document is compared with that of its newest revision. A save that
changes nothing is no revision. `by()` says in whose name, and how, what is written inside is written.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Max
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone

from portal.core.content import standing
from portal.core.content.differences import Document
from portal.core.content.dump import digest, present
from portal.core.content.specs import Concept, concept_of, concepts
from portal.core.models import Revision
from portal.core.revision import RevisionKind

BATCH = 200


class Way(NamedTuple):
    """Who writes (None: a program), how, and what they note."""

    author: Any = None
    kind: str = RevisionKind.SAVED
    comment: str = ""


_PROGRAM = Way()
_way: ContextVar[Way] = ContextVar("way", default=_PROGRAM)


@contextmanager
def by(author: Any, kind: str = RevisionKind.SAVED, comment: str = "") -> Iterator[None]:
    """What is written inside is written by `author` (None: a program), in the way that `kind` says."""
    token = _way.set(Way(author, kind, comment))
    try:
        yield
    finally:
        _way.reset(token)


class _Pending(threading.local):
    """What this thread's transaction has touched, and how. What a rollback leaves is compared once more, to no harm."""

    def __init__(self) -> None:
        self.records: dict[type[models.Model], dict[Any, Way]] = defaultdict(dict)


_pending = _Pending()


@dataclass(frozen=True)
class Written:
    """One record whose document has become another: what it said (None: it is new), what it says (None: it is gone)."""

    concept: Concept
    pk: Any
    before: Document | None
    after: Document | None


_subscribers: list[Callable[[list[Written]], None]] = []


def subscribe(subscriber: Callable[[list[Written]], None]) -> None:
    """Tells `subscriber` of every document that is written, once, after the transaction; its failure is logged."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def _touched(sender: Any, instance: Any, **kwargs: Any) -> None:
    model, pk = sender, instance.pk
    if parent := standing.parents().get(sender):
        relation = sender._meta.get_field(parent)
        model, pk = relation.related_model, getattr(instance, relation.attname)
    _pending.records[model][pk] = _way.get()
    transaction.on_commit(flush, robust=True)


def _moving(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A row that is about to lie in another record: the one that it leaves changes too."""
    if instance._state.adding:
        return
    attribute = sender._meta.get_field(standing.parents()[sender]).attname
    left = sender._base_manager.filter(pk=instance.pk).values_list(attribute, flat=True).first()
    if left is not None and left != getattr(instance, attribute):
        _touched(sender, sender(**{attribute: left}))


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


def flush() -> dict[tuple[type[models.Model], Any], Document | None]:
    """Writes a revision of each record touched that says something else now. After each transaction, or at its end.

    Gives the document of each record touched, by its model and key; None where it is gone.
    """
    records, _pending.records = _pending.records, defaultdict(dict)
    while inner := [model for model in records if model in standing.parents()]:
        for model in inner:
            relation: Any = model._meta.get_field(standing.parents()[model])
            touched = records.pop(model)
            above = relation.related_model
            for pk, parent in model._base_manager.filter(pk__in=touched).values_list("pk", relation.attname):
                records[above].setdefault(parent, touched[pk])
    found: dict[tuple[type[models.Model], Any], Document | None] = {}
    for model, touched in records.items():
        ways = {pk: touched[pk] for pk in sorted(pk for pk in touched if pk)}
        documents = write(concept_of(model), ways)
        found |= {(model, pk): documents.get(pk) for pk in ways}
    return found


def note(model: type[models.Model], pks: Iterable[Any], author: Any, kind: str) -> None:
    """Writes the revisions of records that were changed without a signal, by `QuerySet.update()`."""
    write(concept_of(model), dict.fromkeys(pks, Way(author, kind)))


def write(concept: Concept, ways: dict[Any, Way]) -> dict[Any, Document]:
    """Writes a revision of each of these records whose document differs from its newest revision's; gives the documents."""
    found: dict[Any, Document] = {}
    pks = list(ways)
    for start in range(0, len(pks), BATCH):
        found |= _write(concept, {pk: ways[pk] for pk in pks[start : start + BATCH]})
    return found


def _write(concept: Concept, ways: dict[Any, Way]) -> dict[Any, Document]:
    newest = Revision.objects.filter(model=concept.label, object_id__in=ways).order_by()
    last = newest.values("object_id").annotate(last=Max("pk")).values("last")
    known = {row.object_id: row for row in Revision.objects.filter(pk__in=last)}
    found = present(concept.shape, ways)
    rows, written, now = [], [], timezone.now()
    for pk, (author, kind, comment) in ways.items():
        before, document = known.get(pk), found.get(pk)
        values: dict[str, Any] = {"model": concept.label, "object_id": pk, "author": author, "at": now}
        if document is not None:
            told = digest(document)
            if before is not None and before.digest == told:
                continue
            code = document["code"]
            rows.append(Revision(code=code, kind=kind, document=document, digest=told, comment=comment, **values))
        elif before is not None and before.kind != RevisionKind.DELETED:
            rows.append(Revision(code=before.code, kind=RevisionKind.DELETED, digest="", **values))
        else:
            continue
        written.append(Written(concept, pk, before.document if before else None, document))
    Revision.objects.bulk_create(rows)
    if written:
        for subscriber in _subscribers:
            transaction.on_commit(partial(subscriber, written), robust=True)
    return found


def complete() -> int:
    """Begins with every record that has no revision yet, as after the migration that made them. Gives their number."""
    count = 0
    for concept in concepts():
        known = Revision.objects.filter(model=concept.label, object_id__isnull=False).values("object_id")
        new = list(concept.model._base_manager.exclude(pk__in=known).values_list("pk", flat=True))
        write(concept, dict.fromkeys(new, Way()))
        count += len(new)
    return count


def connect() -> None:
    """Listens to every content model, to the rows inside its records and to their relations."""
    for model in (*(concept.model for concept in concepts()), *standing.parents()):
        for signal in (post_save, post_delete):
            signal.connect(_touched, sender=model, dispatch_uid=f"revisions-{id(signal)}-{model._meta.label}")
        if model in standing.parents():
            pre_save.connect(_moving, sender=model, dispatch_uid=f"revisions-moving-{model._meta.label}")
        for relation in model._meta.many_to_many:
            through = getattr(model, relation.name).through
            m2m_changed.connect(_linked, sender=through, dispatch_uid=f"revisions-linked-{through._meta.label}")


# --- asking ----------------------------------------------------------------------------------------------------------


def dates(records: Iterable[Any]) -> dict[Any, datetime]:
    """By key, when each of these records of one model last changed for the public. One query."""
    listed = list(records)
    if not listed:
        return {}
    rows = Revision.objects.filter(model=listed[0]._meta.label_lower, object_id__in=[record.pk for record in listed])
    known = dict(rows.order_by().values_list("object_id").annotate(at=Max("at")))
    now = timezone.now()
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
    return Revision.objects.filter(model=model._meta.label_lower, at__gte=moment).order_by().values("object_id")


def newest(*records: models.QuerySet) -> datetime | None:
    """When any of these records last changed for the public; None when none has a date. Two queries each at most."""
    now, found = timezone.now(), []
    for some in records:
        held = Revision.objects.order_by().filter(
            model=some.model._meta.label_lower, object_id__in=some.order_by().values("pk")
        )
        found.append(held.aggregate(at=Max("at"))["at"])
        if any(field.name == "publish_at" for field in some.model._meta.concrete_fields):
            found.append(some.order_by().filter(publish_at__lte=now).aggregate(at=Max("publish_at"))["at"])
    return max(filter(None, found), default=None)
