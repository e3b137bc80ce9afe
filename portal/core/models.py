"""The ground floor: what every public record is. No other room is imported here."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core import cycles, fields
from portal.core.constraints import choices_hold
from portal.core.dates import PartialDate
from portal.core.enums import ANSWERING, Exactness, Measure, SourceBasis, Status
from portal.core.fields import AddressField, LanguageField, PartialDateField, ProseField
from portal.core.redirect import FormerAddress, Redirect  # noqa: F401 - tables of this app
from portal.core.revision import Revision  # noqa: F401 - a table of this app
from portal.core.text import languages
from portal.core.text.collation import sort_key


def not_itself(field: str) -> models.CheckConstraint:
    """Refuses in the database a record that refers to itself; longer ways round are refused by `Record.clean`."""
    return models.CheckConstraint(
        condition=~Q(**{field: F("id")}),
        name="%(app_label)s_%(class)s_" + field,
        violation_error_message=_("A record does not refer to itself."),
    )


class Coded(models.Model):
    """Has a code that never changes and is not translated: the natural key of content files and references."""

    code = models.SlugField(
        _("code"),
        max_length=80,
        unique=True,
        help_text=_("Short, stable, never translated: other records refer to it."),
    )

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Named(models.Model):
    """Has a name in each language, and a sort key made from it."""

    name = models.CharField(_("name"), max_length=200)
    name_lang = LanguageField(
        _("language of the name"),
        max_length=8,
        blank=True,
        help_text=_("Only if the name is in another language than the page."),
    )
    sort_key = models.CharField(max_length=200, editable=False, blank=True, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(languages.text_of(self, "name")) or getattr(self, "code", "") or f"#{self.pk}"

    def save(self, **kwargs: Any) -> None:
        columns = [languages.localized("sort_key", code) for code in languages.codes()]
        for code, column in zip(languages.codes(), columns, strict=True):
            setattr(self, column, sort_key(str(languages.text_of(self, "name", code))))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *columns}
        super().save(**kwargs)


class SharedQuerySet(models.QuerySet):
    """The word for what the public may see of records that have no status of their own."""

    def published(self, on: datetime | None = None) -> Self:
        """Named by a record that is public, or was and still answers: nothing else tells the public of it."""
        from portal.core.content.standing import in_use  # content is known once every model is loaded

        return self.filter(in_use(self.model, lambda relation: answers(on, relation)))


class Shared(models.Model):
    """Has no status: many records name it, and the public sees it as soon as a public one does."""

    is_shared: ClassVar[bool] = True
    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        """Whether a record with a public address names it. One query."""
        from portal.core.content.standing import is_named

        return is_named(self)


class Source(Shared, Coded):
    """A page or document that facts come from. An address only where one is known; never invented."""

    publisher = models.CharField(_("publisher"), max_length=120)
    title = models.CharField(_("title"), max_length=250)
    language = LanguageField(_("language of the document"), max_length=8)
    basis = models.CharField(_("what is known of its date"), max_length=10, choices=SourceBasis.choices)
    dated = PartialDateField(_("date, or start of the period"))
    dated_to = PartialDateField(_("end of the period"))
    url = models.URLField(_("address"), blank=True)
    note = ProseField(_("note"), max_length=fields.PASSAGE, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("-dated", "code")
        constraints = (choices_hold("basis", SourceBasis),)

    def __str__(self) -> str:
        return f"{self.publisher}, {languages.text_of(self, 'title')}"

    def clean(self) -> None:
        if not self.dated:
            raise ValidationError({"dated": _("State the date, or the period inferred.")})
        if not period_is_ordered(self.dated, self.dated_to):
            raise ValidationError({"dated_to": _("The end comes before the start.")})


class Sourced(models.Model):
    """Says where it comes from and for which date it holds."""

    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="+")
    as_of = PartialDateField(
        _("as of"), help_text=_("The date for which the sources say it: 2025, 2025-10 or 2025-10-15.")
    )

    class Meta:
        abstract = True


class Fact(Sourced):
    """One sourced statement of a record. Two sources that differ are two facts, never a merged one."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = ProseField(_("text"), max_length=fields.PASSAGE)
    is_earlier = models.BooleanField(
        _("earlier version"),
        default=False,
        help_text=_("An older source says this where a newer one says something else."),
    )

    class Meta:
        abstract = True
        ordering = ("is_earlier", "order", "pk")

    def __str__(self) -> str:
        return Truncator(str(languages.text_of(self, "text"))).chars(80)


