"""Answers "not modified" before anything is drawn: what a public address says follows from the content version and the code.

The tag of an answer is made from the content version, the code, the address asked and the language; whoever brings it back
is told that nothing has changed, at the price of one query. An answer that depends on more says so with `@depends_on_more`.
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

# Beside what lies under a language: machines' addresses that depend on the content alone.
WITHOUT_LANGUAGE = ("/sitemap.xml", "/data/", "/api/v1/")
SETTINGS = ("PUBLISHER", "PUBLISHER_ROR", "SITE_URL", "ACCESSIBILITY_STATUS", "TILES", "LANGUAGES")
CODE = ("*.py", "*.html", "*.mo", "*.js", "*.css", "*.yaml", "*.json")


def depends_on_more(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view whose answer another request may change, or that counts who asks: it gets no tag from the version."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.depends_on_more = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return marked


def by_version(get_response: Handler) -> Handler:
    """Tags public answers, and answers 304 to whoever brings the tag back. Inside, the content version is looked up once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_public(request):
            return get_response(request)
        with version.looked_at_once():
            try:
                tag = _tag(request)
            except DatabaseError:  # the view says so in the reader's words, or needs no database
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
    """In a transaction nothing is tagged: what it shows may be taken back."""
    if request.method not in ("GET", "HEAD") or not version.is_certain():
        return False
    path = request.path_info
    if not (path.endswith("/") or "." in path):  # led to its address, or not found
        return False
    return languages.from_path(path) is not None or path.startswith(WITHOUT_LANGUAGE)


def _tag(request: HttpRequest) -> str:
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
    """The code and the settings behind the answers of this process: another release tags anew."""
    found = hashlib.sha256(repr([getattr(settings, name) for name in SETTINGS]).encode())
    for folder in ("portal", "sites", "partnerships", "instruments", "templates", "static", "locale"):
        for path in sorted(_files(settings.BASE_DIR / folder)):
            stat = path.stat()
            found.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return found.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    return [path for pattern in CODE for path in folder.rglob(pattern)]
