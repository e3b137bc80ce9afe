"""Carries the history and the prepared changes of an earlier release over into revisions.

Until then django-reversion kept each row of a record as JSON, with the keys of other records where a document has their
codes, and prepared changes had a table of their own. Both tables go once they are read; without them nothing is done.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection, transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from portal.core.content.differences import Document, with_keys
from portal.core.content.dump import KEY, digest, is_default, present, scalar
from portal.core.content.specs import Concept, Shape, concept_of, concepts
from portal.core.content.standing import parents
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.text import languages

KINDS = {
    "An earlier version brought back": RevisionKind.RESTORED,
    "A deleted draft brought back": RevisionKind.RESTORED,
    "Prepared change, made public": RevisionKind.SCHEDULED,
    "import": RevisionKind.IMPORTED,
}
OLD_TABLES = ("reversion_version", "reversion_revision", "editing_preparation_authors", "editing_preparation")
UNREADABLE = (LookupError, ValueError, TypeError, ValidationError, FieldDoesNotExist)

Row = dict[str, Any]  # the fields of a row, as it was kept
Kept = dict[tuple[str, str], Row]  # by (model, key)
Place = tuple[str, int]  # a record: (model, key)


@dataclass
class Was:
    """What a record said at a moment."""

    at: datetime
    author: int | None
    kind: str
    document: Document

    @property
    def digest(self) -> str:
        return digest(self.document)


def carry_over() -> int:
    """Writes the revisions and pending changes that the old tables hold, and drops these; gives how many there are."""
    tables = set(connection.introspection.table_names())
    if not tables.intersection(OLD_TABLES):
        return 0
    _codes.cache_clear()
    with transaction.atomic():
        _complete()
        found = _versions() if "reversion_version" in tables else {}
        waiting = _preparations() if "editing_preparation" in tables else []
        for place, before, _after, values in waiting:
            found.setdefault(place, []).append(Was(values["at"], None, RevisionKind.SAVED, before))
        count = sum(_write(place, sorted(states, key=lambda was: was.at)) for place, states in found.items())
        for place, before, after, values in waiting:
            _write_pending(place, before, after, values)
        with connection.cursor() as cursor:
            for table in OLD_TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
    return count + len(waiting)


def _query(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _moment(value: Any) -> datetime:
    """A moment as the database gives it: SQLite as a text in UTC."""
    found = value if isinstance(value, datetime) else parse_datetime(str(value))
    if found is None:
        raise ValueError(value)
    return make_aware(found, UTC) if is_naive(found) else found


def _complete() -> None:
    """Gives the newest revision of each record its document, with the keys of the rows, where it is still the record's."""
    for concept in concepts():
        newest: dict[int | None, Revision] = {}
        for revision in Revision.objects.filter(model=concept.label, object_id__isnull=False).order_by("pk"):
            newest[revision.object_id] = revision
        documents = present(concept.shape, newest)
        changed = [r for pk, r in newest.items() if pk in documents and r.digest == digest(documents[pk])]
        for revision in changed:
            revision.document = documents[revision.object_id]
        Revision.objects.bulk_update(changed, ["document"], batch_size=200)


def _versions() -> dict[Place, list[Was]]:
    """What reversion kept, by record."""
    revisions: dict[int, Kept] = defaultdict(dict)
    for number, app, model, key, data in _query(
        "SELECT v.revision_id, t.app_label, t.model, v.object_id, v.serialized_data FROM reversion_version v"
        " JOIN django_content_type t ON t.id = v.content_type_id"
    ):
        revisions[number][f"{app}.{model}", key] = json.loads(data)[0]["fields"]
    found: dict[Place, list[Was]] = defaultdict(list)
    for number, at, author, comment in _query("SELECT id, date_created, user_id, comment FROM reversion_revision"):
        for label, key in revisions[number]:
            if label in _labels():
                try:
                    document = _document(_labels()[label].shape, revisions[number], key)
                except UNREADABLE:  # of models that are gone: nobody could read it before either
                    continue
                was = Was(_moment(at), author, KINDS.get(comment, RevisionKind.SAVED), document)
                found[label, int(key)].append(was)
    return found


def _preparations() -> list[tuple[Place, Document, Document, dict[str, Any]]]:
    """The prepared changes: (record, what it was, what it is to be, the rest)."""
    authors: dict[int, list[int]] = defaultdict(list)
    for number, user in _query("SELECT preparation_id, user_id FROM editing_preparation_authors"):
        authors[number].append(user)
    found = []
    for number, app, model, key, before, after, author, at, publish_at, note, minor, confirmed, failure in _query(
        "SELECT p.id, t.app_label, t.model, p.object_id, p.before, p.after, p.author_id, p.prepared_at, p.publish_at,"
        " p.note, p.is_minor, p.is_confirmed, p.failure FROM editing_preparation p"
        " JOIN django_content_type t ON t.id = p.content_type_id"
    ):
        try:
            place, was, becomes = _states(f"{app}.{model}", key, _kept(before), _kept(after))
        except UNREADABLE:
            continue
        values = {"author_id": author, "at": _moment(at), "publish_at": publish_at and _moment(publish_at)}
        values |= {"comment": note, "is_minor": bool(minor), "is_confirmed": bool(confirmed), "failure": failure}
        found.append((place, was, becomes, {**values, "authors": authors[number]}))
    return found


