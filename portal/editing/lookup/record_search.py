"""The admin's search for a record of any kind, by any word or number in it: texts, amounts, codes, drafts included."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.content.specs import concepts
from portal.core.enums import Status
from portal.editing import pages
from portal.editing.lookup import full_text, link_targets
from portal.editing.lookup.full_text import Found

PAGE = 25  # records on a page


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Page with the records that hold all words of `?q=` and that the user may open, best first; `?kind=` narrows it."""
    asked, kind = link_targets.query(request), request.GET.get("kind", "")
    models = {concept.label: concept.model for concept in concepts() if _may_open(request, concept.model)}
    every = [found for found in full_text.search(asked) if found.record.model in models]
    shown = [found for found in every if found.record.model == kind] if kind in models else every
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Find a record"),
        "asked": asked,
        "is_short": len(asked) < link_targets.LEAST,
        "page": page,
        "kind": kind,
        "kinds": _kinds(every, models, asked),
        "all_count": len(every),
        "all_address": f"?{urlencode({'q': asked})}",
        "query": urlencode({"q": asked, **({"kind": kind} if kind in models else {})}),
        "found": [_as_row(found, models[found.record.model]) for found in page],
    }
    return TemplateResponse(request, "admin/desk_find.html", context)


def _may_open(request: HttpRequest, model: Any) -> bool:
    """Whether the user may see the records of a model in the admin."""
    desk = admin.site._registry.get(model)
    return desk is not None and desk.has_view_permission(request)


def _kinds(every: list[Found], models: dict[str, Any], asked: str) -> list[dict[str, Any]]:
    """The kinds of what was found, each with its number; together they are all of it."""
    counts = Counter(found.record.model for found in every)
    return [
        {
            "code": label,
            "name": capfirst(str(model._meta.verbose_name_plural)),
            "count": counts[label],
            "address": f"?{urlencode({'q': asked, 'kind': label})}",
        }
        for label, model in models.items()
        if counts[label]
    ]


def _as_row(found: Found, model: Any) -> dict[str, Any]:
    """A record as a row of the page."""
    options, record = model._meta, found.record
    return {
        "name": record.name,
        "kind": capfirst(str(options.verbose_name)),
        "code": record.code,
        "status": str(Status(record.status).label) if record.status else "",
        "excerpt": found.excerpt,
        "address": pages.form_of(model, record.pk),
    }
