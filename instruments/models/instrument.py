"""By which means: instruments, what they give, and who may apply."""

from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from instruments.enums import CRITERION_VALUES, Amounts, CriterionKind, FactKind, FundingZone, Mode, NameKind
from portal.core.models import Fact, PublishedQuerySet, Record, Sourced, choices_hold, public_discrepancies
from portal.core.text import numbers
from portal.pages.models import KeyFigure
from sites.models import Place

# What is coming, and the latest of what is over: enough to say the next date. The list has all calls.
CALLS_AT_HAND = 12


def earlier(own: str | None, code: str, language: str) -> str | None:
    """Address of a row of the page of earlier forms in `language`, for what would have the address `own`; None without."""
    with override(language):
        return f"{reverse('instruments:earlier')}#{code}" if own else None


class InstrumentQuerySet(PublishedQuerySet):
    def ladder(self) -> Self:
        """Those of today, stage by stage; the ones without a stage after the ladder."""
        return self.exclude(mode=Mode.HISTORIC).order_by(F("stage").asc(nulls_last=True), "order")

    def historic(self) -> Self:
        return self.filter(mode=Mode.HISTORIC)

    def for_earlier_forms(self) -> Self:
        """The earlier forms with what ran under them."""
        cooperation: Any = apps.get_model("instruments", "Cooperation")
        rows = cooperation.objects.published().for_detail()
        return self.historic().prefetch_related("sources", "facts__sources", "names", Prefetch("cooperations", rows))

    def for_list(self) -> Self:
        """All that the ladder and the comparison table show: names, amounts, facts, sources, calls."""
        facts = InstrumentFact.objects.prefetch_related("sources")
        call: Any = apps.get_model("instruments", "Call")  # it names its instrument, hence is made later
        calls = Prefetch("calls", call.objects.answering().first_of_each_instrument(CALLS_AT_HAND))
        return self.prefetch_related("sources", "funding__sources", Prefetch("facts", facts), calls)

    def for_detail(self) -> Self:
        return self.for_list().prefetch_related(
            *("names__sources", "routes__criteria__sources", "places__place__country", "places__sources"),
            public_discrepancies(),
            Prefetch("figures", KeyFigure.objects.published().for_list()),
        )


class Instrument(Record):
    """A way the institute supports international cooperation."""

    url_name = "instruments:detail"
    list_url_name = "instruments:list"

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    stage = models.PositiveSmallIntegerField(
        _("stage"), null=True, blank=True, help_text=_("1 to 4; empty for an instrument that stands beside the stages.")
    )
    stage_name = models.CharField(_("name of the stage"), max_length=40, blank=True)
    name_plural = models.CharField(_("name, plural"), max_length=200, blank=True)
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("On the ladder: IRP, First Steps.")
    )
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    mode = models.CharField(_("how it starts"), max_length=10, choices=Mode.choices)
    figures = models.ManyToManyField(KeyFigure, blank=True, related_name="instruments", verbose_name=_("key figures"))

    objects = InstrumentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("order", "code")
        constraints = (
            *Record.Meta.constraints,
            choices_hold("mode", Mode),
            models.CheckConstraint(
                condition=Q(stage=None) | Q(stage__gte=1, stage__lte=4),
                name="instruments_instrument_stage",
                violation_error_message=_("A stage is a number from 1 to 4."),
            ),
        )

    def address_in(self, language: str) -> str | None:
        """Path of its page in `language`; of an earlier form, that of its part of the page of all of them."""
        own = super().address_in(language)
        return earlier(own, self.code, language) if self.mode == Mode.HISTORIC else own


class InstrumentName(Sourced):
    """Another name of an instrument: its predecessors, variants found in the sources."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="names")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=15, choices=NameKind.choices)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    text = models.CharField(_("name in full"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("order", "pk")
        constraints = (choices_hold("kind", NameKind),)

    def __str__(self) -> str:
        return self.acronym or self.text


class InstrumentFact(Fact):
    """A sourced statement on an instrument: one cell of the comparison, one line of its page."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=15, choices=FactKind.choices)

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = (choices_hold("kind", FactKind),)


