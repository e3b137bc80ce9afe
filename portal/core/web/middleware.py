"""Two small layers: the language of the address, and the headers Django and django-csp do not set."""

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


def language(get_response: Handler) -> Handler:
    """Activates the language of the address; without a prefix, the visitor's, and then says so in `Vary`.

    Django's own LocaleMiddleware would also redirect an unprefixed page to a guessed language and read a cookie: here
    such an address is a 404, and a page depends on its address alone.
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
    """Public pages do not see the visitor's cookies, so that none can change them or be answered with another."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def shared_cache(get_response: Handler) -> Handler:
    """Lets browsers and proxies keep public pages: asked again each time (304), served when the site is down.

    An editor's change is seen at once, since nothing is used without asking; `stale-if-error` is a day (RFC 5861).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_fresh = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        if languages.from_path(request.path_info) and is_fresh and not response.cookies:
            response.headers.setdefault("Cache-Control", "public, max-age=0, stale-if-error=86400")
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Shuts device features and other sites' embedding on every answer, static files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # A browser takes the headers of a 304 into the answer that it kept: a card that may be framed, a file that other
            # sites may read, would get the rules of every other page. What is not said stays as it was.
            del response.headers["Content-Security-Policy"]
            return response
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if request.path_info.startswith("/admin/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
