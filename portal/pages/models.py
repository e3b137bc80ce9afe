"""Editorial pages, key figures, the timeline, the glossary and documents."""

from collections import defaultdict
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.content.reference import validate_reference
from portal.core.enums import Status
from portal.core.fields import PASSAGE, PartialDateField, ProseField
from portal.core.models import (
    Coded,
    Fact,
    Named,
    Published,
    PublishedQuerySet,
    Record,
    Source,
    Sourced,
    choices_hold,
    not_itself,
    public_discrepancies,
    visible,
)
from portal.core.text.languages import localized
from portal.library.enums import Licence
from portal.library.models import Filed
from portal.pages.enums import AliasKind, Chapter, Lane, PageKind, Qualifier, Unit
from portal.pages.site_words import FeaturedRecord, MenuEntry, NewsItem, Notice, Question  # noqa: F401 - tables of this app

STRATEGY = "strategy-and-figures"
"""The code of the page that holds the words of the door "Strategy and figures"."""

OF_LISTS = {STRATEGY: "pages:strategy"}  # pages whose address a list has


class PageQuerySet(PublishedQuerySet):
    def of_kind(self, *kinds: PageKind) -> Self:
        return self.filter(kind__in=kinds)

    def strategy(self) -> Self:
        return self.of_kind(PageKind.STRATEGY).order_by("order", "sort_key")

    def for_detail(self) -> Self:
        return self.select_related("parent").prefetch_related("sources", public_discrepancies(), "facts__sources")


