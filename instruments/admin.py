from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from instruments.call_admin import CallAdmin
from instruments.columns import PartnersColumn
from instruments.criterion_form import CriterionForm
from instruments.enums import Side
from instruments.models import (
    Call,
    Cooperation,
    CooperationFact,
    Coordinator,
    Criterion,
    FundingRule,
    Instrument,
    InstrumentFact,
    InstrumentName,
    InstrumentPlace,
    Partner,
    Route,
)
from instruments.rules_admin import ReplayingAdmin, rules_in_words
from portal.core.enums import ANSWERING
from portal.editing.admin import FactInline, RecordAdmin, SourcedInline
from portal.editing.forms.base import DeskAdmin
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin


class InstrumentNameInline(TranslationStackedInline):
    model = InstrumentName
    extra = 0
    autocomplete_fields = ("sources",)


class FundingRuleInline(SourcedInline):
    model = FundingRule


class InstrumentPlaceInline(SourcedInline):
    model = InstrumentPlace
    autocomplete_fields = ("place", "sources")


class RouteInline(admin.TabularInline):
    model = Route
    extra = 0
    show_change_link = True  # its criteria are on its own form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("instruments.delete_route")


class InstrumentFactInline(FactInline):
    model = InstrumentFact


class CriterionInline(SourcedInline):
    model = Criterion
    form = CriterionForm


class CoordinatorInline(admin.TabularInline):
    model = Coordinator
    extra = 0


class PartnerInline(SourcedInline):
    model = Partner
    autocomplete_fields = ("institution", "place", "sources")


class CooperationFactInline(FactInline):
    model = CooperationFact


@admin.register(Route)
class RouteAdmin(ReplayingAdmin, DeskAdmin):
    """A form of its own for what lies in an instrument: its history and its pending changes are the instrument's."""

    subject = Subject.FUNDING
    purpose = _("Who may apply: the ways in and their criteria")
    fieldsets = (
        (None, {"fields": ("instrument", "is_common", "rules_in_words")}),
        (_("Advanced"), {"fields": ("order",), "classes": ("collapse",)}),
    )
    readonly_fields = ("rules_in_words",)
    autocomplete_fields = ("instrument",)
    list_display = ("instrument", "order", "is_common")
    list_filter = ("instrument",)
    list_select_related = ("instrument",)
    search_fields = ("instrument__code",)
    inlines = (CriterionInline,)

    @admin.display(description=_("as visitors read them"))
    def rules_in_words(self, route: Route) -> str:
        return rules_in_words(route.instrument) if route.pk else ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A route is deleted on its instrument's form, where the example profiles are replayed.
        return False


@admin.register(Instrument)
class InstrumentAdmin(ReplayingAdmin, RecordAdmin):
    subject = Subject.FUNDING
    purpose = _("First Steps, IRP, KIP, TCP, Joint Lab: amounts, durations, texts")
    list_display = ("__str__", "code", "mode", "stage", "status", "reviewed_on")
    list_filter = ("status", "mode")
    autocomplete_fields = ("figures",)
    facts = ("order", "mode", "stage", "stage_name", "short_name", "name_plural", "acronym", "figures")
    inlines = (FundingRuleInline, RouteInline, InstrumentNameInline, InstrumentPlaceInline, InstrumentFactInline)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return [*found, (_("Rules in words"), {"fields": ("rules_in_words",)})] if obj else found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "rules_in_words")

    @admin.display(description=_("as visitors read them"))
    def rules_in_words(self, instrument: Instrument) -> str:
        return rules_in_words(instrument)


@admin.register(Cooperation)
class CooperationAdmin(TableMixin, RecordAdmin):
    subject = Subject.TIES
    purpose = _("Joint Labs, TCPs and what came before them")
    more_columns = tuple(PartnersColumn(side) for side in Side)
    list_display = ("__str__", "code", "instrument", "state", "status")
    list_filter = ("status", "instrument", "state")
    list_select_related = ("instrument",)
    autocomplete_fields = ("instrument", "themes", "programmes")
    facts = ("instrument", "order", "state", "full_name", "started", "ended", "themes", "programmes")
    inlines = (PartnerInline, CoordinatorInline, CooperationFactInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        unseen = form.instance.unseen_partners()
        if form.instance.status in ANSWERING and unseen:
            names = ", ".join(str(institution) for institution in unseen)
            messages.warning(
                request, _("The page does not name these partners, which are not public: %(names)s.") % {"names": names}
            )


admin.site.register(Call, CallAdmin)
