"""The table of revisions: what each record said, from when on, by whom and by what."""

from __future__ import annotations

import hashlib
from typing import Any, Self

from django.apps import apps
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


class WrittenManager(models.Manager):
    """Revisions that records have or had: what waits is not among them."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(is_pending=False)

    def of(self, model: Any, pk: Any) -> models.QuerySet:
        """Those of one record whose documents were kept, the newest first."""
        return self.filter(model=model._meta.label_lower, object_id=pk, document__isnull=False).order_by("-pk")


class PendingQuerySet(models.QuerySet):
    def due(self) -> Self:
        """Those whose moment has come, oldest first; one that failed waits for an editor."""
        return self.filter(publish_at__lte=timezone.now(), failure="").order_by("publish_at")

    def of(self, record: models.Model) -> Self:
        """What is pending for the record, oldest first."""
        return self.filter(model=record._meta.label_lower, object_id=record.pk).order_by("pk")


class PendingManager(models.Manager.from_queryset(PendingQuerySet)):  # type: ignore[misc]
    """Revisions that wait, nothing public says yet what they say; or, of those, the ones that were dropped."""

    def __init__(self, *, is_dropped: bool = False) -> None:
        super().__init__()
        self.is_dropped = is_dropped

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(is_pending=True, dropped_at__isnull=not self.is_dropped)


class Revision(models.Model):
    """A record's document from one moment on; the newest is what it says now. A deleted record ends with an empty one.

    `document` is the record as its content file would say it, each row with its key; `digest` tells it from any other.
    Revisions from before the table was there have a digest, a moment, and no document. A pending revision is what a public
    record is to say: one for each record and author, made from `base`, written into the record when it is published; one
    that was dropped stays until its author prepares another. `authors` wrote in it, and are named in the history.
    """

    model = models.CharField(_("kind of record"), max_length=80)
    object_id = models.BigIntegerField(null=True)
    code = models.CharField(_("code"), max_length=80)
    kind = models.CharField(_("how"), max_length=10, choices=RevisionKind.choices)
    document: Any = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    author = models.ForeignKey(  # of a pending one: whose it is; of one made public: who did that
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    comment = models.CharField(_("note"), max_length=200, blank=True)

    is_pending = models.BooleanField(_("waits"), default=False)
    base = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", verbose_name=_("made from"))
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("written by"))
    publish_at = models.DateTimeField(_("goes public on"), null=True, blank=True)
    is_minor = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)
    failure = models.TextField(_("why it could not be published"), blank=True)
    dropped_at = models.DateTimeField(_("dropped on"), null=True, blank=True)

    objects = WrittenManager()
    pending = PendingManager()
    dropped = PendingManager(is_dropped=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-pk",)
        constraints = (
            choices_hold("kind", RevisionKind),
            models.UniqueConstraint(
                fields=("model", "object_id", "author"),
                condition=models.Q(is_pending=True, dropped_at=None),
                name="core_revision_pending_author",
            ),
        )
        indexes = (
            models.Index(fields=("model", "object_id", "-id"), name="core_revision_record"),
            models.Index(fields=("model", "code", "-id"), name="core_revision_code"),
        )

    def __str__(self) -> str:
        return f"{self.model}: {self.code}"

    @property
    def record(self) -> Any:
        """The record itself; None when it is gone."""
        return apps.get_model(self.model)._base_manager.filter(pk=self.object_id).first()

    @property
    def seal(self) -> str:
        """Twelve characters that stand for what would be published, and when: who decides on it says what they saw."""
        told = f"{self.pk} {self.base_id} {self.digest} {self.publish_at}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]
