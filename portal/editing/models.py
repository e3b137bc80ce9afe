"""What the desk keeps beside the records: texts that another language has left behind, requests for review, comments."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.constraints import choices_hold
from portal.core.models import Revision


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


class ReviewState(models.TextChoices):
    """What has become of a request for review."""

    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent-back", _("sent back")


class ReviewRequest(models.Model):
    """Somebody asks for a second look at a record, or at a change prepared for it.

    It waits for one person (`reviewer`), for everybody of a role (`role`), or for all who publish.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    change = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pending change")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("asked by"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewer")
    )
    role = models.CharField(_("role"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    # When whoever it concerns was told by e-mail, or had not wished it; None: still to be told.
    mailed_at = models.DateTimeField(null=True)
    answer_mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request for review")
        verbose_name_plural = _("requests for review")
        ordering = ("at", "pk")
        constraints = (
            choices_hold("state", ReviewState),
            models.UniqueConstraint(
                fields=("content_type", "object_id", "asked_by"),
                condition=models.Q(state="waiting"),
                name="editing_reviewrequest_waiting_once",
            ),
        )
        indexes = (models.Index(fields=("state", "reviewer")), models.Index(fields=("content_type", "object_id")))

    def __str__(self) -> str:
        return f"{self.record}: {self.asked_by}"


class FieldComment(models.Model):
    """A word of a colleague on one field of a record's form; it stands beside the field until somebody has settled it."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    field = models.CharField(max_length=100)
    text = models.CharField(_("comment"), max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("content_type", "object_id")),)

    def __str__(self) -> str:
        return f"{self.field}: {self.text[:60]}"
