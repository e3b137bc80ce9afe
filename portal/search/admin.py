from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from portal.editing.admin import MachineAdmin, in_every_language
from portal.editing.forms.base import DeskAdmin
from portal.editing.review.care import CareMixin
from portal.editing.subjects import Subject
from portal.search.best_bets import BestBet
from portal.search.zero_results import FruitlessSearch


@admin.register(BestBet)
class BestBetAdmin(CareMixin, DeskAdmin, TranslationAdmin):
    subject = Subject.WORDS
    purpose = gettext_lazy("What the search answers first")
    list_display = ("__str__", "target", "order", "status")
    list_filter = ("status",)
    search_fields = ("code", "target", *in_every_language("title"), *in_every_language("phrases"))
    ordering = ("order", "code")


@admin.register(FruitlessSearch)
class ZeroResultAdmin(CareMixin, MachineAdmin):
    """Searches without result, read-only. They hint at a missing page or glossary name; editors delete settled ones."""

    subject = Subject.WORDS
    purpose = gettext_lazy("What readers searched for and did not find")
    list_display = ("words", "language", "count", "last_on")
    list_filter = ("language", "last_on")
    search_fields = ("words",)

    def has_delete_permission(self, request: HttpRequest, obj: FruitlessSearch | None = None) -> bool:
        return super(MachineAdmin, self).has_delete_permission(request, obj)
