"""Choices that several apps share. Imports nothing of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Status of a published record."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


# Statuses whose address answers: the record is public, or was.
ANSWERING = (Status.PUBLISHED, Status.ARCHIVED)


class SourceBasis(TextChoices):
    """How the date of a source is known."""

    STATED = "stated", _("dated by its publisher")
    ABOUT = "about", _("undated, period inferred")
    AFTER = "after", _("undated, not before")
    PERIOD = "period", _("undated, covers a period")
