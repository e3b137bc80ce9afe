"""Reads forms of the admin that are longer than Django's limit, so that they can answer with an error message."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

LONGEST_FORM = 64 * 2**20  # bytes; URL encoding makes a text of 10 MB up to three times as long

Handler = Callable[[HttpRequest], HttpResponse]


def long_texts(get_response: Handler) -> Handler:
    """Middleware that lets a signed-in editor send a form beyond Django's limit: the field then reports the excess.

    Django would refuse the whole request, and what was typed would be lost. Forms with files are left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_long_form(request) and request.user.is_staff:
            request._body = request.read(int(request.META["CONTENT_LENGTH"]))  # `request.body` then looks no further
        return get_response(request)

    return middleware


def _is_long_form(request: HttpRequest) -> bool:
    """Whether the request is a form of the admin longer than Django's limit, and within LONGEST_FORM."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        request.path_info.startswith("/admin/")
        and request.content_type == "application/x-www-form-urlencoded"
        and length.isdigit()
        and (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or LONGEST_FORM) < int(length) <= LONGEST_FORM
    )
