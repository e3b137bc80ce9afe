"""Base classes of all admin classes, and the admin of the records that every app shares."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from portal.core.models import Discrepancy, DiscrepancyValue, FormerAddress, Revision, Source, Theme
from portal.core.text import languages
from portal.editing import pages
from portal.editing.addresses import FormerAddressAdmin
from portal.editing.forms import normalise
from portal.editing.forms.bar import PREPARE
from portal.editing.forms.base import PAGE, DeskAdmin
from portal.editing.forms.mixins import SideBySide, StatedInline, side_by_side
from portal.editing.lookup import waiting
from portal.editing.models import FieldComment, ReviewRequest
from portal.editing.people.acts import Kind
from portal.editing.review import first_page
from portal.editing.review.care import CareMixin
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin

admin.site.site_header = _("International cooperation: editors' desk")
admin.site.site_title = _("Editors' desk")
admin.site.index_title = _("What do you want to change?")
admin.site.site_url = "/"


def in_every_language(field: str) -> tuple[str, ...]:
    """Columns of a translated field in all languages."""
    return tuple(languages.localized(field, code) for code in languages.codes())


def original(model: Any, name: str) -> Any:
    """The field of a model that a column belongs to, in whatever language; None for a field of the form alone."""
    field = next((each for each in model._meta.get_fields() if each.name == name), None)
    return getattr(field, "translated_field", field)


def parted(fieldsets: Any, is_shown: Callable[[str], bool]) -> Any:
    """The groups with the fields that are shown; the others in one that is folded, at the end."""
    shown, folded = [], []
    for title, options in fieldsets:
        lines = [line if isinstance(line, tuple) else (line,) for line in options["fields"]]
        kept = [line for line in lines if is_shown(line[0])]
        folded += [line for line in lines if line not in kept]
        if kept:
            shown.append((title, {**options, "fields": [line if len(line) > 1 else line[0] for line in kept]}))
    if folded:
        fields = [line if len(line) > 1 else line[0] for line in folded]
        shown.append((_("Advanced"), {"fields": fields, "classes": ("collapse",)}))
    return shown


def _is_small(request: HttpRequest) -> bool:
    """Whether the form stands in the small window that another form has opened."""
    return IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST


class NamedAdmin(CareMixin, DeskAdmin, TranslationAdmin):
    """Admin of records with a code and a name, searched by both in every language."""

    list_display = ("__str__", "code")
    ordering = ("code",)
    search_fields: tuple[str, ...] = ("code", *in_every_language("name"))
    autocomplete_fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # asked in the small window besides what no record can do without

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Content files and other records refer to the code: it does not change.
        return ("code",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Fills the code of a new record from its name while that is typed."""
        found = super().get_prepopulated_fields(request, obj)
        named = [name for name in ("name", "title") if any(field.name == name for field in self.model._meta.fields)]
        if obj or not named:
            return found
        return {**found, "code": (languages.localized(named[0], languages.codes()[0]),)}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.folded(super().get_fieldsets(request, obj), request, obj)

    def folded(self, fieldsets: Any, request: HttpRequest, obj: Any) -> Any:
        """The groups, with what few people need in a last one that is folded; in a small window, all that can wait."""
        if _is_small(request) and not obj:
            return parted(fieldsets, lambda name: self._is_needed(name))
        has_code = obj or "code" in self.get_prepopulated_fields(request, obj)
        seldom = {"name_lang", "order", *(("code",) if has_code else ())}
        return parted(fieldsets, lambda name: getattr(original(self.model, name), "name", name) not in seldom)

    def _is_needed(self, name: str) -> bool:
        field = original(self.model, name)
        return (
            name in self.needed
            or field is None
            or not (field.blank or field.has_default() or field.many_to_many or name == "code")
        )

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Leads a translator to the next text that waits for them."""
        if codes := waiting.translated_by(request.user):
            found = waiting.after(obj, codes)
            words = _("Nothing more waits for a translation into your language.")
            if found:
                named = _("Next text that waits for you: %(name)s") % {"name": waiting.name_of(found)}
                words = format_html('<a href="{}">{}</a>', found.address, named)
            # Of what is prepared, only warnings are kept: nothing else is true yet.
            messages.add_message(request, messages.WARNING if PREPARE in request.POST else messages.INFO, words)
        return super().response_change(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return () if _is_small(request) and not obj else super().get_inlines(request, obj)


class RecordAdmin(NamedAdmin):
    """Admin of published records: status first, then texts with the languages side by side, sources last."""

    list_display = ("__str__", "code", "status", "reviewed_on")
    list_filter = ("status", "reviewed_on")
    prepopulated_fields = {"slug": ("name",)}
    sourced = ("as_of", "sources", "discrepancies")
    texts = ("summary", "body")
    facts: tuple[str, ...] = ()  # the model's own fields
    needed = ("status",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        groups = [
            (None, ("code", "status", "reviewed_on")),
            (_("Name and address"), ("name", "name_lang", "slug")),
            (_("At a glance"), self.facts),
            (_("Texts"), self.texts),
            (_("Picture"), ("picture",)),
            (_("Where it comes from"), self.sourced),
            (_("Publication window"), ("publish_at", "unpublish_at")),
        ]
        shown = [(title, self.replace_orig_field(list(fields))) for title, fields in groups if fields]
        found = [(title, {"fields": side_by_side(self.model, fields)}) for title, fields in shown]
        return self.folded(found, request, obj)

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("sources", "discrepancies", "picture", *self.autocomplete_fields)


class FactInline(StatedInline, TranslationStackedInline):
    """Inline of the sourced statements of a record."""

    extra = 0
    autocomplete_fields = ("sources",)


class SourcedInline(SideBySide, admin.StackedInline):
    """Inline of sourced rows without prose."""

    extra = 0
    autocomplete_fields = ("sources",)


class MachineAdmin(admin.ModelAdmin):
    """Admin of rows that the site writes by itself: read-only."""

    kind = Kind.LOG

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(TableMixin, NamedAdmin):
    subject = Subject.SOURCES
    purpose = _("The pages and documents that facts come from")
    kind = Kind.SHARED
    needed = ("dated", "url")
    list_display = ("__str__", "code", "language", "basis", "dated")
    list_filter = ("publisher", "language", "basis")
    search_fields = ("code", "publisher", *in_every_language("title"))


@admin.register(Theme)
class ThemeAdmin(TableMixin, NamedAdmin):
    subject = Subject.WORDS
    purpose = _("What records are about")
    kind = Kind.SHARED
    autocomplete_fields = ("parent",)
    list_filter = tuple((column, admin.EmptyFieldListFilter) for column in in_every_language("name"))


class DiscrepancyValueInline(FactInline):
    model = DiscrepancyValue


@admin.register(Discrepancy)
class DiscrepancyAdmin(NamedAdmin):
    subject = Subject.SOURCES
    purpose = _("Where sources contradict each other")
    list_display = ("__str__", "code", "order", "status")
    list_filter = ("status",)
    inlines = (DiscrepancyValueInline,)


@admin.register(FormerAddress)
class FormerAddresses(FormerAddressAdmin, MachineAdmin):
    subject = Subject.WORDS
    purpose = _("Addresses that records had; each still leads to its record")


@admin.register(ReviewRequest)
class ReviewRequestAdmin(MachineAdmin):
    subject = Subject.UPKEEP
    purpose = _("Who asked whom for a review, and the answers")
    list_display = ("record", "asked_by", "reviewer", "state", "at")
    list_filter = ("state", "at")
    search_fields = ("note", "answer")
    list_select_related = ("asked_by", "reviewer")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("record")


@admin.register(FieldComment)
class FieldCommentAdmin(MachineAdmin):
    subject = Subject.UPKEEP
    purpose = _("What colleagues say of a field")
    list_display = ("record", "text", "author", "at")
    list_filter = ("settled_at", "at")
    search_fields = ("text", "field")
    list_select_related = ("author",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("record")


@admin.register(Revision)
class RevisionAdmin(MachineAdmin):
    subject = Subject.UPKEEP
    purpose = _("What every record said, and who wrote it")
    list_display = ("model", "code", "kind", "author", "at")
    list_filter = ("kind", "model", "at")
    search_fields = ("code",)
    list_select_related = ("author",)
    exclude = ("digest",)

    def get_urls(self) -> list[Any]:
        """The list of all pending changes and the calendar, beside Django's pages."""
        views = (("pending", self.pending_view), ("calendar", self.calendar_view))
        own = [path(f"{name}/", self.admin_site.admin_view(view), name=pages.name(self, name)) for name, view in views]
        return [*own, *super().get_urls()]

    def pending_view(self, request: HttpRequest) -> HttpResponse:
        """All changes that wait, of everybody or of the user alone."""
        start, only_own = normalise.position(request.GET.get("from", "")), "own" in request.GET
        found = first_page.pending_changes(request.user, only_own, start, PAGE + 1)
        context = {
            "title": _("Pending changes"),
            "changes": found[:PAGE],
            "only_own": only_own,
            "older": start + PAGE if len(found) > PAGE else None,
        }
        return pages.page(request, self, "admin/desk_pending.html", context)

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """What becomes public and what ends, week by week."""
        context = {"title": _("Calendar"), "weeks": first_page.calendar(request), "this_week": first_page.monday()}
        return pages.page(request, self, "admin/desk_calendar.html", context)
