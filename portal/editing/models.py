"""What the desk keeps beside the records: prepared changes."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreparationQuerySet(models.QuerySet):
    def due(self) -> Self:
        """Those whose moment has come, oldest first; one that failed waits for an editor."""
        return self.filter(publish_at__lte=timezone.now(), failure="").order_by("publish_at")

    def of(self, record: models.Model) -> Any:
        """What is prepared for the record, or None."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk).first()


class Preparation(models.Model):
    """A change to a public record that is not public yet: what the record was, and what it is to be. One per record."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record: Any = GenericForeignKey()
    before = models.JSONField()  # rows as (model, key, serialized), see preparing.py
    after = models.JSONField()
    author = models.ForeignKey(  # who wrote in it last
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("prepared by")
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("written by"))
    prepared_at = models.DateTimeField(_("prepared on"), auto_now=True)
    publish_at = models.DateTimeField(_("goes public on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_minor = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)
    failure = models.TextField(_("why it could not be published"), blank=True)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        verbose_name = _("prepared change")
        verbose_name_plural = _("prepared changes")
        ordering = ("publish_at", "prepared_at")
        constraints = (models.UniqueConstraint(fields=("content_type", "object_id"), name="editing_preparation_once"),)

    def __str__(self) -> str:
        return str(self.record)

    @property
    def digest(self) -> str:
        """Twelve characters that stand for what would be published, and when: who decides on it says what they saw."""
        told = [self.before, self.after, str(self.publish_at)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


class Outdated(models.Model):
    """One text that another language has left behind: `was` is what the other said when this text was right."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    field = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    source_language = models.CharField(max_length=8)
    was = models.TextField()
    since = models.DateTimeField(auto_now_add=True)
    # The record whose form holds the text: the row itself, or its parent.
    owner_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("translation to update")
        verbose_name_plural = _("translations to update")
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id", "field", "language", "source_language"),
                name="editing_outdated_once",
            ),
        )
        indexes = (models.Index(fields=("owner_type", "owner_id")),)

    def __str__(self) -> str:
        return f"{self.record}: {self.field} ({self.language})"

    def as_key(self) -> tuple[str, str, str]:
        return (self.field, self.language, self.source_language)
