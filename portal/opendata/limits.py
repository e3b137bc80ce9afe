"""How often one address may ask the API, counted by the minute in the cache."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from portal.core.web import visitors

MINUTE = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when the question may be answered; else after how many seconds the next one is."""
    if not settings.API_PER_MINUTE:
        return 0
    now = int(time.time())
    key = f"api-{visitors.key(request, 'portal.opendata.limits')}-{now // MINUTE}"
    caches["process"].add(key, 0, 2 * MINUTE)
    try:
        count = caches["process"].incr(key)
    except ValueError:  # thrown out between the two lines, to make room
        return 0
    return 0 if count <= settings.API_PER_MINUTE else MINUTE - now % MINUTE
