"""Land and countries under any projection, as paths that fit a frame."""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from portal.core.drawing.paths import SPECK, TOLERANCE, Box, Projection, area_path, line_path, size
from portal.core.drawing.projections import Turned
from portal.core.drawing.sphere import Point

Ring = tuple[Point, ...]

STEP: Final = 3.0
"""Degrees between two points of an outline, at most: a straight line of the globe is bent elsewhere."""

_OUTLINES: Final = Path(__file__).parents[1] / "data" / "outlines.json"


@cache
def fine_land() -> tuple[Ring, ...]:
    """The land as the outlines of all countries: for short distances."""
    return tuple(ring for code in _file()["countries"] for ring in outline(code))


@cache
def outline(code: str) -> tuple[Ring, ...]:
    """The pieces of a country by its ISO code, largest first, in degrees; none where the data have none.

    A piece across the antimeridian goes on beyond 180 degrees.
    """
    lines = _lines()
    rings = []
    for numbers in _file()["countries"].get(code, ()):
        points = [
            point for number in numbers for point in (lines[number] if number >= 0 else lines[~number][::-1])[:-1]
        ]
        rings.append(tuple(_unwrapped(points)))
    return tuple(ring for ring in rings if len(ring) > 2)  # the smallest states are a point of the grid


def span(code: str) -> float:
    """How large a country's largest piece is, in degrees of the equator: the side of a square of as much land."""
    rings = outline(code)
    if not rings:
        return 0.0
    ring = rings[0]
    return math.sqrt(abs(size([(lon * math.cos(math.radians(lat)), lat) for lon, lat in ring])))


@cache
def _file() -> Any:
    return json.loads(_OUTLINES.read_text(encoding="utf-8"))


@cache
def _lines() -> tuple[Ring, ...]:
    grid = _file()["grid"]
    found = []
    for text in _file()["lines"]:
        x = y = 0
        line, steps = [], _decoded(text)
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x * grid, y * grid))
        found.append(tuple(line))
    return tuple(found)


def _decoded(text: str) -> list[int]:
    """The whole numbers that `scripts/outlines.py` has written as text."""
    numbers, value, shift = [], 0, 0
    for code in text.encode():
        value |= (code - 63 & 0x1F) << shift
        shift += 5
        if code - 63 < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers


def _unwrapped(points: Iterable[Point]) -> list[Point]:
    """The same points with longitudes that never jump by half a turn."""
    found: list[Point] = []
    for lon, lat in points:
        turns = round((found[-1][0] - lon) / 360) if found else 0
        found.append((lon + 360 * turns, lat))
    return found


@cache
def _dense(ring: Ring) -> Ring:
    found: list[Point] = []
    for (lon1, lat1), (lon2, lat2) in pairwise((*ring, ring[0])):
        steps = max(1, math.ceil(max(abs(lon2 - lon1), abs(lat2 - lat1)) / STEP))
        found += [(lon1 + (lon2 - lon1) * i / steps, lat1 + (lat2 - lat1) * i / steps) for i in range(steps)]
    return tuple(found)


def ground(
    rings: Iterable[Ring], project: Projection, box: Box, speck: float = SPECK, tolerance: float = TOLERANCE
) -> str:
    """Areas under a projection that tears none of them, as the `d` of one path, in tenths."""
    return "".join(area_path([project(*point) for point in _dense(ring)], box, speck, tolerance) for ring in rings)


def turned_ground(rings: Iterable[Ring], turned: Turned, project: Projection, box: Box) -> str:
    """Areas on a turned sphere, as the `d` of one path, in tenths; `project` goes from its degrees to the drawing.

    A ring around a turned pole is closed along the edge, or it would be drawn inside out; each ring is drawn where it is
    and a turn to both sides, for a frame may show more than the world's other side.
    """
    found = []
    for ring in rings:
        points = _unwrapped(turned.angles(*point) for point in _dense(ring))
        winding = round((_step(points[-1], points[0]) + points[-1][0] - points[0][0]) / 360)
        if winding:
            pole = math.copysign(90.0, sum(lat for _, lat in points))
            end = points[0][0] + 360 * winding
            points += [(end, points[0][1]), (end, pole), (points[0][0], pole)]
        for shift in (-360, 0, 360):
            found.append(area_path([project(lon + shift, lat) for lon, lat in points], box))
    return "".join(found)


def _step(one: Point, other: Point) -> float:
    return (other[0] - one[0] + 180) % 360 - 180


def grid(project: Projection, box: Box, step: int = 30, *, poles: int = 75) -> str:
    """Meridians and parallels as the `d` of one path, to be stroked, the pieces outside the box left out."""
    meridians = [[(lon, lat) for lat in range(-poles, poles + 1, 5)] for lon in range(-180, 180, step)]
    parallels = [[(lon, lat) for lon in range(-180, 181, 5)] for lat in range(-60, 61, step)]
    return "".join(
        line_path(piece, 1.5)  # thin and faint
        for line in (*meridians, *parallels)
        for piece in pieces([project(*point) for point in line], box)
    )


def pieces(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of a line that are near a box; it is torn where it jumps over the box's width."""
    found: list[list[Point]] = [[]]
    near = box.grown(max(box.width, box.height) / 20)
    for one, other in pairwise(line):
        is_torn = math.dist(one, other) > box.width / 2
        if is_torn or not (near.has(one) or near.has(other)):
            found.append([])
            continue
        found[-1] += [other] if found[-1] else [one, other]
    return [piece for piece in found if piece]
