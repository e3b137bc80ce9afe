"""Drafts that were deleted, and the way to bring one back: as it was last kept, with the rows inside it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.errors import RevertError
from reversion.models import Version

from portal.core.revision import RevisionKind
from portal.editing import pages
from portal.editing.forms import normalise
from portal.editing.people import acts, guard
from portal.editing.revisions import desk, history

MOST = 100  # shown, the last deleted first


def deleted_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The deleted records of a model, each with a button that brings it back. Needs what adding one needs."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    found = Version.objects.get_deleted(model_admin.model).select_related("revision__user").order_by("-pk")
    if request.method == "POST":
        version = get_object_or_404(found, pk=normalise.position(request.POST.get("version", "")))
        return _bring_back(model_admin, request, version)
    context = {"title": _("Deleted drafts"), "versions": found[:MOST]}
    return pages.page(request, model_admin, "admin/desk_deleted.html", context)


def _bring_back(model_admin: Any, request: HttpRequest, version: Version) -> HttpResponse:
    key = version._model._meta.label_lower, version.object_id
    try:
        record = _written(history.state(version, key), key, request.user)
    except ValidationError as error:
        words = " ".join(error.messages)
    except (RevertError, LookupError, ValueError):
        words = _("It can no longer be read: the portal has changed since.")
    else:
        messages.success(request, _("The draft is back, as it was last kept."))
        return HttpResponseRedirect(pages.address(model_admin, "change", record))
    messages.error(request, words)
    return HttpResponseRedirect(pages.address(model_admin, "deleted"))


def _written(rows: history.Rows, key: history.Key, user: Any) -> Any:
    """The record with these rows, made again. Raises ValidationError where it is not valid, or is public and `user` may not."""
    with desk.edited_together([], user, gettext_noop("A deleted draft brought back"), kind=RevisionKind.RESTORED):
        with guard.lifted():
            history.apply(history.compare({}, rows))
        record = apps.get_model(key[0])._base_manager.get(pk=key[1])
        if not acts.may_write(user, record):
            raise ValidationError(_("That version was public: a publisher brings it back."))
    return record
