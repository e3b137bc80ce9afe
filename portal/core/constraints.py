"""Constraints of the database that several models share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChoicesConstraint(models.CheckConstraint):
    """A database check that a field is one of its choices. Forms and the loader hear it from the field itself."""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to ask the database: the field's own choices have said it before, in better words."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def choices_hold(field: str, choices: type[models.TextChoices]) -> ChoicesConstraint:
    """Refuses in the database, too, a value of `field` outside `choices`: imports and shells pass by the forms."""
    return ChoicesConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name="%(app_label)s_%(class)s_" + field,
        violation_error_message=_("This value is not in the list."),
    )
