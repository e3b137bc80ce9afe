"""What the desk keeps beside the records: which texts another language has left behind."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


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
