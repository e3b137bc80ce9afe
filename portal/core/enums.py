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


class Measure(TextChoices):
    """What a version of a subject measures, so that the versions can stand on one scale."""

    NONE = "none", _("nothing: words alone")
    COUNT = "count", _("a number")
    PERCENT = "percent", _("a share, in %")
    YEARS = "years", _("a number of years")
    DATE = "date", _("the date for which it holds")


class Exactness(TextChoices):
    """How a version states its value."""

    EXACT = "exact", _("exactly")
    OVER = "over", _("more than")
    LEAST = "at-least", _("at least")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    UP_TO = "up-to", _("up to")
