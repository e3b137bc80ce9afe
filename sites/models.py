"""Who and where: countries, places, institutions, offices, networks, and the programmes they belong to."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.fields import (
    PASSAGE,
    AddressField,
    LanguageField,
    PartialDateField,
    ProseField,
    RorField,
    UnitNumberField,
)
from portal.core.models import (
    Addressed,
    Coded,
    Fact,
    Named,
    PublishedQuerySet,
    Record,
    Shared,
    Sourced,
    Theme,
    choices_hold,
    not_itself,
    public_discrepancies,
)
from portal.core.text.languages import text_of
from sites.enums import (
    Basis,
    Continent,
    FunctionKind,
    InstitutionKind,
    NetworkFactKind,
    NetworkKind,
    OfficeFactKind,
    PlaceKind,
    ProgrammeKind,
    Zone,
)

LATITUDE = Q(latitude__gte=-90, latitude__lte=90)
LONGITUDE = Q(longitude__gte=-180, longitude__lte=180)


class Located(models.Model):
    """Has a point: WGS84 degrees, two decimals kept apart so that no database extension is needed."""

    latitude = models.DecimalField(
        _("latitude"), max_digits=6, decimal_places=3, help_text=_("WGS84 degrees, north positive.")
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=6, decimal_places=3, help_text=_("WGS84 degrees, east positive.")
    )

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=LATITUDE & LONGITUDE,
                name="%(app_label)s_%(class)s_on_earth",
                violation_error_message=_("Latitude goes from −90 to 90, longitude from −180 to 180."),
            ),
        )


class Reachable(models.Model):
    """Can be written to: a page of its own elsewhere, an address of a function. No person's name."""

    link = models.URLField(_("page elsewhere"), blank=True, help_text=_("Where more is said, such as the call itself."))
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("The e-mail address of a function, never of a person.")
    )

    class Meta:
        abstract = True


