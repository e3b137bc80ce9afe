"""Who asks: one address is one visitor. The one place that reads it; what is counted by visitor is kept under a keyed hash."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def address(request: HttpRequest) -> str:
    """What our outermost proxy saw, where proxies are trusted (PORTAL_PROXIES), else who speaks to us; "" if unknown."""
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(named) >= settings.PROXIES:
        return named[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def visitor(request: HttpRequest) -> str:
    """The address as far as it tells visitors apart: an IPv6 one by its network (/64), which one house has."""
    known = address(request)
    try:
        found = ip_address(known)
    except ValueError:
        return known
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network(f"{found}/64", strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def key(request: HttpRequest, purpose: str) -> str:
    """A visitor under a name from which nobody finds the address again; another one for each purpose."""
    return salted_hmac(purpose, visitor(request)).hexdigest()[:32]
