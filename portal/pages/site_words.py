"""The words of the site itself, which editors write: the menu, notices, news, questions and answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core import targets
from portal.core.constraints import choices_hold
from portal.core.enums import Status
from portal.core.fields import PASSAGE, SUMMARY, ProseField
from portal.core.models import Coded, Named, Published, PublishedQuerySet, Record, Sourced
from portal.core.text import languages
from portal.core.web import navigation
from portal.pages.enums import Level, QuestionGroup


class Windowed(Published, Coded):
    """Has a status, and dates in the right order, but no page of its own."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.publish_at and self.unpublish_at and self.unpublish_at <= self.publish_at:
            raise ValidationError({"unpublish_at": _("The end comes before the start.")})


class MenuEntry(Windowed):
    """What editors say of an entry of the menu: other words, another place, or that it does not show.

    The menu is declared in code (`navigation.DOORS`). What is empty here stays as declared there.
    """

    page = models.CharField(_("entry"), max_length=60, unique=True)
    label = models.CharField(_("label"), max_length=60, blank=True, help_text=_("Empty: the usual label."))
    about = models.CharField(
        _("what one finds there"),
        max_length=250,
        blank=True,
        help_text=_("One sentence, on the page of the door. Empty: the usual one."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        null=True,
        blank=True,
        help_text=_("Among the entries of the same row, the lowest first. Empty: the usual place."),
    )
    is_hidden = models.BooleanField(
        _("not in the menu"), default=False, help_text=_("The page keeps its address and stays in the site map.")
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the menu")
        verbose_name_plural = _("menu")
        ordering = ("order", "code")
        constraints = (choices_hold("status", Status),)

    def __str__(self) -> str:
        return str(languages.text_of(self, "label")) or self.usual or self.page

    @property
    def usual(self) -> str:
        """The label that the entry has without this one; "" where there is no such entry."""
        return str(navigation.declared_labels().get(self.page, ""))

    def shown_in(self, language: str) -> str | None:
        """Path of a page that shows it, for previews."""
        door = next((door for door in navigation.DOORS if self.page in door.pages), navigation.DOORS[0])
        with override(language):
            return reverse(door.page)


class Notice(Windowed):
    """A few words above every page, while they are public."""

    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.INFORMATION)
    text = ProseField(_("text"), max_length=SUMMARY, help_text=_("One or two sentences."))
    link = models.CharField(
        _("link"),
        max_length=250,
        blank=True,
        validators=[targets.validate],
        help_text=_("A record (type its name and choose), an address of this site, or a whole web address."),
    )
    link_words = models.CharField(_("words of the link"), max_length=80, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = (F("publish_at").desc(nulls_last=True), "code")
        constraints = (choices_hold("status", Status), choices_hold("level", Level))

    def __str__(self) -> str:
        return Truncator(str(languages.text_of(self, "text"))).chars(80)

    def clean(self) -> None:
        super().clean()
        for code in languages.codes():
            link, words = (languages.in_language(self, name, code) for name in ("link", "link_words"))
            if bool(link) != bool(words):
                missing = languages.localized("link_words" if link else "link", code)
                raise ValidationError({missing: _("A link has an address and words.")})

    def shown_in(self, language: str) -> str | None:
        """Path of a page that shows it, for previews."""
        with override(language):
            return reverse("home")


class NewsItem(Record):
    """Something new, dated, in a few sentences."""

    url_name = "pages:news-item"
    list_url_name = "pages:news"

    date = models.DateField(_("date"), default=timezone.localdate)

    class Meta(Record.Meta):
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        ordering = ("-date", "code")


class Question(Named, Sourced, Windowed):
    """A question that is often asked, with a short answer."""

    group = models.CharField(_("part"), max_length=12, choices=QuestionGroup.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    answer = ProseField(_("answer"), max_length=PASSAGE, help_text=_("A few sentences."))

    html_fields: ClassVar[tuple[str, ...]] = ("answer",)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions and answers")
        ordering = ("group", "order", "code")
        constraints = (choices_hold("status", Status), choices_hold("group", QuestionGroup))

    def shown_in(self, language: str) -> str | None:
        """Path of the page that shows it, for previews."""
        with override(language):
            return reverse("pages:questions")


class FeaturedRecord(models.Model):
    """A record that the home page shows large, with the drawing of its kind; the first four show."""

    page = models.ForeignKey("pages.Page", models.CASCADE, related_name="featured")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    record = models.CharField(
        _("record"),
        max_length=110,
        validators=[targets.validate_record],
        help_text=_("Type a part of its name and choose."),
    )
    label = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Empty: the name of the record."))

    class Meta:
        verbose_name = _("featured record")
        verbose_name_plural = _("featured records")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.record

    def clean(self) -> Any:
        """Writes a reference in one way, however it was typed."""
        self.record = targets.reference_in(self.record) or self.record
