from django.contrib import admin
from modeltranslation.admin import TranslationStackedInline

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
    Partner,
    Route,
)
from portal.core.admin import FactInline, RecordAdmin, SourcedInline


class InstrumentNameInline(TranslationStackedInline):
    model = InstrumentName
    extra = 0
    autocomplete_fields = ("sources",)


class FundingRuleInline(SourcedInline):
    model = FundingRule


class RouteInline(admin.TabularInline):
    model = Route
    extra = 0
    show_change_link = True  # its criteria are on its own form


class InstrumentFactInline(FactInline):
    model = InstrumentFact


class CriterionInline(SourcedInline):
    model = Criterion


class CoordinatorInline(admin.TabularInline):
    model = Coordinator
    extra = 0


class PartnerInline(SourcedInline):
    model = Partner
    autocomplete_fields = ("institution", "place", "sources")


class CooperationFactInline(FactInline):
    model = CooperationFact


@admin.register(Instrument)
class InstrumentAdmin(RecordAdmin):
    list_display = ("__str__", "code", "mode", "stage", "status", "reviewed_on")
    list_filter = ("status", "mode")
    autocomplete_fields = ("figures",)
    facts = ("order", "mode", "stage", "stage_name", "short_name", "name_plural", "acronym", "figures")
    inlines = (FundingRuleInline, RouteInline, InstrumentNameInline, InstrumentFactInline)


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    list_display = ("instrument", "order", "is_common")
    list_filter = ("instrument",)
    list_select_related = ("instrument",)
    search_fields = ("instrument__code",)
    inlines = (CriterionInline,)


@admin.register(Cooperation)
class CooperationAdmin(RecordAdmin):
    list_display = ("__str__", "code", "instrument", "state", "status")
    list_filter = ("status", "instrument", "state")
    list_select_related = ("instrument",)
    autocomplete_fields = ("instrument", "themes", "programmes")
    facts = ("instrument", "order", "state", "full_name", "started", "ended", "themes", "programmes")
    inlines = (PartnerInline, CoordinatorInline, CooperationFactInline)


@admin.register(Call)
class CallAdmin(RecordAdmin):
    list_display = ("__str__", "code", "instrument", "opens_at", "closes_at", "status")
    list_filter = ("status", "instrument")
    list_select_related = ("instrument",)
    autocomplete_fields = ("instrument",)
    facts = ("instrument", "edition", "opens_at", "closes_at", "end_reason", "received", "selected")
