from django.contrib import admin

from portal.editing.admin import FactInline, NamedAdmin, RecordAdmin
from portal.editing.forms.base import DeskAdmin
from portal.editing.review.care import CareMixin
from portal.editing.tables.admin import TableMixin
from portal.pages.models import Alias, Document, KeyFigure, Names, Page, PageFact, RecordName, Term, TimelineEvent


class PageFactInline(FactInline):
    model = PageFact


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


@admin.register(Page)
class PageAdmin(RecordAdmin):
    list_display = ("__str__", "code", "kind", "status", "reviewed_on")
    list_filter = ("kind", "status", "reviewed_on")
    autocomplete_fields = ("parent",)
    facts = ("kind", "parent", "order")
    inlines = (PageFactInline,)


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
