"""With whom: types of partnership, the partnerships, and the projects they carry."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partnerships.enums import EventKind, ModalityFactKind, PartnershipState, ProjectKind, Role
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
from sites.models import Country, Institution, Network, Place, Programme

AGREEMENTS = "institutional-agreement"
"""The form of partnership with institutional partners."""


class ModalityQuerySet(PublishedQuerySet):
    def for_list(self) -> Self:
        """Each form with its partnerships."""
        return self.prefetch_related(Prefetch("partnerships", Partnership.objects.published().for_list()))

    def of_network(self, code: str) -> Self:
        """The public forms of a network, each with its partnerships."""
        return self.published().filter(network__code=code).for_list()

    def for_detail(self) -> Self:
        rows = Partnership.objects.published().for_detail()
        return self.select_related("network").prefetch_related(
            *("sources", "facts__sources", public_discrepancies()), Prefetch("partnerships", rows)
        )


class Modality(Record):
    """A form of partnership: PRISME platform, ANRS partner site, ad hoc partnership, institutional agreement."""

    url_name = "partnerships:modality"
    list_url_name = "partnerships:list"

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_plural = models.CharField(_("name, plural"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    since = PartialDateField(_("created"))
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
        verbose_name=_("network that it belongs to"),
    )

    objects = ModalityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("partnership type")
        verbose_name_plural = _("partnership types")
        ordering = ("order", "sort_key")

    def address_in(self, language: str) -> str | None:
        """Path of its page in `language`; that of the institutional partners is fixed, for the menu to name it."""
        own = super().address_in(language)
        if own is None or self.code != AGREEMENTS:
            return own
        with override(language):
            return reverse("partnerships:agreements")


class ModalityFact(Fact):
    """A sourced statement on a form of partnership."""

    modality = models.ForeignKey(Modality, models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=15, choices=ModalityFactKind.choices)

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = (choices_hold("kind", ModalityFactKind),)


class PartnershipQuerySet(PublishedQuerySet):
    """What is public here also needs a public form: a partnership's address names it."""

    def published(self, on: datetime | None = None) -> Self:
        found = super().published(on).filter(modality__in=Modality.objects.answering(on))
        return found.select_related("modality")  # its address depends on it

    def answering(self, on: datetime | None = None) -> Self:
        return super().answering(on).filter(modality__in=Modality.objects.answering(on)).select_related("modality")

    def for_list(self) -> Self:
        return self.select_related("modality").prefetch_related("countries")

    def for_detail(self) -> Self:
        open_institutions = Prefetch("institutions", Institution.objects.answering())
        return self.for_list().prefetch_related(
            *("places__country", "themes", "sources", "events__sources"),
            *(open_institutions, Prefetch("networks", Network.objects.answering()), public_discrepancies()),
        )


class Partnership(Record):
    """One partnership under a form: the PRISME of Guinea, the site of Dakar, the agreement with ICMR."""

    url_name = "partnerships:partnership"
    list_url_name = "partnerships:list"

    modality = models.ForeignKey(
        Modality, models.PROTECT, related_name="partnerships", verbose_name=_("partnership type")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PartnershipState.choices, default=PartnershipState.UNKNOWN
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="partnerships", verbose_name=_("countries"))
    places = models.ManyToManyField(Place, blank=True, related_name="partnerships", verbose_name=_("places"))
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="partnerships", verbose_name=_("institutions")
    )
    networks = models.ManyToManyField(Network, blank=True, related_name="partnerships", verbose_name=_("networks"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="partnerships", verbose_name=_("themes"))
    has_page = models.BooleanField(
        _("has a page of its own"),
        default=True,
        help_text=_("Where there is no more to say than a sentence or two: not. It is then a row of its type's page."),
    )
    has_funding_scheme = models.BooleanField(_("has its own funding scheme"), null=True, blank=True)
    started = PartialDateField(_("start"))
    ended = PartialDateField(_("end"))

    objects = PartnershipQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = (*Record.Meta.constraints, choices_hold("state", PartnershipState))

    def clean(self) -> None:
        super().clean()
        if not period_is_ordered(self.started, self.ended):
            raise ValidationError({"ended": _("The end comes before the start.")})

    def address_args(self, language: str) -> dict[str, str] | None:
        own, form = super().address_args(language), self.modality.address_args(language)
        return {**own, "modality": form["slug"]} if own and form else None

    def address_in(self, language: str) -> str | None:
        """Path of its page in `language`, else of its row on its type's page; None when it has no slug in it."""
        own, form = super().address_in(language), self.modality.address_in(language)
        return own if self.has_page or not own or not form else f"{form}#{self.code}"


class PartnershipEvent(Fact):
    """A dated step of a partnership: signed, renewed, planned."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices)
    date = PartialDateField(_("date"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = (models.F("date").asc(nulls_last=True), "order", "pk")
        constraints = (choices_hold("kind", EventKind),)


class ProjectQuerySet(PublishedQuerySet):
    def for_detail(self) -> Self:
        return self.prefetch_related(
            *("countries", "themes", "sources", "participants__sources"),
            public_discrepancies(),
            Prefetch("participants__network", Network.objects.answering()),
            Prefetch("participants__institution", Institution.objects.answering()),
            Prefetch("partnerships", Partnership.objects.published().for_list()),
            Prefetch("programmes", Programme.objects.published()),
        )


class Project(Record):
    """Research or infrastructure carried by partnerships."""

    url_name = "partnerships:project"
    list_url_name = "partnerships:projects"

    kind = models.CharField(_("kind"), max_length=15, choices=ProjectKind.choices, default=ProjectKind.PROJECT)
    full_name = models.CharField(_("name in full"), max_length=250, blank=True)
    country_count = models.PositiveSmallIntegerField(
        _("number of countries"),
        null=True,
        blank=True,
        help_text=_("As stated, when the source does not name the countries."),
    )
    continent_named = models.CharField(_("region, in words"), max_length=80, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="projects", verbose_name=_("countries"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects", verbose_name=_("themes"))
    partnerships = models.ManyToManyField(
        Partnership, blank=True, related_name="projects", verbose_name=_("partnerships")
    )
    programmes = models.ManyToManyField(Programme, blank=True, related_name="projects", verbose_name=_("programmes"))
    started = PartialDateField(_("start"))
    ended = PartialDateField(_("end"))

    objects = ProjectQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = (*Record.Meta.constraints, choices_hold("kind", ProjectKind))

    def clean(self) -> None:
        super().clean()
        if not period_is_ordered(self.started, self.ended):
            raise ValidationError({"ended": _("The end comes before the start.")})


class Participant(Sourced):
    """An institution or network in a project, and what it does there."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="participants")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="projects_in", verbose_name=_("institution")
    )
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, blank=True, related_name="projects_in", verbose_name=_("network")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("order", "pk")
        constraints = (
            choices_hold("role", Role),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(network__isnull=False),
                name="partnerships_participant_someone",
                violation_error_message=_("Choose an institution or a network."),
            ),
        )

    def __str__(self) -> str:
        return str(self.institution or self.network)
