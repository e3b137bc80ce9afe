"""What readers report as wrong, and what we answer in public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.fields import PASSAGE, ProseField
from portal.core.models import choices_hold
from portal.core.text import languages
from portal.core.web import addresses

LONGEST = 2000  # characters of a report
KEPT = timedelta(days=365)  # the reader's own words, after the answer; the privacy page says so


class ReportStatus(models.TextChoices):
    NEW = "new", _("new")
    ANSWERED = "answered", _("answered")


class ReportQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those answered in public, the latest first: what was said stands there in our words, never in the reader's."""
        answered = self.filter(status=ReportStatus.ANSWERED, answered_on__isnull=False)
        return answered.filter(_in_some_language("said"), _in_some_language("done")).order_by("-answered_on", "-pk")

    def forget(self) -> int:
        """Deletes readers' words a year after the answer; what was answered in public stays. Returns of how many."""
        old = timezone.localdate() - KEPT
        return self.filter(answered_on__lt=old).exclude(text="").update(text="")


def _in_some_language(field: str) -> Q:
    found = Q(pk__in=())
    for code in languages.codes():
        column = languages.localized(field, code)
        found |= Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
    return found


class ReaderReport(models.Model):
    """What a reader says is wrong on a page. Nothing of the person is kept: no name, no address, no cookie."""

    page = models.CharField(_("page"), max_length=400)
    text = models.TextField(_("what the reader says"), max_length=LONGEST, blank=True)
    language = models.CharField(_("language of the report"), max_length=8)
    sent_on = models.DateField(_("sent on"), default=timezone.localdate)
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.NEW)
    said = ProseField(
        _("what was reported, in our words"),
        max_length=PASSAGE,
        blank=True,
        help_text=_("Shown on the page of corrections. Name nobody, quote nobody; empty: this report stays private."),
    )
    done = ProseField(
        _("what we did"),
        max_length=PASSAGE,
        blank=True,
        help_text=_("Shown on the page of corrections, below what was reported."),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ("-sent_on", "-pk")
        constraints = (choices_hold("status", ReportStatus),)

    def __str__(self) -> str:
        return f"{self.sent_on}: {self.page}"

    def save(self, **kwargs: Any) -> None:
        is_answered = self.status == ReportStatus.ANSWERED
        self.answered_on = (self.answered_on or timezone.localdate()) if is_answered else None
        super().save(**kwargs)

    def clean(self) -> None:
        """Half an answer helps nobody: the page of corrections shows both parts or nothing."""
        for one, other in (("said", "done"), ("done", "said")):
            if languages.text_of(self, one) and not languages.text_of(self, other):
                column = languages.localized(other, languages.current())
                raise ValidationError({column: _("A public answer says both what was reported and what we did.")})

    @property
    def is_public(self) -> bool:
        """Whether its answer is shown, or was meant to be, on the page of corrections."""
        return self.status == ReportStatus.ANSWERED


def own_path(given: str, origin: str) -> str | None:
    """The path of a page of this site, from a path or an address of ours; None for anything else.

    The page need not exist any more: a reader may report that it is missing. Its form must be one of ours.
    """
    path = given.strip().removeprefix(origin)
    path = path.split("?", 1)[0].split("#", 1)[0]
    language = languages.from_path(path)
    if language is None or not path.startswith("/") or path.startswith("//") or not path.isprintable():
        return None
    with override(language):
        try:
            resolve(path)
        except Resolver404:
            return None
    return path


def origin_of(request: Any) -> str:
    return addresses.origin(request.scheme, request.get_host())
