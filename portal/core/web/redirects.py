"""Looks up where a path without a page leads (`portal/core/redirect.py`)."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponsePermanentRedirect

from portal.core.content import version
from portal.core.models import Redirect
from portal.core.web.addresses import with_query


@version.kept
def _targets() -> dict[str, str]:
    return dict(Redirect.objects.values_list("path", "target"))


def target_of(path: str, query: str = "") -> str | None:
    """The address that answers for `path`, with the query string before its anchor; None for a path that leads nowhere.

    A last slash more or less is no other address.
    """
    known = _targets()
    found = known.get(path) or known.get(path.removesuffix("/") if path.endswith("/") else f"{path}/")
    return found and with_query(found, query)


def redirected(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """Response 301 to the address that answers for the path asked for; None where there is none."""
    try:
        target = target_of(request.path, request.META.get("QUERY_STRING", ""))
    except DatabaseError:  # the page that says so has no need of it
        return None
    return HttpResponsePermanentRedirect(target) if target else None