def visible(on: datetime | None = None, relation: str = "") -> Q:
    """The condition "visible to the public", also of records on the far side of `relation` ("calls__")."""
    now = on or timezone.now()
    return (
        Q(**{f"{relation}status": Status.PUBLISHED})
        & (Q(**{f"{relation}publish_at": None}) | Q(**{f"{relation}publish_at__lte": now}))
        & (Q(**{f"{relation}unpublish_at": None}) | Q(**{f"{relation}unpublish_at__gt": now}))
    )


def answers(on: datetime | None = None, relation: str = "") -> Q:
    """The condition "its address answers", also of records on the far side of `relation`."""
    now = on or timezone.now()
    return Q(**{f"{relation}status__in": ANSWERING}) & (
        Q(**{f"{relation}publish_at": None}) | Q(**{f"{relation}publish_at__lte": now})
    )


class PublishedQuerySet(models.QuerySet):
    """The words for what the public may see. `on` is a moment (aware datetime), now when left out."""

    def published(self, on: datetime | None = None) -> Self:
        """Visible to the public: listed, searched, mapped, fed."""
        return self.filter(visible(on))

    def answering(self, on: datetime | None = None) -> Self:
        """Its address answers: published, or once public and archived since (design rule: no address disappears)."""
        return self.filter(answers(on))

    def for_list(self) -> Self:
        """With what the card of a record in a list shows besides its own columns."""
        return self

    def for_detail(self) -> Self:
        """With all that the page of a record shows."""
        return self.prefetch_related("sources", public_discrepancies())


class Published(models.Model):
    """Has a status and dates between which the public sees it."""

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)
    unpublish_at = models.DateTimeField(_("public until"), null=True, blank=True)
    reviewed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(  # never in a form or a content file: whoever confirms is named by that alone
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last confirmed by"),
    )

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        """Whether its status lets its address answer, now or from its date on: what is written to it is meant for all."""
        return self.status in ANSWERING

    def is_archived(self, on: datetime | None = None) -> bool:
        """Its address answers, with the notice that it is no longer current."""
        now = on or timezone.now()
        return self.status == Status.ARCHIVED or bool(self.unpublish_at and self.unpublish_at <= now)


class Addressed(models.Model):
    """Has its own page, with a slug in each language."""

    slug = AddressField(_("address"), help_text=_("The last part of the address, in this language."))

    url_name: ClassVar[str] = ""  # "instruments:detail"
    list_url_name: ClassVar[str] = ""  # where a missing translation sends to

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        old = {}
        if self.pk:
            columns = [languages.localized("slug", code) for code in languages.codes()]
            old = type(self)._base_manager.filter(pk=self.pk).values(*columns).first() or {}
        super().save(**kwargs)
        for code in languages.codes():
            column = languages.localized("slug", code)
            if old.get(column) and old[column] != getattr(self, column):
                # A draft's does not take over where readers of another record are led.
                keep = FormerAddress.objects.update_or_create if self.is_public else FormerAddress.objects.get_or_create
                keep(model=self._meta.label_lower, language=code, slug=old[column], defaults={"object_id": self.pk})

    def get_absolute_url(self, language: str | None = None) -> str:
        """Path of the page in the active language, else of the first language that has one, else the home page."""
        for code in languages.fallback_order(language or languages.current()):
            address = self.address_in(code)
            if address:
                return address
        return reverse("home")

    @property
    def public_address(self) -> str | None:
        """Its path where a visitor may open it, else None: a link to a draft would be a dead one."""
        is_open = getattr(self, "status", Status.PUBLISHED) in ANSWERING
        return self.get_absolute_url() if is_open and self.url_name else None

    def needs_slug(self) -> bool:
        """Whether its address ends in a slug; some pages have a fixed address of their own."""
        return bool(self.url_name)

    def address_args(self, language: str) -> dict[str, str] | None:
        """Arguments of the address in `language`; None when there is no address in it."""
        slug = languages.in_language(self, "slug", language)
        return {"slug": slug} if slug else None

    def address_in(self, language: str) -> str | None:
        """Path of the page in `language`; None when the record has no page in it."""
        args = self.address_args(language)
        if args is None or not self.url_name:
            return None
        with override(language):
            try:
                return reverse(self.url_name, kwargs=args)
            except NoReverseMatch:
                return None


