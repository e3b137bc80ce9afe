"""Rules of all addresses under /api/: CORS for every site, a licence header, JSON errors."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core import licence
from portal.core.text import languages
from portal.opendata import limits

ROOT = "/api/"
METHODS = "GET, HEAD, OPTIONS"
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Link": f'<{licence.URL}>; rel="license"',
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, Accept-Language",
    "Access-Control-Max-Age": "86400",
}


def public_api(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware of the API; placed outside compression and conditional requests, so that a 304 has its headers too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        with override(languages.from_header(request)):
            response = _answer(request, get_response)
        for name, value in SHARED.items():
            response.headers[name] = value
        if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response.headers.setdefault("Cache-Control", "public, max-age=0, stale-if-error=86400")
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return middleware


def _answer(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Response of the API: preflight, rate limit, or the view's."""
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
    wait = limits.seconds_to_wait(request)
    if wait:
        return _problem(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(wait)})
    is_head = request.method == "HEAD"
    if is_head:
        request.method = "GET"  # the same headers, ETag included; the server leaves out the body
    response = get_response(request)
    if is_head:
        request.method = "HEAD"
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        del response.headers["Content-Language"]  # the cached response keeps its own
    if response.status_code < HTTPStatus.BAD_REQUEST:
        if "Content-Language" in response.headers and "json" in response.headers.get("Content-Type", ""):
            response.headers["Content-Language"] = ", ".join(languages.codes())
        return response
    if "json" not in response.headers.get("Content-Type", ""):
        allowed = {"Allow": METHODS} if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else {}
        response = _problem(HTTPStatus(response.status_code), allowed)
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _problem(status: HTTPStatus, headers: dict[str, str]) -> HttpResponse:
    """Error response as JSON."""
    words = {
        HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address is only read: GET, HEAD or OPTIONS."),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too many questions in one minute. Please wait a little."),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something is wrong on our side. It has been noted."),
    }
    detail = words.get(status, _("This question is not understood."))
    return JsonResponse({"detail": detail}, status=status, headers={"Content-Language": languages.current(), **headers})
