import json
from typing import Any

from django.contrib import admin
from django.forms import Script
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationStackedInline

from portal.editing.admin import FactInline, NamedAdmin, RecordAdmin
from portal.editing.people.acts import Kind
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin
from sites.models import (
    Country,
    Institution,
    InstitutionFunction,
    Network,
    NetworkFact,
    NetworkMember,
    Office,
    OfficeFact,
    Place,
    Programme,
)


class InstitutionFunctionInline(FactInline):
    model = InstitutionFunction


class OfficeFactInline(FactInline):
    model = OfficeFact


class NetworkFactInline(FactInline):
    model = NetworkFact


class NetworkMemberInline(TranslationStackedInline):
    model = NetworkMember
    extra = 0
    autocomplete_fields = ("country", "institution", "sources")


class OnMap(NamedAdmin):
    """Of what has a point: a map beside its coordinates, on which one chooses it."""

    class Media:
        js = (Script("js/desk-map.js", type="module"),)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "latitude":
            field.widget.attrs["data-portal-coordinates"] = json.dumps(
                {
                    "script": static("leaflet/leaflet.js"),
                    "style": static("leaflet/leaflet.css"),
                    "land": static("map/land.json"),
                    "name": _("Choose on a map"),
                    "help": _(
                        "Click the place. By the keyboard: arrows move the map, + and − bring it nearer, Enter takes its middle."
                    ),
                    "chosen": _("Chosen: {latitude}, {longitude}."),
                    "nearer": _("Nearer"),
                    "farther": _("Farther"),
                },
                ensure_ascii=False,
            )
        return field


@admin.register(Country)
class CountryAdmin(OnMap):
    subject = Subject.WORLD
    purpose = gettext_lazy("Countries, with their zone")
    kind = Kind.SHARED
    list_display = ("__str__", "code", "continent", "zone")
    list_filter = ("continent", "zone")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Place)
class PlaceAdmin(TableMixin, OnMap):
    subject = Subject.WORLD
    purpose = gettext_lazy("Cities with their coordinates")
    kind = Kind.SHARED
    list_display = ("__str__", "code", "kind", "country", "country_basis")
    list_filter = ("kind", "country_basis", "country__continent")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "sources")


@admin.register(Institution)
class InstitutionAdmin(TableMixin, RecordAdmin):
    subject = Subject.WORLD
    purpose = gettext_lazy("Bodies in France and abroad")
    needed = ("status", "country", "places")
    list_display = ("__str__", "code", "kind", "country", "status")
    list_filter = ("status", "kind", "country__continent")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "places")
    facts = (
        *("kind", "acronym", "local_name", "local_language", "former_name", "unit_number", "ror"),
        *("country", "places", "place_basis"),
    )
    inlines = (InstitutionFunctionInline,)


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    subject = Subject.WORLD
    purpose = gettext_lazy("The offices abroad and their contacts")
    list_display = ("__str__", "code", "place", "status")
    list_select_related = ("place",)
    autocomplete_fields = ("place", "territory")
    facts = ("place", "territory", "since", "link", "contact", "phone")
    inlines = (OfficeFactInline,)


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    subject = Subject.WORLD
    purpose = gettext_lazy("Networks in which the institute takes part")
    list_display = ("__str__", "code", "kind", "status")
    list_filter = ("status", "kind")
    autocomplete_fields = ("parent",)
    facts = ("kind", "acronym", "parent", "since")
    inlines = (NetworkMemberInline, NetworkFactInline)


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    subject = Subject.WORLD
    purpose = gettext_lazy("Programmes of others that fund or frame cooperation")
    list_display = ("__str__", "code", "kind", "status")
    list_filter = ("status", "kind")
    autocomplete_fields = ("themes", "parent", "successor")
    facts = ("kind", "acronym", "full_name", "themes", "parent", "successor", "started", "ended")