class Page(Record):
    """An editorial page. Its text may hold the publisher's values as tokens, such as [[publisher.name]]."""

    kind = models.CharField(_("kind"), max_length=10, choices=PageKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    share_title = models.CharField(
        _("title when shared"),
        max_length=120,
        blank=True,
        help_text=_("For previews on other sites and in messages. Empty: the title of the page."),
    )
    share_description = models.CharField(
        _("description when shared"),
        max_length=250,
        blank=True,
        help_text=_("For the same previews. Empty: the summary."),
    )

    objects = PageQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("kind", "order", "sort_key")
        constraints = (
            *Record.Meta.constraints,
            choices_hold("kind", PageKind),
            not_itself("parent"),
        )

    def needs_slug(self) -> bool:
        return self.kind == PageKind.STRATEGY

    def address_args(self, language: str) -> dict[str, str] | None:
        return super().address_args(language) if self.needs_slug() else {}

    @property
    def list_url_name(self) -> str:
        return "pages:strategy" if self.needs_slug() else ""

    @property
    def url_name(self) -> str:
        """A legal or help page has a fixed address, named by its code: the footer needs no database for it."""
        return "pages:strategy-page" if self.needs_slug() else OF_LISTS.get(self.code, self.code)


class KeyFigureQuerySet(PublishedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("source")


class KeyFigure(Named, Published, Coded):
    """A figure with its passport: value, unit, scope, definition, reference date, source. None may be left out."""

    qualifier = models.CharField(_("how exact"), max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    value_to = models.DecimalField(_("value, end of the range"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.COUNT)
    scope = models.CharField(_("scope"), max_length=250, help_text=_("What is counted, of what whole."))
    definition = ProseField(_("definition"), max_length=PASSAGE, blank=True)
    reference_date = PartialDateField(
        _("reference date"), help_text=_("Empty when the source does not date the figure.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    series = models.SlugField(
        _("series"), max_length=80, blank=True, help_text=_("Figures of one series differ only in date.")
    )
    chapter = models.CharField(
        _("chapter"),
        max_length=12,
        choices=Chapter.choices,
        default=Chapter.HOW_MUCH,
        help_text=_("Of the page of key figures. The figure with the lowest order opens its chapter."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_featured = models.BooleanField(_("on the home page"), default=False)
    note = ProseField(_("note"), max_length=PASSAGE, blank=True)

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ("order", "code")
        constraints = (
            choices_hold("status", Status),
            choices_hold("qualifier", Qualifier),
            choices_hold("unit", Unit),
            choices_hold("chapter", Chapter),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""}),
                    name=f"pages_keyfigure_{column}",
                    violation_error_message=_("A figure needs its scope."),
                )
                for column in (localized("scope", code) for code in settings.REQUIRED_LANGUAGES)
            ),
            models.CheckConstraint(
                condition=Q(value_to=None) | Q(value_to__gt=F("value")),
                name="pages_keyfigure_range",
                violation_error_message=_("The end of the range must be greater than its start."),
            ),
        )


class TimelineEvent(Named, Sourced, Published, Coded):
    """A dated event in the history of the cooperation."""

    date = PartialDateField(_("date"))
    date_to = PartialDateField(_("end"))
    goes_on = models.BooleanField(
        _("goes on today"),
        default=False,
        help_text=_("What began then is still there: it is drawn as a band up to today."),
    )
    lane = models.CharField(
        _("row of the drawing"),
        max_length=12,
        choices=Lane.choices,
        default=Lane.STRATEGY,
        help_text=_("What it is about."),
    )
    record = models.CharField(
        _("record"),
        max_length=110,
        blank=True,
        validators=[validate_reference],
        help_text=_("Kind and code of the record that it tells of, such as country/CI: the drawing leads there."),
    )
    text = ProseField(_("text"), max_length=PASSAGE, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = (F("date").asc(nulls_last=True), "code")
        constraints = (choices_hold("status", Status), choices_hold("lane", Lane))


class TermQuerySet(PublishedQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("aliases", "sources")


class Term(Named, Sourced, Published, Coded):
    """A glossary term: what it means, and by which other names it goes."""

    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    definition = ProseField(_("definition"), max_length=PASSAGE, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("sort_key", "code")
        constraints = (choices_hold("status", Status),)

    @property
    def initial(self) -> str:
        """The letter under which the glossary lists it, in the page's language: "Écosystème" stands under E."""
        return str(self.sort_key or "?")[0].upper()


class OtherName(models.Model):
    """Another name, in one language ("": in all)."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=AliasKind.choices)
    language = models.CharField(_("language"), max_length=8, blank=True)
    text = models.CharField(_("text"), max_length=200)

    class Meta:
        abstract = True
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("order", "pk")
        constraints = (choices_hold("kind", AliasKind),)

    def __str__(self) -> str:
        return self.text


class Alias(OtherName):
    """Another name of a term."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="aliases")


class Names(Published, Coded):
    """Other names of one record, of whatever kind: what it is also found by. (A term has its own.)"""

    record = models.CharField(
        _("record"),
        max_length=110,
        unique=True,
        validators=[validate_reference],
        help_text=_("Kind and code of a record, such as country/CI."),
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("names of a record")
        verbose_name_plural = _("names of records")
        ordering = ("code",)
        constraints = (choices_hold("status", Status),)

    def __str__(self) -> str:
        return self.record


class RecordName(OtherName):
    """Another name of a record."""

    of = models.ForeignKey(Names, models.CASCADE, related_name="names")


def names_written_for(kind: str) -> dict[str, list[RecordName]]:
    """By code, the public other names of the records of a kind. One query."""
    found: dict[str, list[RecordName]] = defaultdict(list)
    for name in RecordName.objects.filter(visible(relation="of__"), of__record__startswith=f"{kind}/").select_related(
        "of"
    ):
        found[name.of.record.partition("/")[2]].append(name)
    return found


class Document(Filed, Named, Sourced, Published, Coded):
    """A brochure or leaflet: one that the sources mention, with an address only where one is known, or a PDF of our own."""

    language = models.CharField(_("language of the document"), max_length=8)
    url = models.URLField(_("address"), blank=True)
    pages = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True)
    description = ProseField(_("description"), max_length=PASSAGE, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("sort_key", "code")
        constraints = (choices_hold("status", Status), choices_hold("licence", Licence, may_be_empty=True))

    def address(self) -> str:
        """Where readers find it: our own file, else its address elsewhere; "" where none is known."""
        return reverse("library:file", kwargs={"name": f"{self.digest}.pdf"}) if self.digest else self.url


class PageFact(Fact):
    """A sourced statement of a page, where its sections need sources of their own."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="facts")
    heading = models.CharField(_("heading"), max_length=200, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
