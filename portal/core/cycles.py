"""Refuses cycles of references between records of one kind, such as "part of" or "followed by"."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def own_kind(model: Any) -> list[models.ForeignKey]:
    """Foreign keys of `model` to itself."""
    return [field for field in model._meta.concrete_fields if field.is_relation and field.related_model is model]


def check(record: models.Model) -> None:
    """Raises ValidationError, by field, if a reference of `record` leads back to it. One query per field."""
    wrong = {}
    for field in own_kind(type(record)):
        first = getattr(record, field.attname)
        if first and record.pk and (circle := _circle(record, field, first)):
            wrong[field.name] = _format_cycle(record, circle)
    if wrong:
        raise ValidationError(wrong)


def _circle(record: models.Model, field: models.ForeignKey, first: Any) -> list[Any]:
    """Primary keys on the way from `first` back to `record`; empty if it does not lead back."""
    ways = type(record)._base_manager.exclude(**{field.name: None}).exclude(pk=record.pk)
    known: dict[Any, Any] = dict(ways.values_list("pk", field.attname)) if first != record.pk else {}
    found: list[Any] = []
    here = first
    while here is not None and here not in found:  # stops in an older cycle without this record
        found.append(here)
        if here == record.pk:
            return found
        here = known.get(here)
    return []


def _format_cycle(record: models.Model, circle: list[Any]) -> str:
    """Error message that shows the cycle."""
    if len(circle) == 1:
        return _("A record does not refer to itself.")
    names = {other.pk: str(other) for other in type(record)._base_manager.filter(pk__in=circle)}
    way = " → ".join([str(record), *(names[key] for key in circle[:-1]), str(record)])
    return _("This leads round in a circle: %(way)s.") % {"way": way}
