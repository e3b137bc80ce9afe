"""Words with a fixed list of values. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


# Its address answers: it is public, or once was.
ANSWERING = (Status.PUBLISHED, Status.ARCHIVED)


class SourceBasis(TextChoices):
    """What is known of a source's own date."""

    STATED = "stated", _("dated by its publisher")
    ABOUT = "about", _("undated, period inferred")
    AFTER = "after", _("undated, not before")
    PERIOD = "period", _("undated, covers a period")
