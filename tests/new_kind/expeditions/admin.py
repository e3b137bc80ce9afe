"""5. How it is written at the editors' desk."""

from django.contrib import admin
from expeditions.models import Expedition

from portal.editing.admin import RecordAdmin


@admin.register(Expedition)
class ExpeditionAdmin(RecordAdmin):
    facts = ("ship",)
