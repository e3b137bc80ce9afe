"""What the site notes of its records beside them: what the loader wrote, when a record last changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """What the content loader last wrote for a record: if the record differs since, an editor changed it."""

    model = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        constraints = (models.UniqueConstraint(fields=("model", "key"), name="core_loadedrecord_once"),)

    def __str__(self) -> str:
        return f"{self.model}: {self.key}"


class Change(models.Model):
    """When a record last really changed, and the digest of what it then held (see `portal/core/changes.py`)."""

    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("last change")
        verbose_name_plural = _("last changes")
        constraints = (models.UniqueConstraint(fields=("model", "object_id"), name="core_change_once"),)

    def __str__(self) -> str:
        return f"{self.model}: {self.object_id}"
