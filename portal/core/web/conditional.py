"""Conditional requests: answers 304 without rendering, since public pages depend only on content version and code.

The ETag of a page is made from the content version, the code, the address and the language. A request that brings it
back costs one query. A view whose response depends on anything else is marked with `@depends_on_more`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers

from portal.core.content import version
from portal.core.text import languages

Handler = Callable[[HttpRequest], HttpResponse]

# Addresses without a language prefix whose responses depend on the content alone.
WITHOUT_LANGUAGE = ("/sitemap.xml", "/data/", "/api/v1/")
SETTINGS = ("PUBLISHER", "PUBLISHER_ROR", "SITE_URL", "FEED_AUTHORITY", "ACCESSIBILITY_STATUS", "TILES", "LANGUAGES")
CODE = ("*.py", "*.html", "*.mo", "*.js", "*.css", "*.yaml", "*.json")


def depends_on_more(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view that depends on more than the content version, or that counts requests: it gets no ETag."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.depends_on_more = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return marked


def by_version(get_response: Handler) -> Handler:
    """Middleware that adds ETags to public responses, and answers 304 to requests that bring them back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_public(request):
            return get_response(request)
        with version.looked_at_once():
            try:
                tag = _tag(request)
            except DatabaseError:  # the view handles it, or needs no database
                return get_response(request)
            if tag in request.headers.get("If-None-Match", ""):
                found = get_conditional_response(request, etag=tag)
                if isinstance(found, HttpResponseNotModified):
                    found.headers["ETag"] = tag
                    patch_vary_headers(found, ("Accept-Encoding",))
                    return found
            response = get_response(request)
        is_tagged = response.status_code == HTTPStatus.OK and not getattr(request, "depends_on_more", False)
        if is_tagged and not response.has_header("ETag") and "no-store" not in response.get("Cache-Control", ""):
            response.headers["ETag"] = tag
        return response

    return middleware


def _is_public(request: HttpRequest) -> bool:
    """Whether the response may have an ETag; never inside a transaction, which may be rolled back."""
    if request.method not in ("GET", "HEAD") or not version.is_certain():
        return False
    path = request.path_info
    if not (path.endswith("/") or "." in path):  # redirected, or not found
        return False
    return languages.from_path(path) is not None or path.startswith(WITHOUT_LANGUAGE)


def _tag(request: HttpRequest) -> str:
    """ETag of the response to `request`."""
    prefix = languages.from_path(request.path_info)
    asked = (
        version.current(),
        _code(),
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        prefix or languages.from_header(request),
        request.headers.get("HX-Request", ""),
    )
    return f'W/"{hashlib.sha256(chr(0).join(asked).encode(errors="replace")).hexdigest()[:24]}"'


@cache
def _code() -> str:
    """Hash of the code and settings of this process, so that a new release changes every ETag."""
    found = hashlib.sha256(repr([getattr(settings, name) for name in SETTINGS]).encode())
    for folder in ("portal", "sites", "partnerships", "instruments", "templates", "static", "locale"):
        for path in sorted(_files(settings.BASE_DIR / folder)):
            stat = path.stat()
            found.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return found.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    """The files below `folder` that responses depend on."""
    return [path for pattern in CODE for path in folder.rglob(pattern)]
