"""Database constraints that several models share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChoicesConstraint(models.CheckConstraint):
    """Database constraint: a field has one of its choices. Forms and the loader rely on the field's own validation."""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Does nothing: the field's own validation has a better message."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def choices_hold(field: str, choices: type[models.TextChoices], *, may_be_empty: bool = False) -> ChoicesConstraint:
    """Constraint that restricts `field` to `choices`, also for writes that bypass forms."""
    return ChoicesConstraint(
        condition=Q(**{f"{field}__in": [*([""] if may_be_empty else []), *choices.values]}),
        name="%(app_label)s_%(class)s_" + field,
        violation_error_message=_("This value is not in the list."),
    )
