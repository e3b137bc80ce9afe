"""The admin's search for a record of any kind, by its name or code."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.text import record_links
from portal.editing.lookup import link_targets


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Page with the records that `?q=` may mean and the user may open, drafts included, best first."""
    asked = link_targets.query(request)
    found = [_as_row(kind, record) for kind, record in link_targets.matches(asked) if _may_open(request, record)]
    context = {
        **admin.site.each_context(request),
        "title": _("Find a record"),
        "asked": asked,
        "is_short": len(asked) < link_targets.LEAST,
        "found": found,
    }
    return TemplateResponse(request, "admin/desk_find.html", context)


def _may_open(request: HttpRequest, record: Any) -> bool:
    """Whether the user may see the record's page in the admin."""
    desk = admin.site._registry.get(type(record))
    return desk is not None and desk.has_view_permission(request)


def _as_row(kind: Any, record: Any) -> dict[str, Any]:
    """A record as a row of the page."""
    options = record._meta
    status = record.get_status_display() if hasattr(record, "get_status_display") else ""
    return {
        "name": str(record),
        "kind": capfirst(str(kind.one)),
        "code": record.code,
        "status": "" if record_links.is_open(kind, record) else status,
        "address": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=(record.pk,)),
    }
