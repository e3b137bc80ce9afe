"""The world as SVG paths, drawn on the server: land, graticule and great-circle arcs.

Every path fits ``viewBox="0 0 {WIDTH} {HEIGHT}"``. The projection is Equal Earth, which keeps areas true:
B. Šavrič, T. Patterson, B. Jenny (2018), "The Equal Earth map projection", International Journal of Geographical
Information Science, doi:10.1080/13658816.2018.1504949. The spherical form is used: at this scale the flattening of
the Earth is thinner than a line.

Longitudes and latitudes are WGS84 degrees, east and north positive. Lengths are viewBox units, y pointing down.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

Point = tuple[float, float]

_A1: Final = 1.340264
_A2: Final = -0.081106
_A3: Final = 0.000893
_A4: Final = 0.003796
_M: Final = math.sqrt(3) / 2

# Nothing but Antarctica and sea ice lies beyond these, and the room serves the inhabited world better.
_NORTH: Final = 84.0
_SOUTH: Final = -58.0

ARC_STEP: Final = 2.0
"""Degrees of great circle between two points of an arc."""

_LAND: Final = Path(__file__).with_name("data") / "land.json"


def _equal_earth(lon: float, lat: float) -> Point:
    """Return Equal Earth x, y on the unit sphere, y pointing north."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


WIDTH: Final = 1000
"""Width of the map in viewBox units: the whole equator."""

_SCALE: Final = WIDTH / (2 * _equal_earth(180, 0)[0])
_TOP: Final = _equal_earth(0, _NORTH)[1]

HEIGHT: Final = math.ceil((_TOP - _equal_earth(0, _SOUTH)[1]) * _SCALE)
"""Height of the map in viewBox units: from 84 degrees north to 58 degrees south."""


def project(lon: float, lat: float) -> Point:
    """Return the place of a point on the map.

    Takes WGS84 degrees (-180 to 180, -90 to 90) and returns x, y in viewBox units. Latitudes beyond the crop (84 north,
    58 south) are not clamped: their y lies outside 0..``HEIGHT`` and the viewBox hides them.
    """
    x, y = _equal_earth(lon, lat)
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
    return "".join(_subpath((project(lon, lat) for lon, lat in ring), close=True) for ring in land_rings())


@cache
def graticule_path() -> str:
    """Return meridians and parallels, 30 degrees apart, as the ``d`` of one SVG path, to be stroked; viewBox units."""
    steps = 20
    latitudes = [_SOUTH + (_NORTH - _SOUTH) * i / steps for i in range(steps + 1)]
    meridians = [[project(lon, lat) for lat in latitudes] for lon in range(-180, 181, 30)]
    # Equal Earth draws parallels as straight lines: their two ends are enough.
    parallels = [[project(-180, lat), project(180, lat)] for lat in (-30, 0, 30, 60)]
    return "".join(_subpath(line) for line in meridians + parallels)


def arc_path(lon1: float, lat1: float, lon2: float, lat2: float, step: float = ARC_STEP) -> str:
    """Return the great circle between two points as the ``d`` of an SVG path, to be stroked.

    Takes WGS84 degrees and returns viewBox units; `step` as in :func:`arc_lines`. A route over the antimeridian leaves
    at one side of the map and comes back at the other, as two subpaths. A route near a pole may leave the viewBox at
    the top or the bottom. The path is empty if both ends fall on the same spot.
    """
    lines = arc_lines(lon1, lat1, lon2, lat2, step)
    return "".join(_subpath(project(lon, lat) for lon, lat in line) for line in lines)


def arc_lines(lon1: float, lat1: float, lon2: float, lat2: float, step: float = ARC_STEP) -> list[list[Point]]:
    """Return the great circle between two points as lines of (longitude, latitude).

    Takes and returns WGS84 degrees; two points of a line are at most `step` degrees of great circle apart. A route over
    the antimeridian is two lines, the first ending and the second starting there, as RFC 7946 asks. There is no line if
    both ends are the same spot; between antipodes, where every direction is a shortest one, it goes north.
    """
    start, end = _unit_vector(lon1, lat1), _unit_vector(lon2, lat2)
    cosine = sum(a * b for a, b in zip(start, end, strict=True))
    # The direction of departure: what is left of the far end once its share along the start is taken away.
    heading = [b - cosine * a for a, b in zip(start, end, strict=True)]
    sine = math.hypot(*heading)
    angle = math.atan2(sine, cosine)
    if sine < 1e-9:
        if cosine > 0:
            return []
        lon, lat = math.radians(lon1), math.radians(lat1)
        heading, sine = [-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)], 1.0

    steps = math.ceil(math.degrees(angle) / step)
    vectors: list[tuple[float, float, float]] = []
    for i in range(steps + 1):
        along, aside = math.cos(angle * i / steps), math.sin(angle * i / steps) / sine
        x, y, z = (along * a + aside * h for a, h in zip(start, heading, strict=True))
        vectors.append((x, y, z))

    lines: list[list[Point]] = [[_degrees(*vectors[0])]]
    for (x1, y1, z1), (x2, y2, z2) in pairwise(vectors):
        lon, lat = _degrees(x2, y2, z2)
        before = lines[-1][-1][0]
        if abs(lon - before) > 180:
            # y is zero on the antimeridian, and the chord meets it in the plane of the same great circle.
            share = y1 / (y1 - y2)
            _, edge = _degrees(x1 + share * (x2 - x1), 0.0, z1 + share * (z2 - z1))
            side = math.copysign(180.0, before)
            lines[-1].append((side, edge))
            lines.append([(-side, edge)])
        lines[-1].append((lon, lat))
    return lines


def _unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    """Return the point of the unit sphere at a longitude and latitude in degrees."""
    lam, phi = math.radians(lon), math.radians(lat)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def _degrees(x: float, y: float, z: float) -> Point:
    """Return the longitude and latitude in degrees of a direction in space, of any length."""
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _subpath(points: Iterable[Point], *, close: bool = False) -> str:
    """Return one SVG subpath, or nothing if the points all round to one place."""
    # Counting in whole tenths keeps the relative steps from adding up their rounding errors.
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(tenths) if (x1, y1) != (x2, y2)]
    if not steps:
        return ""
    moves = _numbers([number for step in steps for number in step])
    return f"M{_numbers(tenths[0])}l{moves}{'z' if close else ''}"


def _numbers(tenths: Sequence[int]) -> str:
    """Write tenths as SVG numbers, with a space only where the next number does not bring its own minus sign."""
    text = ""
    for value in tenths:
        number = f"{value / 10:g}"
        if abs(value) < 10:
            number = number.replace("0.", ".")
        text += number if not text or value < 0 else " " + number
    return text
