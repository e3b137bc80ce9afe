from django.contrib import admin
from modeltranslation.admin import TranslationStackedInline

from portal.editing.admin import FactInline, NamedAdmin, RecordAdmin
from portal.editing.people.acts import Kind
from portal.editing.tables.admin import TableMixin
from sites.models import Country, Institution, Network, NetworkFact, NetworkMember, Office, OfficeFact, Place, Programme


class OfficeFactInline(FactInline):
    model = OfficeFact


class NetworkFactInline(FactInline):
    model = NetworkFact


class NetworkMemberInline(TranslationStackedInline):
    model = NetworkMember
    extra = 0
    autocomplete_fields = ("country", "institution", "sources")


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    kind = Kind.SHARED
    list_display = ("__str__", "code", "continent", "zone")
    list_filter = ("continent", "zone")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Place)
class PlaceAdmin(TableMixin, NamedAdmin):
    kind = Kind.SHARED
    list_display = ("__str__", "code", "kind", "country", "country_basis")
    list_filter = ("kind", "country_basis", "country__continent")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "sources")


@admin.register(Institution)
class InstitutionAdmin(TableMixin, RecordAdmin):
    list_display = ("__str__", "code", "kind", "country", "status")
    list_filter = ("status", "kind", "country__continent")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "places")
    facts = (
        *("kind", "acronym", "local_name", "local_language", "former_name", "unit_number", "ror"),
        *("country", "places", "place_basis"),
    )


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ("__str__", "code", "place", "status")
    list_select_related = ("place",)
    autocomplete_fields = ("place", "territory")
    facts = ("place", "territory", "since")
    inlines = (OfficeFactInline,)


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    list_display = ("__str__", "code", "kind", "status")
    list_filter = ("status", "kind")
    autocomplete_fields = ("parent",)
    facts = ("kind", "acronym", "parent", "since")
    inlines = (NetworkMemberInline, NetworkFactInline)


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ("__str__", "code", "kind", "status")
    list_filter = ("status", "kind")
    autocomplete_fields = ("themes", "parent", "successor")
    facts = ("kind", "acronym", "full_name", "themes", "parent", "successor", "started", "ended")
