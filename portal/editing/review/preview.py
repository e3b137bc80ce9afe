"""Previews of unpublished records and pending changes, by signed links that expire."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.apps import apps
from django.core import signing
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.core.content.write import UnreadableError
from portal.core.enums import ANSWERING, Status
from portal.core.models import Published, Revision
from portal.core.templatetags.portal import language_name
from portal.core.text import languages
from portal.editing.revisions import scheduled

DAYS = 7  # validity of a preview link
_SALT = "portal.preview"


def links(record: Any, change: Revision | None = None) -> dict[str, str]:
    """Addresses of the preview of the record, with the prepared `change`, by language; empty if such records have no page."""
    if not is_previewed(record):
        return {}
    shown = [record._meta.label_lower, record.pk, *([change.pk] if change else [])]
    token = signing.dumps(shown, salt=_SALT, compress=True)
    found = {}
    for code in languages.codes():
        with override(code):
            found[code] = reverse("editing:preview", kwargs={"token": token})
    return found


def public_addresses(record: Any) -> dict[str, str]:
    """Addresses of the record's public page by language, for the languages in which it has one now."""
    if getattr(record, "status", Status.PUBLISHED) not in ANSWERING or not is_previewed(record):
        return {}
    return {code: address for code in languages.codes() if (address := _page_of(record, code))}


def _format_hidden(record: Published) -> SafeString:
    """HTML about why the public does not see a record now, and from when it will."""
    now, moment = timezone.now(), None
    if record.status in ANSWERING and record.publish_at and record.publish_at > now:
        words, moment = _("The public will see it from {}."), record.publish_at
    elif record.status in ANSWERING and record.unpublish_at and record.unpublish_at <= now:
        words, moment = _("The public has not seen it since {}."), record.unpublish_at
    if moment:
        return format_html(words, formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
    return format_html(_("The public does not see it (status: {})."), record.get_status_display())


def format_public_links(record: Any) -> SafeString:
    """HTML about a record that was saved: links to its public page, or why there is none; "" if it never has a page."""
    if not is_previewed(record):
        return SafeString("")
    if isinstance(record, Published) and not is_visible(record):
        return _format_hidden(record)
    addresses = public_addresses(record).items()
    shown = ((address, code, capfirst(language_name(code))) for code, address in addresses)
    links = format_html_join(", ", '<a href="{0}" hreflang="{1}">{2}</a>', shown)
    return format_html("{} {}", _("See the public page:"), links) if links else links


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Page of a record as visitors would see it if it, or the change prepared for it, were public now.

    Everything written to show it is rolled back. Answers 404 if the link has expired or there is nothing to show.
    """
    try:
        label, pk, *changes = signing.loads(token, salt=_SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        response = render(request, "editing/preview_expired.html", {"days": DAYS}, status=404)
    else:
        record = apps.get_model(label)._base_manager.filter(pk=pk).first()
        response = scheduled.undone(lambda: _shown(request, record, changes)) if record else _nothing(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _shown(request: HttpRequest, record: Any, changes: list[int]) -> HttpResponse:
    """Publishes `record` with those of the pending changes that still wait, and renders its page; inside `scheduled.undone`."""
    waiting = scheduled.of(record).filter(pk__in=changes)
    for pending in waiting:
        try:
            scheduled.put(pending)
        except UnreadableError:  # it can no longer be read: the desk says so
            return _nothing(request)
    if isinstance(record, Published):
        values = {"status": Status.PUBLISHED, "publish_at": None, "unpublish_at": None}
        type(record)._base_manager.filter(pk=record.pk).update(**values)
    record = type(record)._base_manager.get(pk=record.pk)
    address = _page_of(record, languages.current())
    if address is None:
        return _nothing(request)
    found = copy(request)
    found.path = found.path_info = address
    found.preview = {"is_prepared": bool(waiting)}  # type: ignore[attr-defined]
    match = resolve(address)
    try:
        response: Any = match.func(found, *match.args, **match.kwargs)
    except Http404:  # what it belongs to is not public
        return _nothing(request)
    return response.render() if hasattr(response, "render") else response


def _nothing(request: HttpRequest) -> HttpResponse:
    """Response 404: there is no page to preview."""
    return render(request, "editing/preview_nothing.html", status=404)


def is_visible(record: Any) -> bool:
    """Whether the public sees the record now; of what has no status, always."""
    if not isinstance(record, Published):
        return True
    return type(record).objects.answering().filter(pk=record.pk).exists()  # type: ignore[attr-defined]


def is_previewed(record: models.Model) -> bool:
    """Whether records of this kind have a page of their own, or show on another one."""
    return bool(getattr(record, "url_name", "")) or hasattr(record, "shown_in")


def _page_of(record: Any, language: str) -> str | None:
    """Path of the page of a record in `language`, or of one on which it shows, as a notice does."""
    return record.shown_in(language) if hasattr(record, "shown_in") else record.address_in(language)
