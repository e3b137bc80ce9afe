"""Editing calls: the next one is prepared from the last one."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from instruments.models import Call
from instruments.phases import a_year_later
from portal.core.dates import PartialDate
from portal.core.enums import Status
from portal.core.text import languages
from portal.editing.admin import RecordAdmin
from portal.editing.subjects import Subject
from portal.editing.tables.admin import TableMixin

_YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])")
COPIED = ("name", "name_lang", "summary", "body")


def next_year(call: Call) -> Call:
    """An unsaved draft of the call that follows: the same texts in every language, every date a year later as a proposal.

    Years in its code, names and addresses go up by one. Results, early end, sources and dates of publication start empty:
    nobody has stated them yet. `call` is left as it is.
    """
    draft = Call(instrument=call.instrument, status=Status.DRAFT, dates_to_confirm=True)
    draft.edition = _edition(call.edition)
    draft.opens_at, draft.closes_at = a_year_later(call.opens_at), a_year_later(call.closes_at)
    draft.code = _free("code", _counted_up(call.code))
    for code in languages.codes():
        for field in COPIED:
            column = languages.localized(field, code)
            value = getattr(call, column)
            setattr(draft, column, _counted_up(value) if field == "name" and value else value)
        column = languages.localized("slug", code)
        slug = getattr(call, column)
        setattr(draft, column, _free(column, _counted_up(slug)) if slug else None)
    return draft


def _counted_up(text: str) -> str:
    """Every year in it is the next one: "irp-2026" gives "irp-2027"."""
    return _YEAR.sub(lambda found: str(int(found.group()) + 1), text)


def _free(column: str, wanted: str) -> str:
    """`wanted`, or with the first number behind it that no call has yet; never longer than the column takes."""
    room: int = Call._meta.get_field(column).max_length  # type: ignore[union-attr, assignment]
    taken = set(Call.objects.values_list(column, flat=True))
    numbered = (f"{wanted[: room - 4].rstrip('-')}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def _edition(edition: PartialDate | None) -> PartialDate | None:
    if edition is None or edition.precision == "decade":
        return None
    later = f"{edition.year + 1:04}{edition.iso[4:]}"
    return PartialDate.parse(later.replace("-02-29", "-02-28"))


class CallAdmin(TableMixin, RecordAdmin):
    subject = Subject.FUNDING
    purpose = gettext_lazy("Dated editions of the instruments")
    list_display = ("__str__", "code", "instrument", "opens_at", "closes_at", "phase_now", "status")
    list_filter = ("status", "instrument", "dates_to_confirm")
    list_select_related = ("instrument",)
    autocomplete_fields = ("instrument",)
    change_form_template = "admin/instruments/call_change_form.html"
    facts = (
        *("instrument", "edition", "opens_at", "closes_at", "dates_to_confirm"),
        *("link", "contact", "end_reason", "ended_at", "received", "selected"),
    )

    @admin.display(description=gettext_lazy("where it stands"))
    def phase_now(self, call: Call) -> str:
        return str(call.phase().label)

    def get_urls(self) -> list[Any]:
        own = path(
            "<path:object_id>/next-year/", self.admin_site.admin_view(self.prepare_next), name="instruments_call_next"
        )
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "may_prepare_next": self.has_add_permission(request)}
        return super().change_view(request, object_id, form_url, context)

    @method_decorator(require_POST)
    def prepare_next(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Makes the draft of next year's call and opens it. Needs the permission to add a call."""
        if not (self.has_add_permission(request) and self.has_view_permission(request)):
            raise PermissionDenied
        call = self.get_object(request, object_id)
        if call is None:
            raise Http404(object_id)
        with transaction.atomic():
            draft = next_year(call)
            draft.save()
        self.log_addition(request, draft, _("Prepared from %(call)s.") % {"call": call})
        said = _(
            "This draft was prepared from “%(call)s”. Its dates are proposals, a year later: confirm or correct them."
        )
        messages.warning(request, said % {"call": call})
        return HttpResponseRedirect(reverse("admin:instruments_call_change", args=(draft.pk,)))
