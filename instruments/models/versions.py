"""The rules over time, and the cases that they are tried on."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from instruments.enums import Verdict
from instruments.models.instrument import Instrument
from portal.core.models import Coded, Named, choices_hold


class RuleSet(models.Model):
    """The rules of all instruments as they stood from one day on. A link to the finder names its set by `digest`."""

    digest = models.CharField(_("version"), max_length=12, db_index=True)
    since = models.DateTimeField(_("in force since"), default=timezone.now)
    rules = models.JSONField(_("rules"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed verdicts confirmed by"),
    )
    confirmed = models.JSONField(_("verdicts that changed"), default=list, blank=True)

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ("-since", "-pk")

    def __str__(self) -> str:
        return f"{self.digest} ({self.since:%Y-%m-%d})"


class Example(Named, Coded):
    """A case with the verdicts it must get: replayed whenever the rules change."""

    is_public = False  # a tool of the editors: no page shows it

    answers = models.CharField(
        _("answers"),
        max_length=500,
        help_text=_("The address of the finder with the answers given, or its part after the question mark."),
    )
    on = models.DateField(_("judged on"))

    class Meta:
        verbose_name = _("example profile")
        verbose_name_plural = _("example profiles")
        ordering = ("sort_key", "code")


class ExampleVerdict(models.Model):
    """What one instrument must be for an example; the amount in whole euros where one is certain."""

    example = models.ForeignKey(Example, models.CASCADE, related_name="verdicts")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="+", verbose_name=_("instrument"))
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict.choices)
    amount = models.PositiveIntegerField(_("amount in euros"), null=True, blank=True)

    class Meta:
        verbose_name = _("expected verdict")
        verbose_name_plural = _("expected verdicts")
        ordering = ("order", "pk")
        constraints = (
            choices_hold("verdict", Verdict),
            models.UniqueConstraint(fields=("example", "instrument"), name="instruments_exampleverdict_once"),
        )

    def __str__(self) -> str:
        return f"{self.instrument}: {self.get_verdict_display()}"