class Record(Addressed, Named, Sourced, Published, Coded):
    """What a visitor can open: coded, named, published, sourced, with a page and prose in each language."""

    discrepancies = models.ManyToManyField(
        "core.Discrepancy", verbose_name=_("where the sources disagree"), blank=True, related_name="+"
    )
    summary = ProseField(
        _("summary"),
        max_length=fields.SUMMARY,
        blank=True,
        help_text=_("One or two sentences: cards, search results, previews."),
    )
    body = ProseField(_("text"), max_length=fields.BODY, blank=True, help_text=_("Headings start at h2."))
    picture = fields.to_picture()

    html_fields: ClassVar[tuple[str, ...]] = ("body",)  # texts that are HTML, printed by `show_prose`

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("sort_key", "code")
        constraints = (choices_hold("status", Status),)

    def clean(self) -> None:
        cycles.check(self)
        if self.publish_at and self.unpublish_at and self.unpublish_at <= self.publish_at:
            raise ValidationError({"unpublish_at": _("The end comes before the start.")})
        if self.status != Status.PUBLISHED:
            return
        for code in settings.REQUIRED_LANGUAGES:
            for field in ("name", "slug") if self.needs_slug() else ("name",):
                if not languages.in_language(self, field, code):
                    column = languages.localized(field, code)
                    raise ValidationError({column: _("A published record needs this in every language.")})


class Theme(Shared, Named, Coded):
    """A subject of research, as the sources name it. A wider one, without a `parent`, has a page that gathers the others."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("part of")
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("sort_key", "code")
        constraints = (not_itself("parent"),)

    def clean(self) -> None:
        super().clean()
        cycles.check(self)


class Discrepancy(Named, Published, Coded):
    """A subject on which the sources disagree: what each says, and what the portal shows. Never merged."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    shown = ProseField(_("what the portal shows, and why"), max_length=fields.PASSAGE)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ("order", "code")
        constraints = (choices_hold("status", Status),)


def public_discrepancies() -> Prefetch:
    """For `for_detail`: of the subjects that a record names, those that the public may see."""
    return Prefetch("discrepancies", Discrepancy.objects.published())


class DiscrepancyValue(Fact):
    """What one source, or several alike, say on the subject."""

    discrepancy = models.ForeignKey(Discrepancy, models.CASCADE, related_name="values")
    measure = models.CharField(
        _("what it measures"),
        max_length=10,
        choices=Measure.choices,
        default=Measure.NONE,
        help_text=_("The versions are drawn on one scale where all of them measure the same."),
    )
    exactness = models.CharField(_("how exact"), max_length=10, choices=Exactness.choices, default=Exactness.EXACT)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = (choices_hold("measure", Measure), choices_hold("exactness", Exactness))


def period_is_ordered(start: Any, end: Any) -> bool:
    """Whether the end may come after the start, as far as both are known (a text is not a date yet: see its own error)."""
    known = isinstance(start, PartialDate) and isinstance(end, PartialDate)
    return not known or end.latest >= start.earliest
