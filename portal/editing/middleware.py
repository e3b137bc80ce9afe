"""A form of the desk is read even when somebody has pasted far too much into it, so that it can answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

LONGEST_FORM = 64 * 2**20  # bytes; a text of 10 MB is up to three times as many when a browser sends it

Handler = Callable[[HttpRequest], HttpResponse]


def long_texts(get_response: Handler) -> Handler:
    """Lets a signed-in editor send a form longer than Django reads: its field then says that the text is too long.

    Django would refuse the whole request, with all that was typed in it. Forms with files are left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_long_form(request) and request.user.is_staff:
            request._body = request.read(int(request.META["CONTENT_LENGTH"]))  # `request.body` then looks no further
        return get_response(request)

    return middleware


def _is_long_form(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        request.path_info.startswith("/admin/")
        and request.content_type == "application/x-www-form-urlencoded"
        and length.isdigit()
        and (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or LONGEST_FORM) < int(length) <= LONGEST_FORM
    )
