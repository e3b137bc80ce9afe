"""Drafts that were deleted, and the way to bring one back: as it was last kept, with the rows inside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.text import languages
from portal.editing import pages
from portal.editing.forms import normalise
from portal.editing.revisions import saving

MOST = 100  # shown, the last deleted first


def last_of_deleted(model: Any) -> QuerySet:
    """The last revision with a document of each record of `model` that was deleted and is not there again."""
    kept = Revision.objects.filter(model=model._meta.label_lower).order_by()
    gone = kept.filter(kind=RevisionKind.DELETED).exclude(object_id__in=model._base_manager.values("pk"))
    last = kept.filter(object_id__in=gone.values("object_id"), document__isnull=False)
    newest = last.values("object_id").annotate(last=Max("pk")).values("last")
    return Revision.objects.filter(pk__in=newest).select_related("author").order_by("-pk")


def deleted_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The deleted records of a model, each with a button that brings it back. Needs what adding one needs."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    found = last_of_deleted(model_admin.model)
    if request.method == "POST":
        return _bring_back(model_admin, request, found)
    entries = [{"revision": revision, "name": _name(revision)} for revision in found[:MOST]]
    context = {"title": _("Deleted drafts"), "entries": entries}
    return pages.page(request, model_admin, "admin/desk_deleted.html", context)


def _bring_back(model_admin: Any, request: HttpRequest, found: QuerySet) -> HttpResponse:
    revision = get_object_or_404(found, pk=normalise.position(request.POST.get("version", "")))
    record = model_admin.model(pk=revision.object_id)
    try:
        saving.bring_back(record, revision.document, request.user)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return HttpResponseRedirect(pages.address(model_admin, "deleted"))
    messages.success(request, _("The draft is back, as it was last kept."))
    return HttpResponseRedirect(pages.address(model_admin, "change", record))


def _name(revision: Revision) -> str:
    """The record's name in the reader's language, else in another; its code where it has none."""
    texts = next((text for field in ("name", "title", "heading") if (text := revision.document.get(field))), None)
    if not isinstance(texts, dict):
        return texts or revision.code
    return texts.get(languages.current()) or next(iter(texts.values()))
