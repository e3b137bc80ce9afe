"""What runs or ran under an instrument: Joint Labs, TCPs, IRPs, joint units, CNRS-Inserm networks."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from instruments.enums import CooperationState, Mode, Side
from instruments.models.instrument import Instrument, earlier
from portal.core.fields import PartialDateField
from portal.core.models import (
    Fact,
    PublishedQuerySet,
    Record,
    Sourced,
    Theme,
    choices_hold,
    period_is_ordered,
    public_discrepancies,
)
from sites.models import Institution, Place, Programme


class CooperationQuerySet(PublishedQuerySet):
    """What is public here also needs a public instrument: a cooperation names it."""

    def published(self, on: datetime | None = None) -> Self:
        found = super().published(on).filter(instrument__in=Instrument.objects.answering(on))
        return found.select_related("instrument")  # its address depends on it

    def answering(self, on: datetime | None = None) -> Self:
        return (
            super().answering(on).filter(instrument__in=Instrument.objects.answering(on)).select_related("instrument")
        )

    def for_list(self) -> Self:
        """All that a card shows: instrument, partners and their places."""
        partners = Partner.objects.select_related("place__country").prefetch_related(
            Prefetch("institution", Institution.objects.answering().select_related("country")),
            "institution__places__country",
        )
        return self.select_related("instrument").prefetch_related(Prefetch("partners", partners))

    def for_detail(self) -> Self:
        return self.for_list().prefetch_related(
            *("sources", "themes", "coordinators", "partners__sources", "facts__sources"),
            public_discrepancies(),
            Prefetch("programmes", Programme.objects.published()),
        )


class Cooperation(Record):
    """One running or ended thing under an instrument."""

    url_name = "instruments:cooperation"
    list_url_name = "instruments:cooperations"

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="cooperations", verbose_name=_("instrument")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=CooperationState.choices, default=CooperationState.RUNNING
    )
    full_name = models.CharField(_("name in full"), max_length=250, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="cooperations", verbose_name=_("themes"))
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="cooperations", verbose_name=_("linked programmes")
    )
    started = PartialDateField(_("start"))
    ended = PartialDateField(_("end"))

    objects = CooperationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        ordering = ("instrument__order", "order", "sort_key", "code")
        constraints = (*Record.Meta.constraints, choices_hold("state", CooperationState))

    def clean(self) -> None:
        super().clean()
        if not period_is_ordered(self.started, self.ended):
            raise ValidationError({"ended": _("The end comes before the start.")})

    def address_in(self, language: str) -> str | None:
        """Path of its page in `language`; of an earlier form, that of its row on the page of all of them."""
        own = super().address_in(language)
        return earlier(own, self.code, language) if self.instrument.mode == Mode.HISTORIC else own

    def unseen_partners(self) -> list[Institution]:
        """The institutions among its partners that its page cannot name, since they are not public."""
        named = Institution.objects.filter(partner_in__cooperation=self)
        return list(named.exclude(pk__in=Institution.objects.answering()).distinct())

    @property
    def french_partners(self) -> list["Partner"]:
        return [partner for partner in self.partners.all() if partner.side == Side.FRENCH]

    @property
    def foreign_partners(self) -> list["Partner"]:
        return [partner for partner in self.partners.all() if partner.side == Side.FOREIGN]


class CooperationFact(Fact):
    """A sourced statement on a cooperation."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="facts")

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")


class Partner(Sourced):
    """A body on one side of a cooperation; only a place where the source names no body."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="partners")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.FOREIGN)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="partner_in", verbose_name=_("institution")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="partner_in", verbose_name=_("place")
    )
    is_foreseen = models.BooleanField(_("prospective partner"), default=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("order", "pk")
        constraints = (
            choices_hold("side", Side),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(place__isnull=False),
                name="instruments_partner_someone",
                violation_error_message=_("Choose an institution or a place."),
            ),
        )

    def __str__(self) -> str:
        return str(self.institution or self.place)

    @property
    def places(self) -> list[Place]:
        """Its own place if one is given, else those of its institution."""
        if self.place:
            return [self.place]
        return list(self.institution.places.all()) if self.institution else []


class Coordinator(models.Model):
    """A person whom the sources name as scientific coordinator."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="coordinators")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("scientific coordinator")
        verbose_name_plural = _("scientific coordinators")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name
