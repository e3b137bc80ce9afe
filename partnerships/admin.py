from django.contrib import admin
from django.utils.translation import gettext_lazy

from partnerships.models import Modality, ModalityFact, Participant, Partnership, PartnershipEvent, Project
from portal.editing.admin import FactInline, RecordAdmin, SourcedInline
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin


class ModalityFactInline(FactInline):
    model = ModalityFact


class PartnershipEventInline(FactInline):
    model = PartnershipEvent


class ParticipantInline(SourcedInline):
    model = Participant
    autocomplete_fields = ("institution", "network", "sources")


@admin.register(Modality)
class ModalityAdmin(RecordAdmin):
    subject = Subject.TIES
    purpose = gettext_lazy("The forms that a partnership takes: PRISME, partner sites, agreements")
    facts = ("order", "name_plural", "acronym", "since", "network")
    autocomplete_fields = ("network",)
    inlines = (ModalityFactInline,)


@admin.register(Partnership)
class PartnershipAdmin(TableMixin, RecordAdmin):
    subject = Subject.TIES
    purpose = gettext_lazy("Each platform, site and agreement")
    list_display = ("__str__", "code", "modality", "state", "status")
    list_filter = ("status", "modality", "state")
    list_select_related = ("modality",)
    autocomplete_fields = ("modality", "countries", "places", "institutions", "networks", "themes")
    facts = (
        *("modality", "state", "started", "ended", "has_funding_scheme", "has_page"),
        *("countries", "places", "institutions", "networks", "themes"),
    )
    inlines = (PartnershipEventInline,)


@admin.register(Project)
class ProjectAdmin(TableMixin, RecordAdmin):
    subject = Subject.TIES
    purpose = gettext_lazy("Research that partnerships carry")
    list_display = ("__str__", "code", "kind", "status")
    list_filter = ("status", "kind")
    autocomplete_fields = ("countries", "themes", "partnerships", "programmes")
    facts = (
        *("kind", "full_name", "country_count", "continent_named", "started", "ended"),
        *("countries", "themes", "partnerships", "programmes"),
    )
    inlines = (ParticipantInline,)