def _kept(parts: Any) -> Kept:
    rows = json.loads(parts) if isinstance(parts, str) else parts
    return {(label, key): json.loads(data)[0]["fields"] for label, key, data in rows}


def _states(label: str, key: Any, before: Kept, after: Kept) -> tuple[Place, Document, Document]:
    """The documents before and after; of a row with a form of its own, those of its record with the row in it."""
    if label in _labels():
        shape = _labels()[label].shape
        return (label, int(key)), _document(shape, before, str(key)), _document(shape, after, str(key))
    model = apps.get_model(label)
    parent: Any = model._meta.get_field(parents()[model])
    owner = model._base_manager.values_list(parent.attname, flat=True).get(pk=key)
    concept = concept_of(parent.related_model)
    now = present(concept.shape, [owner])[owner]

    def holding(kept: Kept) -> Document:
        out = dict(now)
        for name, child in concept.shape.children.items():
            if child.model is model:
                own = {KEY: int(key), **_document(child, kept, str(key))}
                out[name] = [own if row[KEY] == int(key) else row for row in now[name]]
        return out

    return (concept.label, owner), holding(before), holding(after)


@cache
def _labels() -> dict[str, Concept]:
    return {concept.label: concept for concept in concepts()}


def _document(shape: Shape, kept: Kept, key: str) -> Document:
    """The document of a row among those that were kept, with the rows inside it. Raises one of UNREADABLE."""
    row: Row = kept[shape.model._meta.label_lower, key]
    out: Document = {}
    for column in shape.columns:
        if column.name in shape.translated:
            texts = {code: row.get(languages.localized(column.name, code)) for code in languages.codes()}
            if texts := {code: text for code, text in texts.items() if text not in (None, "")}:
                out[column.name] = texts
            continue
        value = row.get(column.name)
        if column.is_relation:
            value = _codes(column.related_model).get(value)
        elif value is not None:
            value = scalar(column.to_python(value))
        if not is_default(column, value):
            out[column.name] = value
    for link in shape.links:
        known = _codes(link.related_model)
        if codes := sorted(known[int(other)] for other in row.get(link.name, ()) if int(other) in known):
            out[link.name] = codes
    for name, child in shape.children.items():
        label, parent = child.model._meta.label_lower, child.parent
        inside = [(each, fields) for (kind, each), fields in kept.items() if kind == label]
        own = sorted((fields["order"], int(each)) for each, fields in inside if str(fields[parent]) == key)
        if own:
            out[name] = [{KEY: each, **_document(child, kept, str(each))} for _order, each in own]
    return out


@cache
def _codes(model: Any) -> dict[Any, str]:
    return dict(model._base_manager.values_list("pk", "code"))


def _write(place: Place, states: list[Was]) -> int:
    """Puts these states before the revisions that the record has, without what said nothing new; gives how many came."""
    label, pk = place
    known = list(Revision.objects.filter(model=label, object_id=pk).order_by("pk"))
    first = next((revision for revision in known if revision.document is not None), None)
    coming: list[Was] = []
    for was in states:
        is_earlier = first is None or was.at < first.at or was.digest == first.digest
        if is_earlier and (not coming or coming[-1].digest != was.digest):
            coming.append(was)
    if first is not None and coming and coming[-1].digest == first.digest:  # the same write, kept in both tables
        last = coming.pop()
        Revision.objects.filter(pk=first.pk, author=None).update(author_id=last.author, kind=last.kind)
    if not coming:
        return 0
    rows = [_revision(place, was) for was in coming]
    if not known and not apps.get_model(label)._base_manager.filter(pk=pk).exists():
        gone = Revision(kind=RevisionKind.DELETED, model=label, object_id=pk, code=rows[-1].code, at=rows[-1].at)
        rows.append(gone)
    # Revisions follow each other by their keys: what came later is written again, behind.
    codes = {revision.code for revision in (*known, *rows)}
    loaded = Revision.objects.filter(model=label, object_id=None, code__in=codes)
    later = sorted([*Revision.objects.filter(model=label, object_id=pk), *loaded], key=lambda revision: revision.pk)
    Revision.objects.filter(pk__in=[revision.pk for revision in later]).delete()
    for revision in later:
        revision.pk = None
    Revision.objects.bulk_create([*rows, *later])
    return len(coming)


def _revision(place: Place, was: Was) -> Revision:
    values = {"document": was.document, "digest": was.digest, "code": was.document["code"]}
    return Revision(model=place[0], object_id=place[1], kind=was.kind, at=was.at, author_id=was.author, **values)


def _write_pending(place: Place, before: Document, after: Document, values: dict[str, Any]) -> None:
    label, pk = place
    shape = _labels()[label].shape
    base = Revision.objects.of(apps.get_model(label), pk).filter(digest=digest(before)).first()
    authors = values.pop("authors")
    document = with_keys(shape, after, before)
    told = {"document": document, "digest": digest(document), "code": document["code"], "base": base, **values}
    row = Revision.objects.create(model=label, object_id=pk, kind=RevisionKind.SCHEDULED, is_pending=True, **told)
    row.authors.set(authors)
