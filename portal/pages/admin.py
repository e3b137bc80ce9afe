from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from portal.core.web import navigation
from portal.editing.admin import FactInline, NamedAdmin, RecordAdmin, in_every_language
from portal.editing.forms import richtext
from portal.editing.forms.base import DeskAdmin
from portal.editing.forms.mixins import StatedInline
from portal.editing.lookup.record_field import RecordFields
from portal.editing.review.care import CareMixin
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin
from portal.library.admin import LibraryAdmin
from portal.library.forms import DocumentForm
from portal.pages import documents
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
    subject = Subject.PAGES
    purpose = _("The home page, the doors, the strategy, guides and legal pages")
    list_display = ("__str__", "code", "kind", "status", "reviewed_on")
    list_filter = ("kind", "status", "reviewed_on")
    autocomplete_fields = ("parent",)
    facts = ("kind", "parent", "order")
    texts = ("summary", "body", "share_title", "share_description")
    inlines = (FeaturedRecordInline, PageFactInline)


@admin.register(KeyFigure)
class KeyFigureAdmin(NamedAdmin):
    subject = Subject.PAGES
    purpose = _("Figures, each with its date and source")
    list_display = ("__str__", "code", "chapter", "order", "qualifier", "value", "unit", "reference_date", "status")
    list_filter = ("status", "chapter", "is_featured", "unit", "series")
    list_select_related = ("source",)
    autocomplete_fields = ("source",)


@admin.register(TimelineEvent)
class TimelineEventAdmin(NamedAdmin):
    subject = Subject.PAGES
    purpose = _("The dates of the history")
    list_display = ("__str__", "code", "date", "lane", "status")
    list_filter = ("status", "lane")
    autocomplete_fields = ("sources",)


@admin.register(Term)
class TermAdmin(TableMixin, NamedAdmin):
    subject = Subject.WORDS
    purpose = _("The glossary")
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

    subject = Subject.WORDS
    purpose = _("Other names by which records are found")
    list_display = ("record", "code", "status")
    list_filter = ("status",)
    search_fields = ("record", "names__text")
    ordering = ("code",)
    inlines = (RecordNameInline,)


@admin.register(Document)
class DocumentAdmin(LibraryAdmin):
    subject = Subject.PAGES
    purpose = _("Brochures and leaflets, ours or elsewhere")
    form = DocumentForm
    exclude = ("digest", "size")
    list_display = ("__str__", "code", "language", "status")
    list_filter = ("status", "language", "licence")
    autocomplete_fields = ("sources",)
    readonly_fields = ("ours", "used_in")

    file_help = _("PDF, up to 20 MB, without a password, a script or a form.")

    def matching(self, asked: str) -> Any:
        return super().matching(asked).exclude(digest="", url="")

    @admin.display(description=_("our file"))
    def ours(self, document: Any) -> Any:
        return documents.link(document) if document and document.digest else "–"

    def as_result(self, record: Any, language: str) -> dict[str, Any]:
        return {**super().as_result(record, language), "words": documents.told_of(record)}


richtext.insertable("document", "admin:pages_document_choose")


class SiteWordsAdmin(CareMixin, DeskAdmin, TranslationAdmin):
    """Of words of the site that have a code and a status, but no name; the code fills itself in from `code_from`."""

    list_filter: tuple[str, ...] = ("status",)
    code_from = ""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()  # content files refer to it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"code": (self.code_from,)}


@admin.register(MenuEntry)
class MenuEntryAdmin(SiteWordsAdmin):
    subject = Subject.PAGES
    purpose = _("The labels and the order of the menu")
    list_display = ("__str__", "door", "order", "is_shown", "status")
    list_filter = ("status", "is_hidden")
    search_fields = ("code", "page", *in_every_language("label"))
    code_from = "page"
    fieldsets = (
        (None, {"fields": ("page", "code", "status", "label", "about", "order", "is_hidden")}),
        (_("Publication window"), {"fields": ("publish_at", "unpublish_at", "reviewed_on")}),
    )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("row", "order", "code")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The entries as the menu has them: first the doors, then the pages behind each."""
        rows = [When(page__in=door.pages[1:], then=number) for number, door in enumerate(navigation.DOORS, 1)]
        found = MenuEntry.objects.annotate(row=Case(*rows, default=0))
        return found.order_by(*self.get_ordering(request))

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The entry is chosen among those of the menu, by its usual label."""
        if db_field.name == "page":
            choices = list(navigation.declared_labels().items())
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("row"), ordering="row")
    def door(self, entry: MenuEntry) -> str:
        """The row of the menu in which the entry stands: the doors, or the pages behind one."""
        found = next((door for door in navigation.DOORS if entry.page in door.pages[1:]), None)
        return str(found.label) if found else str(_("doors"))

    @admin.display(description=_("in the menu"), boolean=True, ordering="-is_hidden")
    def is_shown(self, entry: MenuEntry) -> bool:
        return not entry.is_hidden


@admin.register(Notice)
class NoticeAdmin(RecordFields, SiteWordsAdmin):
    subject = Subject.PAGES
    purpose = _("A word at the top of every page, for a time")
    list_display = ("__str__", "level", "status", "publish_at", "unpublish_at")
    list_filter = ("status", "level")
    search_fields = ("code", *in_every_language("text"))
    ordering = ("-publish_at", "code")
    record_fields = ("link",)
    code_from = in_every_language("text")[0]
    fieldsets = (
        (None, {"fields": ("code", "status", "level")}),
        (_("Texts"), {"fields": ("text", "link", "link_words")}),
        (_("Publication window"), {"fields": ("publish_at", "unpublish_at", "reviewed_on")}),
    )


@admin.register(NewsItem)
class NewsItemAdmin(RecordAdmin):
    subject = Subject.PAGES
    purpose = _("Short news, dated, on the home page and in a feed")
    list_display = ("__str__", "date", "status", "reviewed_on")
    ordering = ("-date", "code")
    date_hierarchy = "date"
    facts = ("date",)


@admin.register(Question)
class QuestionAdmin(NamedAdmin):
    subject = Subject.PAGES
    purpose = _("Questions that readers ask, with short answers")
    list_display = ("__str__", "group", "order", "status")
    list_filter = ("status", "group")
    ordering = ("group", "order", "code")
    autocomplete_fields = ("sources",)
