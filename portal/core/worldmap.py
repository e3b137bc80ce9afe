"""The world as SVG paths, drawn on the server: land, graticule and great-circle arcs.

Every path fits ``viewBox="0 0 {WIDTH} {HEIGHT}"``. The projection is Equal Earth, which keeps areas true:
B. Šavrič, T. Patterson, B. Jenny (2018), "The Equal Earth map projection", International Journal of Geographical
Information Science, doi:10.1080/13658816.2018.1504949. The spherical form is used: at this scale the flattening of
the Earth is thinner than a line.

Longitudes and latitudes are WGS84 degrees, east and north positive. Lengths are viewBox units, y pointing down.
"""

import json
import math
from functools import cache
from pathlib import Path
from typing import Final

from portal.core.drawing.paths import subpath
from portal.core.drawing.sphere import ARC_STEP, Point, arc_lines

_A1: Final = 1.340264
_A2: Final = -0.081106
_A3: Final = 0.000893
_A4: Final = 0.003796
_M: Final = math.sqrt(3) / 2

# Nothing but Antarctica and sea ice lies beyond these, and the room serves the inhabited world better.
_NORTH: Final = 84.0
_SOUTH: Final = -58.0

_LAND: Final = Path(__file__).with_name("data") / "land.json"


def equal_earth(lon: float, lat: float) -> Point:
    """Return Equal Earth x, y on the unit sphere, y pointing north."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


WIDTH: Final = 1000
"""Width of the map in viewBox units: the whole equator."""

_SCALE: Final = WIDTH / (2 * equal_earth(180, 0)[0])
_TOP: Final = equal_earth(0, _NORTH)[1]

HEIGHT: Final = math.ceil((_TOP - equal_earth(0, _SOUTH)[1]) * _SCALE)
"""Height of the map in viewBox units: from 84 degrees north to 58 degrees south."""


def project(lon: float, lat: float) -> Point:
    """Return the place of a point on the map.

    Takes WGS84 degrees (-180 to 180, -90 to 90) and returns x, y in viewBox units. Latitudes beyond the crop (84 north,
    58 south) are not clamped: their y lies outside 0..``HEIGHT`` and the viewBox hides them.
    """
    x, y = equal_earth(lon, lat)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


@cache
def land_rings() -> tuple[tuple[Point, ...], ...]:
    """Return the outlines of land as rings of (longitude, latitude) in WGS84 degrees.

    The closing point is not repeated and no ring crosses the antimeridian. An inland sea is a ring of its own, inside
    the land around it and turning the other way, so both SVG fill rules leave it empty.
    """
    rings = json.loads(_LAND.read_text(encoding="utf-8"))["rings"]
    return tuple(tuple((float(lon), float(lat)) for lon, lat in ring) for ring in rings)


@cache
def land_path() -> str:
    """Return all land as the ``d`` of one SVG path, to be filled; viewBox units."""
    return "".join(subpath((project(lon, lat) for lon, lat in ring), close=True) for ring in land_rings())


@cache
def graticule_path() -> str:
    """Return meridians and parallels, 30 degrees apart, as the ``d`` of one SVG path, to be stroked; viewBox units."""
    steps = 20
    latitudes = [_SOUTH + (_NORTH - _SOUTH) * i / steps for i in range(steps + 1)]
    meridians = [[project(lon, lat) for lat in latitudes] for lon in range(-180, 181, 30)]
    # Equal Earth draws parallels as straight lines: their two ends are enough.
    parallels = [[project(-180, lat), project(180, lat)] for lat in (-30, 0, 30, 60)]
    return "".join(subpath(line) for line in meridians + parallels)


def arc_path(lon1: float, lat1: float, lon2: float, lat2: float, step: float = ARC_STEP) -> str:
    """Return the great circle between two points as the ``d`` of an SVG path, to be stroked.

    Takes WGS84 degrees and returns viewBox units; `step` as in :func:`arc_lines`. A route over the antimeridian leaves
    at one side of the map and comes back at the other, as two subpaths. A route near a pole may leave the viewBox at
    the top or the bottom. The path is empty if both ends fall on the same spot.
    """
    lines = arc_lines(lon1, lat1, lon2, lat2, step)
    return "".join(subpath(project(lon, lat) for lon, lat in line) for line in lines)