class InstrumentPlace(Sourced):
    """A place in which projects of an instrument are signed, as a source lists it: a place, not a project of its own."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="places")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    place = models.ForeignKey(Place, models.PROTECT, related_name="instruments", verbose_name=_("place"))

    class Meta:
        verbose_name = _("place of the instrument")
        verbose_name_plural = _("places of the instrument")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return str(self.place)

    @property
    def code(self) -> str:
        """What tells it from every other row in the search."""
        return f"{self.instrument.code}-{self.place.code}"

    @property
    def anchor(self) -> str:
        """Where it stands on the instrument's page."""
        return f"place-{self.place.code}"

    def address_in(self, language: str) -> str | None:
        """Path of its row on the instrument's page in `language`; None when the instrument has no page in it."""
        page = self.instrument.address_in(language)
        return f"{page}#{self.anchor}" if page else None


class FundingRule(Sourced):
    """What an instrument pays, for one zone. Whole euros; years. An amount no source states is NULL, not zero."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="funding")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    zone = models.CharField(_("zone"), max_length=15, choices=FundingZone.choices, default=FundingZone.ANY)
    amount = models.PositiveIntegerField(_("amount in euros"), null=True, blank=True, validators=[MinValueValidator(1)])
    is_ceiling = models.BooleanField(_("is a ceiling"), default=False, help_text=_("The page then says “up to”."))
    basis = models.CharField(_("counted"), max_length=10, choices=Amounts.choices, default=Amounts.PROJECT)
    years = models.PositiveSmallIntegerField(
        _("duration in years"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    years_is_minimum = models.BooleanField(_("duration is a minimum"), default=False)

    class Meta:
        verbose_name = _("funding rule")
        verbose_name_plural = _("funding rules")
        ordering = ("order", "pk")
        constraints = (
            choices_hold("zone", FundingZone),
            choices_hold("basis", Amounts),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gt=0)) & (Q(years=None) | Q(years__gt=0)),
                name="instruments_fundingrule_positive",
                violation_error_message=_("An amount or a duration is greater than zero, or left empty."),
            ),
            models.UniqueConstraint(
                fields=("instrument", "zone"),
                name="instruments_fundingrule_zone_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_zone_display()} – {numbers.euros(self.amount) if self.amount else '?'}"


class Route(models.Model):
    """One way to qualify. One route is enough; within it every criterion holds, and so do those common to all."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="routes")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_common = models.BooleanField(
        _("common to all routes"), default=False, help_text=_("Its criteria are asked whatever the route.")
    )

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ("-is_common", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument",),
                condition=Q(is_common=True),
                name="instruments_route_common_once",
                violation_error_message=_("An instrument has one common route at most."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} – {self.order}"


class Criterion(Sourced):
    """One condition, as a code and a value; its words are made in both languages from these."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=25, choices=CriterionKind.choices)
    value = models.CharField(
        _("value"), max_length=80, help_text=_("A number or a code; several are separated by commas.")
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("order", "pk")
        constraints = (choices_hold("kind", CriterionKind),)

    def __str__(self) -> str:
        allowed = CRITERION_VALUES.get(self.kind)
        known = dict(allowed.choices) if allowed else {}
        said = ", ".join(str(known.get(value, value)) for value in self.values)
        return _("%(kind)s: %(values)s") % {"kind": capfirst(str(self.get_kind_display())), "values": said}

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value.strip() for value in self.value.split(",") if value.strip())

    def clean(self) -> None:
        allowed = CRITERION_VALUES.get(self.kind)
        if allowed is None:
            if not self.value.isdecimal() or len(self.value) > 3:
                raise ValidationError({"value": _("This criterion needs a whole number.")})
        elif not self.values or set(self.values) - set(allowed.values):
            known = ", ".join(f"{value} ({label})" for value, label in allowed.choices)
            raise ValidationError(
                {"value": _("Use one or more of these, separated by commas: %(values)s") % {"values": known}}
            )
