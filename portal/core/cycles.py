"""Records that refer to records of their own kind: part of, followed by. No such way may lead back to where it starts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def own_kind(model: Any) -> list[models.ForeignKey]:
    """The references of a model to itself."""
    return [field for field in model._meta.concrete_fields if field.is_relation and field.related_model is model]


def check(record: models.Model) -> None:
    """Raises ValidationError, at the field, for a reference that leads back to `record`. One query for each field."""
    wrong = {}
    for field in own_kind(type(record)):
        first = getattr(record, field.attname)
        if first and record.pk and (circle := _circle(record, field, first)):
            wrong[field.name] = _in_words(record, circle)
    if wrong:
        raise ValidationError(wrong)


def _circle(record: models.Model, field: models.ForeignKey, first: Any) -> list[Any]:
    """The keys from `first` back to the record; none when the way ends elsewhere."""
    ways = type(record)._base_manager.exclude(**{field.name: None}).exclude(pk=record.pk)
    known: dict[Any, Any] = dict(ways.values_list("pk", field.attname)) if first != record.pk else {}
    found: list[Any] = []
    here = first
    while here is not None and here not in found:  # an older circle, elsewhere, is not this record's
        found.append(here)
        if here == record.pk:
            return found
        here = known.get(here)
    return []


def _in_words(record: models.Model, circle: list[Any]) -> str:
    if len(circle) == 1:
        return _("A record does not refer to itself.")
    names = {other.pk: str(other) for other in type(record)._base_manager.filter(pk__in=circle)}
    way = " → ".join([str(record), *(names[key] for key in circle[:-1]), str(record)])
    return _("This leads round in a circle: %(way)s.") % {"way": way}
