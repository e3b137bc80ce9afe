"""Readers' reports of errors, and our public answers."""

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

LONGEST = 2000  # characters: the longest report
KEPT = timedelta(days=365)  # how long the reader's text is kept after the answer, as the privacy page says


class ReportStatus(models.TextChoices):
    """Status of a reader's report."""

    NEW = "new", _("new")
    ANSWERED = "answered", _("answered")


class ReportQuerySet(models.QuerySet):
    """Queries for readers' reports."""

    def public(self) -> Self:
        """Reports with a public answer, latest first. The public sees our summary, never the reader's text."""
        answered = self.filter(status=ReportStatus.ANSWERED, answered_on__isnull=False)
        return answered.filter(_in_some_language("said"), _in_some_language("done")).order_by("-answered_on", "-pk")

    def forget(self) -> int:
        """Deletes readers' texts a year after the answer, and returns of how many reports; public answers stay."""
        old = timezone.localdate() - KEPT
        return self.filter(answered_on__lt=old).exclude(text="").update(text="")


def _in_some_language(field: str) -> Q:
    """Condition: the translated `field` is filled in at least one language."""
    found = Q(pk__in=())
    for code in languages.codes():
        column = languages.localized(field, code)
        found |= Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
    return found


class ReaderReport(models.Model):
    """A reader's report of an error on a page. Nothing about the person is stored: no name, address or cookie."""

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
        """Saves, with the day of the answer (Europe/Paris) once the status is "answered"."""
        is_answered = self.status == ReportStatus.ANSWERED
        self.answered_on = (self.answered_on or timezone.localdate()) if is_answered else None
        super().save(**kwargs)

    def clean(self) -> None:
        """Raises ValidationError when only one of the two parts of the public answer is written."""
        for one, other in (("said", "done"), ("done", "said")):
            if languages.text_of(self, one) and not languages.text_of(self, other):
                column = languages.localized(other, languages.current())
                raise ValidationError({column: _("A public answer says both what was reported and what we did.")})

    @property
    def is_public(self) -> bool:
        """Whether the report is answered, so that its answer may stand on the page of corrections."""
        return self.status == ReportStatus.ANSWERED


def own_path(given: str, origin: str) -> str | None:
    """The path of a page of this site, from a path or a full address below `origin`; None for anything else.

    The page need not exist (a reader may report that it is missing), but its path must match the URL configuration.
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
    """Scheme and host of the site, as `request` was sent to."""
    return addresses.origin(request.scheme, request.get_host())
