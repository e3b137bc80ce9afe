"""Directions, distances and great circles on a sphere as large as the Earth."""

import math
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
"""Longitude, latitude in WGS84 degrees; or x, y in a drawing."""

Vector = tuple[float, float, float]

RADIUS: Final = 6371.0
"""The Earth's mean radius in km."""

ARC_STEP: Final = 2.0
"""Degrees of great circle between two points of an arc."""


def unit_vector(lon: float, lat: float) -> Vector:
    """Return the point of the unit sphere at a longitude and latitude in degrees."""
    lam, phi = math.radians(lon), math.radians(lat)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def degrees(x: float, y: float, z: float) -> Point:
    """Return the longitude and latitude in degrees of a direction in space, of any length."""
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def dot(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(one: Vector, other: Vector) -> Vector:
    (a, b, c), (d, e, f) = one, other
    return b * f - c * e, c * d - a * f, a * e - b * d


def normal(vector: Vector) -> Vector:
    """Return the direction of a vector that is not null."""
    length = math.hypot(*vector)
    x, y, z = vector
    return x / length, y / length, z / length


def distance(start: Point, end: Point) -> float:
    """Return the length of the great circle between two points in km."""
    one, other = unit_vector(*start), unit_vector(*end)
    return RADIUS * math.atan2(math.hypot(*cross(one, other)), dot(one, other))


def bearing(start: Point, end: Point) -> float:
    """Return the direction of departure from one point to another, in degrees clockwise from north."""
    lam, phi, far = math.radians(end[0] - start[0]), math.radians(start[1]), math.radians(end[1])
    east = math.sin(lam) * math.cos(far)
    north = math.cos(phi) * math.sin(far) - math.sin(phi) * math.cos(far) * math.cos(lam)
    return math.degrees(math.atan2(east, north)) % 360


def arc_lines(lon1: float, lat1: float, lon2: float, lat2: float, step: float = ARC_STEP) -> list[list[Point]]:
    """Return the great circle between two points as lines of (longitude, latitude).

    Takes and returns WGS84 degrees; two points of a line are at most `step` degrees of great circle apart. A route over
    the antimeridian is two lines, the first ending and the second starting there, as RFC 7946 asks. There is no line if
    both ends are the same spot; between antipodes, where every direction is a shortest one, it goes north.
    """
    start, end = unit_vector(lon1, lat1), unit_vector(lon2, lat2)
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
    vectors: list[Vector] = []
    for i in range(steps + 1):
        along, aside = math.cos(angle * i / steps), math.sin(angle * i / steps) / sine
        x, y, z = (along * a + aside * h for a, h in zip(start, heading, strict=True))
        vectors.append((x, y, z))

    lines: list[list[Point]] = [[degrees(*vectors[0])]]
    for (x1, y1, z1), (x2, y2, z2) in pairwise(vectors):
        lon, lat = degrees(x2, y2, z2)
        before = lines[-1][-1][0]
        if abs(lon - before) > 180:
            # y is zero on the antimeridian, and the chord meets it in the plane of the same great circle.
            share = y1 / (y1 - y2)
            _, edge = degrees(x1 + share * (x2 - x1), 0.0, z1 + share * (z2 - z1))
            side = math.copysign(180.0, before)
            lines[-1].append((side, edge))
            lines.append([(-side, edge)])
        lines[-1].append((lon, lat))
    return lines
