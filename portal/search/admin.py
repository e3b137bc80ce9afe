from django.contrib import admin
from django.http import HttpRequest

from portal.editing.admin import MachineAdmin
from portal.editing.review.care import CareMixin
from portal.search.zero_results import FruitlessSearch


@admin.register(FruitlessSearch)
class ZeroResultAdmin(CareMixin, MachineAdmin):
    """Searches without result, read-only. They hint at a missing page or glossary name; editors delete settled ones."""

    list_display = ("words", "language", "count", "last_on")
    list_filter = ("language", "last_on")
    search_fields = ("words",)

    def has_delete_permission(self, request: HttpRequest, obj: FruitlessSearch | None = None) -> bool:
        return super(MachineAdmin, self).has_delete_permission(request, obj)
