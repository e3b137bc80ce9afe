"""The index follows the records: what is saved, deleted or published is found at once, without anything being run."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone

from portal.core.searchable import Searchable, name_sources, searchables
from portal.core.text import languages
from portal.search import analysis, index
from portal.search.models import IndexState, SearchDocument

logger = logging.getLogger(__name__)
MANY_KEYS = 50  # names changed at once, beyond which asking for each costs more than looking at every record


class _Pending(threading.local):
    """What this thread's transaction has touched. What a rollback leaves here is looked at once more, to no harm."""

    def __init__(self) -> None:
        self.records: dict[type[models.Model], set[Any]] = defaultdict(set)
        self.documents: dict[str, set[Any]] = defaultdict(set)  # by kind: found before the change cut the tie
        self.keys: set[str] = set()  # folded names that the glossary gave or gives

    def take(self) -> tuple[dict[type[models.Model], set[Any]], dict[str, set[Any]], set[str]]:
        taken = (self.records, self.documents, self.keys)
        self.__init__()  # type: ignore[misc]
        return taken


_pending = _Pending()


class Way(NamedTuple):
    """How a kind of document is made from records of another model: the path of relations to them, "pk" for its own.

    Where the last step is a column of theirs, as that of a row which names its record: the path without it, and the column.
    """

    kind: Searchable
    path: str
    above: str = ""
    column: str = ""


@cache
def followed() -> dict[type[models.Model], list[Way]]:
    """Each model that some document is made from, with the ways from documents to it."""
    found: dict[type[models.Model], list[Way]] = defaultdict(list)
    for kind in searchables().values():
        found[kind.model].append(Way(kind, "pk"))
        paths = dict.fromkeys(
            tuple(way[:depth]) for path in kind.follows if (way := path.split("__")) for depth in range(1, len(way) + 1)
        )
        for steps in paths:
            model = kind.model
            for step in steps:
                relation = model._meta.get_field(step)
                model = relation.related_model
            ends = ("__".join(steps[:-1]) or "pk", relation.field.attname) if relation.one_to_many else ()
            found[model].append(Way(kind, "__".join(steps), *ends))
    for source in name_sources():
        for named in source.models:
            found.setdefault(named, [])
    return dict(found)


def touched_documents(ways: Iterable[tuple[Searchable, str]], pks: Iterable[Any]) -> dict[str, set[Any]]:
    """By kind, the records from which one of these paths leads to a record of `pks`. One query each, none for "pk"."""
    wanted, found = list(pks), defaultdict[str, set[Any]](set)
    for kind, path in ways:
        if path == "pk":
            found[kind.kind] |= set(wanted)
        else:
            records = kind.model._base_manager.filter(**{f"{path}__in": wanted})
            found[kind.kind] |= set(records.values_list("pk", flat=True))
    return found


def _from(model: type[models.Model]) -> list[tuple[Searchable, str]]:
    return [(way.kind, way.path) for way in followed()[model]]


def name_keys(model: type[models.Model], instances: Iterable[Any]) -> set[str]:
    """The folded names by which the groups made from these rows are recognised."""
    rows = list(instances)
    pks_of = [
        (source, [row.pk for row in rows] if source.model is model else [getattr(row, parent) for row in rows])
        for source in name_sources()
        for child, parent in ((source.model, "pk"), *source.children)
        if child is model
    ]
    return {analysis.fold(key) for source, pks in pks_of for group in source.groups(pks) for key in group.keys}


def _before_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before a change: what only the record as it was can tell, the record that a row lay in and the glossary's names.

    Every other tie is a column or a row of somebody else, whose own change is heard.
    """
    tells = any(way.column for way in followed()[sender]) or any(sender in source.models for source in name_sources())
    if tells and instance.pk is not None and (old := sender._base_manager.filter(pk=instance.pk).first()):
        _note_row(old)


def _before_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before a deletion: all that the record is tied to, since afterwards nobody can tell."""
    _note(touched_documents(((way.kind, way.path) for way in followed()[sender] if not way.column), [instance.pk]))
    _note_row(instance)


