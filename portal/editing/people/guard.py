"""The last check before the database: while somebody who does not publish is at the desk, no public record is written.

The pages of the desk ask first, and answer in words; what one of them forgets to ask ends here, as a refusal (403) with
nothing written. What is written to be taken back, a preview or the capture of a prepared change, passes.
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

# Records of these kinds are for the public; accounts and logs have their own rules.
GUARDED = (Kind.RECORD, Kind.SHARED, Kind.REPORT)

_writer: ContextVar[Any] = ContextVar("writer", default=None)


@contextmanager
def writing_as(user: Any) -> Iterator[None]:
    """What is written inside is written by `user`; raises PermissionDenied where they would change what is public."""
    token = _writer.set(None if user is None or acts.has(user, Power.PUBLISH) else user)
    try:
        yield
    finally:
        _writer.reset(token)


@contextmanager
def lifted() -> Iterator[None]:
    """For writes that are taken back."""
    with writing_as(None):
        yield


def _refuse(record: Any) -> None:
    if standing.is_public(record):
        raise PermissionDenied(f"not public by this role: {record._meta.label} {record.pk}")


def _saving(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Neither as it is in the database nor as it would be may the record be public."""
    if _writer.get() is None:
        return
    stored = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    for state in filter(None, (stored, instance)):
        _refuse(state)


def _deleting(sender: Any, instance: Any, **kwargs: Any) -> None:
    if _writer.get() is None:
        return
    _refuse(instance)
    if standing.is_named(instance):
        raise PermissionDenied(f"named by a public record: {sender._meta.label} {instance.pk}")


def _linking(sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """Only the record that names the others is written: from the far side, those are the others."""
    if _writer.get() is None or not action.startswith("pre_"):
        return
    written = model._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
    for record in written:
        _refuse(record)


def connect() -> None:
    """Listens to every model of a guarded kind, and to the relations of each."""
    for model in apps.get_models():
        if acts.kind_of(model) not in GUARDED:
            continue
        pre_save.connect(_saving, sender=model, dispatch_uid=f"guard-save-{model._meta.label}")
        pre_delete.connect(_deleting, sender=model, dispatch_uid=f"guard-delete-{model._meta.label}")
        for relation in model._meta.many_to_many:
            through = getattr(model, relation.name).through
            m2m_changed.connect(_linking, sender=through, dispatch_uid=f"guard-link-{through._meta.label}")
