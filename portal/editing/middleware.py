"""Prepared changes become public at their moment without a scheduler: the first request after it sees to that."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.editing import preparing

Handler = Callable[[HttpRequest], HttpResponse]


def publish_due(get_response: Handler) -> Handler:
    """Looks for what is due, at most once in `PREPARED_EVERY` seconds in each process; None: never."""
    last = [0.0]

    def middleware(request: HttpRequest) -> HttpResponse:
        every, now = settings.PREPARED_EVERY, time.monotonic()
        if every is not None and now - last[0] >= every and not request.path_info.startswith("/health/"):
            last[0] = now
            preparing.publish_due()
        return get_response(request)

    return middleware