def _note_row(row: Any) -> None:
    for way in followed()[type(row)]:
        if way.column and (parent := getattr(row, way.column)):
            _note(touched_documents([(way.kind, way.above)], [parent]))
    _pending.keys |= name_keys(type(row), [row])
    _later()


def _note(documents: dict[str, set[Any]]) -> None:
    for kind, pks in documents.items():
        _pending.documents[kind] |= pks


def _after(sender: Any, instance: Any, **kwargs: Any) -> None:
    _pending.records[sender].add(instance.pk)
    _later()


def _linked(sender: Any, instance: Any, action: str, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """A relation of many to many has changed: both ends may be in a document."""
    if action == "pre_clear":  # from either end: afterwards nobody knows what was there
        _note(touched_documents(_from(type(instance)), [instance.pk]))
    ends = [(type(instance), {instance.pk}), (model, pk_set or set())]
    for end, pks in ends:
        if end in followed():
            _pending.records[end] |= pks
    _later()


def _later() -> None:
    """After the transaction, all at once. A failure is logged and keeps no editor from saving."""
    transaction.on_commit(flush, robust=True)


def flush(even_if_nothing: bool = False) -> None:
    """Brings the documents of everything touched up to date; the second call of a transaction finds nothing to do."""
    if not (even_if_nothing or _pending.records or _pending.documents or _pending.keys):
        return
    now = timezone.now()
    if not index.is_current():
        _pending.take()
        index.rebuild()
        return
    _touch_published(now)
    records, documents, keys = _pending.take()
    for model, pks in records.items():
        for kind, found in touched_documents(_from(model), pks).items():
            documents[kind] |= found
        keys |= name_keys(model, model._base_manager.filter(pk__in=pks))
    names = index.other_names()
    for kind, found in _bearing(keys).items():
        documents[kind] |= found
    for kind, found in documents.items():
        index.update(searchables()[kind], found, names)
    index.remember(now)


def _bearing(keys: set[str]) -> dict[str, set[Any]]:
    """By kind, the records whose documents hold one of these names."""
    found: dict[str, set[Any]] = defaultdict(set)
    if not keys:
        return found
    if len(keys) > MANY_KEYS:
        rows = [SearchDocument.objects.all()]
    else:
        wanted = {(code, tuple(analysis.terms(key, code))) for key in keys for code in languages.codes()}
        rows = [
            SearchDocument.objects.filter(language=code, terms__matches=("all", tuple((term, False) for term in terms)))
            for code, terms in wanted
            if terms
        ]
    for kind, pk in (key for some in rows for key in some.values_list("kind", "object_id")):
        found[kind].add(pk)
    return found


def _touch_published(now: datetime) -> None:
    """Marks what became public, or ceased to be, since the index last looked."""
    state = IndexState.objects.get()
    if state.due_at is None or state.due_at > now:
        return
    between = (state.seen_at, now)
    moved = Q(publish_at__range=between) | Q(unpublish_at__range=between)
    for model in index.dated_models():
        _pending.records[model] |= set(model._base_manager.filter(moved).values_list("pk", flat=True))


def catch_up() -> None:
    """What became public or ceased to be is from now on named, or no longer named, in the documents it is tied to.

    A document of its own needs none of this: it carries its dates. One query while nothing is due. A job of housekeeping.
    """
    if IndexState.objects.filter(due_at__lte=timezone.now()).exists():
        flush(even_if_nothing=True)


def connect() -> None:
    """Listens to every model that a document is made from, and to the relations between them."""
    for model in followed():
        for signal, receiver in ((pre_save, _before_save), (pre_delete, _before_deletion), (post_save, _after)):
            signal.connect(receiver, sender=model, dispatch_uid=f"search-{receiver.__name__}-{model._meta.label}")
        for relation in model._meta.many_to_many:
            if relation.related_model in followed():
                through = getattr(model, relation.name).through
                m2m_changed.connect(_linked, sender=through, dispatch_uid=f"search-linked-{through._meta.label}")
