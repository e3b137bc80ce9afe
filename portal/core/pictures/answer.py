"""How a picture is sent: drawn once, whole, open to any site, under a policy that lets an SVG use its own style and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from http import HTTPStatus
from typing import Any, Final

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.core.licence import URL as LICENCE
from portal.core.pictures import raster
from portal.core.pictures.store import pictures
from portal.core.text import languages

TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}
PIXELS: Final = 2400  # the width of a PNG to take away: twice the sheet's
_POLICY: Final = {name: ["'none'"] for name in ("script-src", "img-src", "connect-src", "font-src", "form-action")}


def answer(
    key: Hashable, ending: str, draw: Callable[[], str], name: str, *, pixels: int = PIXELS, status: int = HTTPStatus.OK
) -> HttpResponseBase:
    """The picture under `key` as a file called `name`; `draw` gives it as SVG, or "" where there is none (404).

    503 when so many are asked for that pages would wait for them.
    """
    try:
        body = svg_of(key, draw).encode() if ending == "svg" else _png(key, draw, pixels)
    except raster.BusyError:
        later = {"Retry-After": "5", "Cache-Control": "no-store"}
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=later)
    if not body:
        raise Http404(name)
    own = {
        "Link": f'<{LICENCE}>; rel="license"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Language": languages.current(),
        "Content-Disposition": f'inline; filename="{name}.{ending}"',
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(body, TYPES[ending], status, headers=own)
    return own_style(lambda request: response)(HttpRequest())


own_style: Any = csp_replace({**_POLICY, "style-src": ["'unsafe-inline'"]})
"""Lets what a view answers be drawn by the styles inside it, and do nothing: no script, no request."""


def _png(key: Hashable, draw: Callable[[], str], pixels: int) -> bytes:
    """The picture as PNG, drawn once: who has waited for their turn may find it drawn."""

    def drawn() -> bytes:
        svg = svg_of(key, draw)
        return raster.png(svg, pixels) if svg else b""

    found = pictures.find((key, "png"))
    if found is None:
        with raster.turn():
            found = pictures.keep((key, "png"), drawn)
    return found


def svg_of(key: Hashable, draw: Callable[[], str]) -> str:
    """The picture as SVG, drawn once."""
    return pictures.keep((key, "svg"), lambda: draw().encode()).decode()


def beside(page: str, ending: str) -> str:
    """Path of the picture of what a page shows: that of the page with an ending."""
    return f"{page.rstrip('/')}.{ending}"
