from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from portal.core.web import navigation
from portal.editing.admin import FactInline, NamedAdmin, RecordAdmin, in_every_language
from portal.editing.forms.base import DeskAdmin
from portal.editing.forms.mixins import StatedInline
from portal.editing.lookup.record_field import RecordFields
from portal.editing.review.care import CareMixin
from portal.editing.tables.admin import TableMixin
from portal.pages.models import (
    Alias,
    Document,
    FeaturedRecord,
    KeyFigure,
    MenuEntry,
    Names,
    NewsItem,
    Notice,
    Page,
    PageFact,
    Question,
    RecordName,
    Term,
    TimelineEvent,
)


class PageFactInline(FactInline):
    model = PageFact


class FeaturedRecordInline(RecordFields, StatedInline, TranslationStackedInline):
    """What the home page shows large."""

    model = FeaturedRecord
    extra = 0
    record_fields = ("record",)


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


@admin.register(Page)
class PageAdmin(RecordAdmin):
    list_display = ("__str__", "code", "kind", "status", "reviewed_on")
    list_filter = ("kind", "status", "reviewed_on")
    autocomplete_fields = ("parent",)
    facts = ("kind", "parent", "order")
    texts = ("summary", "body", "share_title", "share_description")
    inlines = (FeaturedRecordInline, PageFactInline)


@admin.register(KeyFigure)
class KeyFigureAdmin(NamedAdmin):
    list_display = ("__str__", "code", "chapter", "order", "qualifier", "value", "unit", "reference_date", "status")
    list_filter = ("status", "chapter", "is_featured", "unit", "series")
    list_select_related = ("source",)
    autocomplete_fields = ("source",)


@admin.register(TimelineEvent)
class TimelineEventAdmin(NamedAdmin):
    list_display = ("__str__", "code", "date", "lane", "status")
    list_filter = ("status", "lane")
    autocomplete_fields = ("sources",)


@admin.register(Term)
class TermAdmin(TableMixin, NamedAdmin):
    list_display = ("__str__", "code", "status")
    list_filter = ("status",)
    autocomplete_fields = ("sources",)
    inlines = (AliasInline,)


class RecordNameInline(admin.TabularInline):
    model = RecordName
    extra = 0


@admin.register(Names)
class NamesAdmin(CareMixin, DeskAdmin, admin.ModelAdmin):
    """Names are no prose: nothing of them is translated."""

    list_display = ("record", "code", "status")
    list_filter = ("status",)
    search_fields = ("record", "names__text")
    ordering = ("code",)
    inlines = (RecordNameInline,)


@admin.register(Document)
class DocumentAdmin(NamedAdmin):
    list_display = ("__str__", "code", "language", "status")
    list_filter = ("status", "language")
    autocomplete_fields = ("sources",)


class SiteWordsAdmin(CareMixin, DeskAdmin, TranslationAdmin):
    """Of words of the site that have a code and a status, but no name."""

    list_filter: tuple[str, ...] = ("status",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()  # content files refer to it


@admin.register(MenuEntry)
class MenuEntryAdmin(SiteWordsAdmin):
    list_display = ("__str__", "door", "order", "is_hidden", "status")
    list_filter = ("status", "is_hidden")
    search_fields = ("code", "page", *in_every_language("label"))
    ordering = ("order", "code")
    fields = (
        "page",
        "status",
        "label",
        "about",
        "order",
        "is_hidden",
        "reviewed_on",
        "publish_at",
        "unpublish_at",
        "code",
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The entry is chosen among those of the menu, by its usual label."""
        if db_field.name == "page":
            choices = [(page, label) for page, label in navigation.declared_labels().items()]
            return forms.ChoiceField(label=db_field.verbose_name, choices=choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("row"))
    def door(self, entry: MenuEntry) -> str:
        """The row of the menu in which the entry stands: the doors, or the pages behind one."""
        doors = {page: door for door in navigation.DOORS for page in door.pages[1:]}
        found = doors.get(entry.page)
        return str(found.label) if found else str(_("doors"))


@admin.register(Notice)
class NoticeAdmin(RecordFields, SiteWordsAdmin):
    list_display = ("__str__", "level", "status", "publish_at", "unpublish_at")
    list_filter = ("status", "level")
    search_fields = ("code", *in_every_language("text"))
    ordering = ("-publish_at", "code")
    record_fields = ("link",)
    fieldsets = (
        (None, {"fields": ("code", "status", "level")}),
        (_("Texts"), {"fields": ("text", "link", "link_words")}),
        (_("Publication window"), {"fields": ("publish_at", "unpublish_at", "reviewed_on")}),
    )


@admin.register(NewsItem)
class NewsItemAdmin(RecordAdmin):
    list_display = ("__str__", "date", "status", "reviewed_on")
    ordering = ("-date", "code")
    date_hierarchy = "date"
    facts = ("date",)


@admin.register(Question)
class QuestionAdmin(NamedAdmin):
    list_display = ("__str__", "group", "order", "status")
    list_filter = ("status", "group")
    ordering = ("group", "order", "code")
    autocomplete_fields = ("sources",)
