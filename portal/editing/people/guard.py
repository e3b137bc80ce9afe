"""The last check before the database: in a request of somebody who is no publisher, no public record is written.

The admin's pages check first and explain a refusal. A write that a page forgot to check raises PermissionDenied here
(403), and nothing is written. Writes that are rolled back (previews, capturing a pending change) are exempt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, pre_delete, pre_save

from portal.core.content import standing
from portal.editing.people import acts
from portal.editing.people.acts import Kind, Power

# The kinds whose records are shown to the public; accounts and logs have rules of their own.
GUARDED = (Kind.RECORD, Kind.SHARED, Kind.REPORT)

_writer: ContextVar[Any] = ContextVar("writer", default=None)


@contextmanager
def writing_as(user: Any) -> Iterator[None]:
    """Attributes the writes inside to `user`; those to public records raise PermissionDenied unless they publish."""
    token = _writer.set(None if user is None or acts.has(user, Power.PUBLISH) else user)
    try:
        yield
    finally:
        _writer.reset(token)


@contextmanager
def lifted() -> Iterator[None]:
    """Suspends the check inside: for writes that are rolled back."""
    with writing_as(None):
        yield


def _refuse(record: Any) -> None:
    """Raises PermissionDenied if `record` is public."""
    if standing.is_public(record):
        raise PermissionDenied(f"not public by this role: {record._meta.label} {record.pk}")


def _saving(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Refuses to save a record that is public, in the database or by its new values."""
    if _writer.get() is None:
        return
    stored = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    for state in filter(None, (stored, instance)):
        _refuse(state)


def _deleting(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Refuses to delete a record that is public or that a public one refers to."""
    if _writer.get() is None:
        return
    _refuse(instance)
    if standing.is_named(instance):
        raise PermissionDenied(f"named by a public record: {sender._meta.label} {instance.pk}")


def _linking(sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """Refuses to change a many-to-many relation of a public record, from either side."""
    if _writer.get() is None or not action.startswith("pre_"):
        return
    written = model._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
    for record in written:
        _refuse(record)


def connect() -> None:
    """Connects the checks to every model of a guarded kind, and to its many-to-many relations."""
    for model in apps.get_models():
        if acts.kind_of(model) not in GUARDED:
            continue
        pre_save.connect(_saving, sender=model, dispatch_uid=f"guard-save-{model._meta.label}")
        pre_delete.connect(_deleting, sender=model, dispatch_uid=f"guard-delete-{model._meta.label}")
        for relation in model._meta.many_to_many:
            through = getattr(model, relation.name).through
            m2m_changed.connect(_linking, sender=through, dispatch_uid=f"guard-link-{through._meta.label}")
