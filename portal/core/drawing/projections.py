"""Ways to lay the sphere flat, each for one kind of drawing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from portal.core.drawing.sphere import RADIUS, Point, Vector, cross, dot, normal, unit_vector

NORTH: Vector = (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Turned:
    """The sphere turned so that one great circle is the equator: kilometres are true along it.

    Gives kilometres: x eastwards along the circle from its middle, y away from it, to the side of `up`.
    """

    middle: Vector
    along: Vector
    up: Vector

    @classmethod
    def through(cls, west: Point, east: Point) -> Turned:
        """With the great circle of two points that are neither the same nor opposite, the first at the left."""
        start, end = unit_vector(*west), unit_vector(*east)
        middle = normal((start[0] + end[0], start[1] + end[1], start[2] + end[2]))
        up = normal(cross(start, end))
        return cls(middle, cross(up, middle), up)

    def angles(self, lon: float, lat: float) -> Point:
        """The point in degrees of the turned sphere: along the circle, away from it."""
        vector = unit_vector(lon, lat)
        along = math.atan2(dot(vector, self.along), dot(vector, self.middle))
        return math.degrees(along), math.degrees(math.asin(max(-1.0, min(1.0, dot(vector, self.up)))))

    @property
    def north(self) -> float:
        """The direction of north in the middle, in degrees clockwise from the top of the drawing."""
        height = dot(NORTH, self.middle)
        flat = tuple(axis - height * mid for axis, mid in zip(NORTH, self.middle, strict=True))
        return math.degrees(math.atan2(dot(flat, self.along), dot(flat, self.up)))  # type: ignore[arg-type]


def km(degrees: float) -> float:
    """Length of an arc of a great circle."""
    return math.radians(degrees) * RADIUS


@dataclass(frozen=True)
class Around:
    """An azimuthal projection: from its centre every direction is true, and the distance is what `reach` makes of it.

    `reach` takes the angle from the centre in radians; x points east, y north.
    """

    centre: Point
    reach: Callable[[float], float]

    def __call__(self, lon: float, lat: float) -> Point:
        lam, phi, mid = math.radians(lon - self.centre[0]), math.radians(lat), math.radians(self.centre[1])
        east = math.cos(phi) * math.sin(lam)
        north = math.cos(mid) * math.sin(phi) - math.sin(mid) * math.cos(phi) * math.cos(lam)
        away = math.sin(mid) * math.sin(phi) + math.cos(mid) * math.cos(phi) * math.cos(lam)
        sine = math.hypot(east, north)
        if not sine:
            return 0.0, 0.0
        radius = self.reach(math.atan2(sine, away))
        return radius * east / sine, radius * north / sine


def lambert(centre: Point) -> Around:
    """Lambert's azimuthal projection, in km: areas are true."""
    return Around(centre, lambda angle: 2 * RADIUS * math.sin(angle / 2))


def root(centre: Point, scale: float) -> Around:
    """Distances as `scale` times the root of the kilometres: near ends have room, far ones fit."""
    return Around(centre, lambda angle: scale * math.sqrt(RADIUS * angle))
