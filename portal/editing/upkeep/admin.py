from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from portal.core.text import languages
from portal.editing import pages
from portal.editing.admin import MachineAdmin
from portal.editing.people import acts
from portal.editing.people.acts import Act, Kind
from portal.editing.people.restrict import ByRole
from portal.editing.review.care import CareMixin
from portal.editing.subjects import Subject
from portal.editing.upkeep.models import CheckedLink, LinkUse, ReaderReport


@admin.register(ReaderReport)
class ReaderReportAdmin(ByRole, CareMixin, TranslationAdmin):
    """Readers' reports: the report itself is read-only; the answer is written here, and made public by a publisher."""

    subject = Subject.UPKEEP
    purpose = _("What readers say is wrong")
    kind = Kind.REPORT

    list_display = ("__str__", "excerpt", "language", "status", "answered_on")
    list_filter = ("status", "language", "sent_on")
    search_fields = ("page", "text", *(languages.localized("said", code) for code in languages.codes()))
    readonly_fields = ("page_link", "text", "language", "sent_on", "answered_on")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        answer = self.replace_orig_field(["said", "done"])
        return [
            (None, {"fields": ("page_link", "text", "language", "sent_on")}),
            (
                _("Our answer"),
                {
                    "fields": ("status", *answer, "answered_on"),
                    "description": _("Answered with both texts filled, it is shown on the public page of corrections."),
                },
            ),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the answer may be changed: once it is public, by publishers only."""
        return super().has_change_permission(request, obj) and (obj is None or acts.may(request.user, Act.TEXTS, obj))

    @admin.display(description=_("page"))
    def page_link(self, report: ReaderReport) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', report.page)

    @admin.display(description=_("what the reader says"))
    def excerpt(self, report: ReaderReport) -> str:
        return report.text[:100]


class LinkUseInline(admin.TabularInline):
    """The records that contain a link, read-only."""

    model = LinkUse
    extra = 0
    can_delete = False
    fields = readonly_fields = ("where", "field")

    @admin.display(description=_("record"))
    def where(self, use: LinkUse) -> SafeString:
        model = apps.get_model(use.model)
        return format_html(
            '<a href="{}">{}: {}</a>', pages.form_of(model, use.object_id), model._meta.verbose_name, use.record
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CheckedLink)
class CheckedLinkAdmin(CareMixin, MachineAdmin):
    """Outside links with the state of their last check, read-only."""

    subject = Subject.UPKEEP
    purpose = _("Links to other sites, and whether they still answer")
    list_display = ("url", "state", "status", "reason", "first_failed_at", "checked_at", "use_count")
    list_filter = ("state", "status", "checked_at")
    search_fields = ("url", "uses__record")
    inlines = (LinkUseInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(use_count=Count("uses"))

    @admin.display(description=_("used in"), ordering="use_count")
    def use_count(self, link: Any) -> int:
        return link.use_count