class Country(Addressed, Located, Named):
    """An ISO 3166-1 country or territory, with the zone that funding rules read. Always public: it states no fact of ours."""

    is_public = True  # it states no fact of ours, and each has its page
    url_name = "sites:country"
    list_url_name = "sites:countries"

    code = models.CharField(_("ISO code"), max_length=2, unique=True, help_text=_("ISO 3166-1 alpha-2, such as CA."))
    slug = AddressField(_("address"))
    continent = models.CharField(_("continent"), max_length=15, choices=Continent.choices)
    zone = models.CharField(
        _("zone"),
        max_length=15,
        choices=Zone.choices,
        help_text=_("No source defines Europe: this is the editors' reading."),
    )

    class Meta(Located.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("sort_key", "code")
        constraints = (*Located.Meta.constraints, choices_hold("continent", Continent), choices_hold("zone", Zone))

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Place(Shared, Located, Named, Sourced, Coded):
    """A city, a region, or a country as a whole where the source names no city."""

    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind.choices, default=PlaceKind.CITY)
    country = models.ForeignKey(Country, models.PROTECT, related_name="places", verbose_name=_("country"))
    country_basis = models.CharField(
        _("how the country is known"), max_length=10, choices=Basis.choices, default=Basis.STATED
    )
    note = ProseField(_("note"), max_length=PASSAGE, blank=True)

    class Meta(Located.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("sort_key", "code")
        constraints = (*Located.Meta.constraints, choices_hold("kind", PlaceKind), choices_hold("country_basis", Basis))


class InstitutionQuerySet(PublishedQuerySet):
    def for_detail(self) -> Self:
        return self.select_related("country").prefetch_related(
            "places__country", "functions__sources", "sources", public_discrepancies()
        )


class Institution(Record):
    """A foreign or French body: university, hospital, research unit, funder, ministry."""

    url_name = "sites:institution"
    list_url_name = "sites:institutions"

    kind = models.CharField(_("kind"), max_length=15, choices=InstitutionKind.choices)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    local_name = models.CharField(_("name in its own language"), max_length=200, blank=True)
    local_language = LanguageField(_("its own language"), max_length=8, blank=True)
    former_name = models.CharField(_("former name"), max_length=200, blank=True)
    unit_number = UnitNumberField(_("unit number"), max_length=10, blank=True, help_text=_("No space: U1111."))
    ror = RorField(_("ROR identifier"), max_length=9, blank=True, help_text=_("The nine characters after ror.org/."))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="institutions", verbose_name=_("country")
    )
    places = models.ManyToManyField(Place, blank=True, related_name="institutions", verbose_name=_("places"))
    place_basis = models.CharField(
        _("how the place is known"), max_length=10, choices=Basis.choices, default=Basis.STATED
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = (
            *Record.Meta.constraints,
            choices_hold("kind", InstitutionKind),
            choices_hold("place_basis", Basis),
            models.UniqueConstraint(
                fields=("unit_number",),
                condition=~Q(unit_number=""),
                name="sites_institution_unit_once",
                violation_error_message=_("Another institution has this unit number."),
            ),
        )

    def clean(self) -> None:
        super().clean()
        same = Institution.objects.filter(ror=self.ror).exclude(pk=self.pk).first() if self.ror else None
        if same:
            raise ValidationError({"ror": _("“%(name)s” has this identifier already.") % {"name": same}})

    @property
    def has_other_local_name(self) -> bool:
        """Whether its name in its own language adds something to the name the page shows."""
        return bool(self.local_name) and self.local_name != str(text_of(self, "name"))


class InstitutionFunction(Fact):
    """A function at an institution, as a source states it: a coordinator, a local manager, a referent."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="functions")
    kind = models.CharField(_("function"), max_length=15, choices=FunctionKind.choices)

    class Meta(Fact.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        constraints = (choices_hold("kind", FunctionKind),)


class OfficeQuerySet(PublishedQuerySet):
    def for_list(self) -> Self:
        """All that the list of offices shows."""
        return self.select_related("place__country").prefetch_related("territory")

    def for_detail(self) -> Self:
        return self.for_list().prefetch_related("sources", public_discrepancies(), "facts__sources")


class Office(Reachable, Record):
    """A permanent representation abroad."""

    url_name = "sites:office"
    list_url_name = "sites:offices"

    place = models.ForeignKey(Place, models.PROTECT, related_name="offices", verbose_name=_("place"))
    territory = models.ManyToManyField(
        Country, blank=True, related_name="covered_by", verbose_name=_("countries covered")
    )
    since = PartialDateField(_("known since"))
    phone = models.CharField(
        _("telephone"), max_length=30, blank=True, help_text=_("With its country: +32 2 123 45 67.")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")


class OfficeFact(Fact):
    """A sourced statement on an office."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=15, choices=OfficeFactKind.choices)

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = (choices_hold("kind", OfficeFactKind),)


class NetworkQuerySet(PublishedQuerySet):
    def for_detail(self) -> Self:
        return self.prefetch_related(
            *("members__country", "members__sources", "sources", "facts__sources"),
            Prefetch("members__institution", Institution.objects.answering()),
            Prefetch("parent", Network.objects.answering()),
            public_discrepancies(),
        )


class Network(Record):
    """A network, alliance, forum or club that the institute runs or belongs to."""

    url_name = "sites:network"
    list_url_name = "sites:networks"
    SECTIONS: ClassVar[dict[str, str]] = {"anrs-network": "partnerships:anrs"}
    """Networks whose page is a section that another room gathers, at an address that the menu names: by code."""

    kind = models.CharField(_("kind"), max_length=15, choices=NetworkKind.choices)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="groups", verbose_name=_("part of")
    )
    since = PartialDateField(_("created"))

    objects = NetworkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = (*Record.Meta.constraints, choices_hold("kind", NetworkKind), not_itself("parent"))

    def address_in(self, language: str) -> str | None:
        """Path of its page in `language`, or of the section that gathers what belongs to it."""
        own = super().address_in(language)
        if own is None or self.code not in self.SECTIONS:
            return own
        with override(language):
            return reverse(self.SECTIONS[self.code])


class NetworkFact(Fact):
    """A sourced statement on a network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=15, choices=NetworkFactKind.choices)

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = (choices_hold("kind", NetworkFactKind),)


class NetworkMember(Sourced):
    """A country or an institution in a network, with the year it joined."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("country")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("institution")
    )
    since = PartialDateField(_("member since"))
    role = models.CharField(_("role"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(country__isnull=False) | Q(institution__isnull=False),
                name="sites_networkmember_someone",
                violation_error_message=_("Choose a country or an institution."),
            ),
        )

    def __str__(self) -> str:
        return str(self.institution or self.country)


class ProgrammeQuerySet(PublishedQuerySet):
    def for_detail(self) -> Self:
        others = (Prefetch(name, Programme.objects.answering()) for name in ("parent", "successor"))
        return self.prefetch_related("themes", "sources", public_discrepancies(), *others)


class Programme(Record):
    """A national or European programme, initiative or strategy that cooperations and projects belong to."""

    url_name = "sites:programme"
    list_url_name = "sites:programmes"

    kind = models.CharField(_("kind"), max_length=15, choices=ProgrammeKind.choices)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    full_name = models.CharField(_("name in full"), max_length=250, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="programmes", verbose_name=_("themes"))
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name=_("followed by")
    )
    started = PartialDateField(_("start"))
    ended = PartialDateField(_("end"))

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = (
            *Record.Meta.constraints,
            choices_hold("kind", ProgrammeKind),
            not_itself("parent"),
            not_itself("successor"),
        )
