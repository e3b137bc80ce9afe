"""How often one address may ask the API, counted by the minute in the cache."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when the question may be answered; else after how many seconds the next one is."""
    if not settings.API_PER_MINUTE:
        return 0
    now = int(time.time())
    # The address itself is kept nowhere, not even for a minute.
    who = salted_hmac("portal.opendata.limits", client(request)).hexdigest()[:32]
    key = f"api-{who}-{now // MINUTE}"
    caches["process"].add(key, 0, 2 * MINUTE)
    try:
        count = caches["process"].incr(key)
    except ValueError:  # thrown out between the two lines, to make room
        return 0
    return 0 if count <= settings.API_PER_MINUTE else MINUTE - now % MINUTE


def client(request: HttpRequest) -> str:
    """The visitor's address: what our outermost proxy saw, where proxies are trusted; an IPv6 one by its network (/64)."""
    address = request.META.get("REMOTE_ADDR", "")
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and named:
        address = named[-min(settings.PROXIES, len(named))]
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network(f"{found}/64", strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
