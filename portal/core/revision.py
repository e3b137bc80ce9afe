"""The table of revisions: what each record said, from when on, by whom and by what."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.constraints import choices_hold


class RevisionKind(models.TextChoices):
    """How a record came to say something else."""

    LOADED = "loaded", _("loaded from the content files")
    SAVED = "saved", _("saved")
    IMPORTED = "imported", _("imported from a table")
    RESTORED = "restored", _("brought back")
    CONFIRMED = "confirmed", _("confirmed: still true")
    SCHEDULED = "scheduled", _("prepared, then made public")
    DELETED = "deleted", _("deleted")


class Revision(models.Model):
    """A record's document from one moment on; the newest is what it says now. A deleted record ends with an empty one.

    `document` is the record as its content file would say it; `digest` tells it from any other. Revisions from before the
    table was there have a digest, a moment, and no document.
    """

    model = models.CharField(_("kind of record"), max_length=80)
    object_id = models.BigIntegerField(null=True)
    code = models.CharField(_("code"), max_length=80)
    kind = models.CharField(_("how"), max_length=10, choices=RevisionKind.choices)
    document: Any = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-pk",)
        constraints = (choices_hold("kind", RevisionKind),)
        indexes = (
            models.Index(fields=("model", "object_id", "-id"), name="core_revision_record"),
            models.Index(fields=("model", "code", "-id"), name="core_revision_code"),
        )

    def __str__(self) -> str:
        return f"{self.model}: {self.code}"
