"""What a record was, row by row: read from the kept revisions, compared, and brought back.

A record is its own row and those of its children, the rows that its form edits as inlines. django-reversion keeps them:
each save at the desk is one revision that holds the whole record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.translation import gettext_noop
from reversion.models import Version
from reversion.revisions import _follow_relations_recursive, _get_options

Key = tuple[str, str]  # ("instruments.fundingrule", "12"): the model's label and the primary key
Rows = dict[Key, dict[str, Any]]  # {key: {attribute: value}}; a many-to-many field is a list of keys


@dataclass(frozen=True)
class Change:
    """One attribute of a row, before and after."""

    attribute: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """One row: added (no before), removed (no after), or changed in some attributes."""

    key: Key
    kind: str  # "added", "removed", "changed"
    changes: list[Change] = field(default_factory=list)

    @property
    def model(self) -> Any:
        return apps.get_model(self.key[0])


def key_of(record: models.Model) -> Key:
    return record._meta.label_lower, str(record.pk)


def children(model: Any) -> Iterator[tuple[Any, str]]:
    """(child model, the attribute that names its parent) of the rows that belong to a record, as they are followed."""
    for name in _get_options(model).follow:
        relation = model._meta.get_field(name)
        yield relation.related_model, relation.field.attname


def rows_of(versions: Iterable[Version], key: Key) -> Rows:
    """The rows of the record `key` among these versions: its own, its children's, and theirs."""
    by_model: dict[str, dict[str, dict[str, Any]]] = {}
    for version in versions:
        by_model.setdefault(version._model._meta.label_lower, {})[version.object_id] = version.field_dict
    found: Rows = {}
    waiting = [key] if key[1] in by_model.get(key[0], {}) else []
    while waiting:
        label, pk = waiting.pop()
        found[label, pk] = by_model[label][pk]
        for child, parent in children(apps.get_model(label)):
            own = by_model.get(child._meta.label_lower, {})
            waiting += [(child._meta.label_lower, other) for other, values in own.items() if str(values[parent]) == pk]
    return found


def compare(before: Rows, after: Rows) -> list[RowChange]:
    """What differs, the record's own row first, then in the order of the keys."""
    found = []
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[0], int(key[1]) if key[1].isdigit() else 0)):
        old, new = before.get(key, {}), after.get(key, {})
        told = [name for name in (new or old) if not _is_derived(key, name)]
        changes = [
            Change(name, old.get(name), new.get(name))
            for name in told
            if _plain(old.get(name)) != _plain(new.get(name))
        ]
        if not old or not new:
            found.append(RowChange(key, "added" if new else "removed", changes))
        elif changes:
            found.append(RowChange(key, "changed", changes))
    first = next(iter(before or after), None)
    return sorted(found, key=lambda row: row.key != first)


def _is_derived(key: Key, attribute: str) -> bool:
    """Whether the portal writes the attribute by itself at each save: nobody edits it, so nobody is told of it."""
    field = apps.get_model(key[0])._meta.get_field(attribute)
    return field.primary_key or not field.editable


def _plain(value: Any) -> Any:
    """Two values that a reader would call the same are equal: an empty text and none, a list in another order."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return None if value == "" else value


def present(record: models.Model) -> list[Version]:
    """The record as it stands in the database, as versions that are not saved."""
    return [_version(row) for row in _follow_relations_recursive(type(record)._base_manager.get(pk=record.pk))]


def _version(row: models.Model) -> Version:
    return read(row._meta.label_lower, str(row.pk), serializers.serialize("json", (row,), fields=_fields(type(row))))


def _fields(model: Any) -> tuple[str, ...]:
    return _get_options(model).fields


def read(label: str, pk: str, data: str) -> Version:
    """A version that is not saved, from its parts."""
    kind = ContentType.objects.get_for_model(apps.get_model(label))
    return Version(content_type=kind, object_id=pk, db=DEFAULT_DB_ALIAS, format="json", serialized_data=data)


def rows(record: models.Model) -> Rows:
    """The rows of the record as it stands in the database."""
    return rows_of(present(record), key_of(record))


def versions_of(record: models.Model) -> Any:
    """The record's own versions, newest first."""
    found = Version.objects.get_for_object(record).select_related("revision__user")
    return found.prefetch_related("revision__version_set")


def state(version: Version | None, key: Key) -> Rows:
    """The record as one of its versions keeps it; nothing for none."""
    return rows_of(version.revision.version_set.all(), key) if version else {}


def digest(found: Rows) -> str:
    """Twelve characters that stand for this state of a record and no other."""
    told = {
        "/".join(key): {name: _plain(value) for name, value in values.items() if not _is_derived(key, name)}
        for key, values in found.items()
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:12]


def keep(record: models.Model) -> None:
    """Sees that the newest version is the record as it stands. Not inside another revision.

    Content files and other programs write without keeping versions: what they wrote is kept here, before the next change
    of an editor, so that one can go back to it.
    """
    if digest(state(versions_of(record).first(), key_of(record))) == digest(rows(record)):
        return
    with reversion.create_revision():
        reversion.set_comment(gettext_noop("As it stood before, written outside of the desk"))
        reversion.add_to_revision(type(record)._base_manager.get(pk=record.pk))


def apply(changes: Iterable[RowChange]) -> None:
    """Writes the differences and nothing else: attributes that did not change keep what they hold now.

    A row that comes back gets the primary key it had, if that is free; one without a key gets a new one. Raises
    ValidationError when a row would not be valid.
    """
    order = {"removed": 0, "changed": 1, "added": 2}
    for row in sorted(changes, key=lambda row: order[row.kind]):
        manager = row.model._base_manager
        if row.kind == "removed":
            manager.filter(pk=row.key[1]).delete()
            continue
        record = manager.filter(pk=row.key[1]).first() if row.kind == "changed" else row.model()
        if record is None:  # removed meanwhile: what changed in it has nowhere to go
            continue
        if row.kind == "added" and row.key[1] and not manager.filter(pk=row.key[1]).exists():
            record.pk = row.model._meta.pk.to_python(row.key[1])
        write(record, {change.attribute: change.after for change in row.changes})


def write(record: models.Model, values: dict[str, Any]) -> None:
    many = {name for name in values if record._meta.get_field(name).many_to_many}
    for name in values.keys() - many:
        setattr(record, name, values[name])
    record.full_clean()
    record.save()
    for name in many:
        relation = getattr(record, name)
        relation.set(relation.model._base_manager.filter(pk__in=values[name] or []))
