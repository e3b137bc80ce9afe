"""Middleware: language from the address, no cookies on public pages, caching and security headers."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from portal.core.text import languages

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
)


def no_body(get_response: Handler) -> Handler:
    """Leaves out the body of a response to HEAD, its headers being those of GET: a server that must do so warns each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_head = request.method == "HEAD"  # a middleware inside may answer as for GET
        response = get_response(request)
        if not is_head:
            return response
        if response.streaming:
            response.streaming_content = ()  # type: ignore[attr-defined]
        else:
            response.content = b""
        return response

    return middleware


def language(get_response: Handler) -> Handler:
    """Activates the language of the address; without a prefix, that of Accept-Language, which it adds to `Vary`.

    Django's LocaleMiddleware would also read a cookie: here a page depends on its address alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        prefix = languages.from_path(request.path_info)
        code = prefix or languages.from_header(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        if not prefix and response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Accept-Language",))
        return response

    return middleware


def forget_cookies(get_response: Handler) -> Handler:
    """Drops cookies from requests for public pages, so that responses can neither depend on them nor set any."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def shared_cache(get_response: Handler) -> Handler:
    """Lets caches keep public pages: revalidated on each request (304), used for a day if the site is down.

    An edit is visible at once, since nothing is used without revalidation. `stale-if-error` is of RFC 5861. A redirect is
    revalidated too: browsers keep a 301 for ever, and a slug that an editor changes back would then lead round in circles.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Location" in response.headers:
            response.headers.setdefault("Cache-Control", "no-cache")
        is_fresh = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        if languages.from_path(request.path_info) and is_fresh and not response.cookies:
            response.headers.setdefault("Cache-Control", "public, max-age=0, stale-if-error=86400")
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Denies device features and embedding by other sites on every response, static files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # A browser copies the headers of a 304 to its cached response, which may have laxer ones of its own (a page
            # that may be framed, a file for other sites): left out, they stay as they were.
            del response.headers["Content-Security-Policy"]
            return response
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if request.path_info.startswith("/admin/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
