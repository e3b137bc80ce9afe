"""Lists of records that need care, and the buttons that confirm them as still true."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.models import Published
from portal.editing.forms import many
from portal.editing.forms.many import ManyMixin
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.review import content_checks

CONFIRM = "_still_true"  # name of the buttons; the value is a record's key, or "shown" for all records of the page
SHOWN = "_shown"  # name of the hidden fields with the keys of the records on the page


class CheckFilter(admin.SimpleListFilter):
    """The list filter `?check=<code>`: exactly the records that the admin's first page counted."""

    title = gettext_lazy("care needed")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(check.code, str(check.label)) for check in content_checks.checks(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        found = {check.code: check for check in content_checks.checks(queryset.model)}.get(str(self.value()))
        if found is None:
            raise IncorrectLookupParameters
        return queryset.filter(pk__in=found.queryset().order_by().values("pk"))


class CareMixin(ManyMixin):
    """Mixin for a ModelAdmin: the filter by content check; for published models, also the ways to confirm records."""

    def is_confirmable(self, request: HttpRequest) -> bool:
        """Whether the user may confirm any records of this model."""
        return issubclass(self.model, Published) and acts.may(request.user, Act.CONFIRM, self.model)

    def may_confirm_public(self, request: HttpRequest) -> bool:
        """Whether the user may confirm public records of this model."""
        return self.is_confirmable(request) and acts.has(request.user, acts.power(Act.CONFIRM, self.model, True))

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_filter(request), CheckFilter)

    def asks_to_confirm(self, request: HttpRequest) -> bool:
        """Whether the list is filtered by a check that a confirmation settles, and the user may confirm."""
        asked = request.GET.get("check") in (content_checks.REVIEW_DUE, content_checks.NEVER_REVIEWED)
        return asked and self.may_confirm_public(request)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        first, *others = super().get_list_display(request)
        return (first, "still_true_button", *others) if self.asks_to_confirm(request) else (first, *others)

    @admin.display(description=gettext_lazy("still true?"))
    def still_true_button(self, record: Any) -> SafeString:
        """Column with the button that confirms one record."""
        return format_html(
            '<button class="button" type="submit" name="{}" value="{}">{}</button>', CONFIRM, record.pk, _("Still true")
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; confirms records when one of the buttons was pressed. Raises PermissionDenied for other roles."""
        chosen = request.POST.get(CONFIRM)
        if chosen:
            return self._confirm(request, request.POST.getlist(SHOWN) if chosen == "shown" else [chosen])
        context = {"asks_to_confirm": self.asks_to_confirm(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def _confirm(self, request: HttpRequest, chosen: list[str]) -> HttpResponse:
        """Confirms one record at once; asks first for those of a whole page. Raises PermissionDenied for other roles."""
        if not self.is_confirmable(request):
            raise PermissionDenied
        keys = [int(key) for key in chosen if key.isdecimal() and len(key) < 19]
        if len(chosen) > 1:
            return HttpResponseRedirect(self.many_address("still_true", keys))
        found = many.sort(many.ACTS["still_true"], self.get_queryset(request).filter(pk__in=keys), request.user)
        for record, reason in found.left:
            messages.error(request, f"{record}: {reason}")
        self.do_with(request, many.ACTS["still_true"], found.ready)
        return HttpResponseRedirect(request.get_full_path())
