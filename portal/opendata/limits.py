"""Rate limit of the API: requests per address and minute, counted in the cache."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from portal.core.web import visitors

MINUTE = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """Counts the request; returns 0 if it is within the limit, else the seconds until the next one may be sent."""
    if not settings.API_PER_MINUTE:
        return 0
    now = int(time.time())
    key = f"api-{visitors.key(request, 'portal.opendata.limits')}-{now // MINUTE}"
    caches["process"].add(key, 0, 2 * MINUTE)
    try:
        count = caches["process"].incr(key)
    except ValueError:  # evicted from the cache in between
        return 0
    return 0 if count <= settings.API_PER_MINUTE else MINUTE - now % MINUTE
