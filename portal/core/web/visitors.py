"""Addresses of visitors. Only this module reads them; counts per visitor are stored under a keyed hash."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def address(request: HttpRequest) -> str:
    """IP address of the visitor, as seen by the outermost trusted proxy (PORTAL_PROXIES), else the peer's; or ""."""
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(named) >= settings.PROXIES:
        return named[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def visitor(request: HttpRequest) -> str:
    """IP address that identifies a visitor: for IPv6 its /64 network, which belongs to one household."""
    known = address(request)
    try:
        found = ip_address(known)
    except ValueError:
        return known
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network(f"{found}/64", strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def key(request: HttpRequest, purpose: str) -> str:
    """Keyed hash of the visitor's address, a different one for each `purpose`."""
    return salted_hmac(purpose, visitor(request)).hexdigest()[:32]
