"""Lines and areas of a drawing: cut to its frame, thinned, written as SVG paths."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from portal.core.drawing.sphere import Point

TOLERANCE: Final = 0.8
"""How far a thinned line may leave the true one."""

SPECK: Final = 14.0
"""Areas of land smaller than this are left out."""


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Box":
        """The smallest one that holds all the points."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def view(self) -> str:
        """The `viewBox` that shows it."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: "Box") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def touches(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def has(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def tenth(value: float) -> float:
    """A coordinate as drawings have it."""
    return round(value, 1) + 0.0  # without the sign of a zero


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a straight line meets a box (Liang-Barsky)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if step == 0:
            if room < 0:
                return False
            continue
        share = room / step
        first, last = (max(first, share), last) if step < 0 else (first, min(last, share))
        if first > last:
            return False
    return True


def clip(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return what of an area lies in a box (Sutherland-Hodgman)."""
    sides: tuple[tuple[int, float, int], ...] = (
        *((0, box.left, 1), (0, box.right, -1)),
        *((1, box.top, 1), (1, box.bottom, -1)),
    )
    found = list(ring)
    for axis, edge, sign in sides:
        kept: list[Point] = []
        for one, other in zip(found[-1:] + found[:-1], found, strict=True):
            before, after = sign * (one[axis] - edge), sign * (other[axis] - edge)
            if (before >= 0) != (after >= 0):
                share = before / (before - after)
                kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
            if after >= 0:
                kept.append(other)
        found = kept
    return found


def size(ring: Sequence[Point]) -> float:
    """Return the area inside a ring, whichever way it turns."""
    closed = [*ring, ring[0]] if ring else []
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(closed))) / 2


def simplify(line: Sequence[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """Thin a line with the Douglas-Peucker method; its ends stay."""
    if len(line) < 3:
        return list(line)
    keep, parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        (x1, y1), (x2, y2) = line[first], line[last]
        dx, dy = x2 - x1, y2 - y1
        length, worst, far = math.hypot(dx, dy), -1.0, first
        for i in range(first + 1, last):
            px, py = line[i][0] - x1, line[i][1] - y1
            away = abs(dx * py - dy * px) / length if length else math.hypot(px, py)
            if away > worst:
                worst, far = away, i
        if worst > tolerance:
            keep.add(far)
            parts += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring, by the even-odd rule."""
    (x, y), inside = point, False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside


def area_path(ring: Sequence[Point], box: Box, speck: float = SPECK, tolerance: float = TOLERANCE) -> str:
    """Write an area, cut to the box and thinned, as the `d` of a path; nothing where too little is left.

    In tenths, for a path under `transform="scale(.1)"`: as exact as all else, in a sixth fewer bytes.
    """
    found = clip(ring, box)
    if len(found) < 3 or size(found) < speck:
        return ""
    # Thinned in two halves: one closed line would have its two ends in the same place.
    far = max(range(len(found)), key=lambda i: math.dist(found[0], found[i]))
    thinned = simplify(found[: far + 1], tolerance) + simplify([*found[far:], found[0]], tolerance)[1:-1]
    return subpath([(10 * x, 10 * y) for x, y in _whole(thinned)], close=True) if len(thinned) > 2 else ""


def _whole(points: Iterable[Point]) -> list[Point]:
    return [(tenth(x), tenth(y)) for x, y in points]


def line_path(points: Sequence[Point], tolerance: float = TOLERANCE) -> str:
    """Write a line, thinned, as the `d` of a path."""
    return subpath(simplify(points, tolerance))


def subpath(points: Iterable[Point], *, close: bool = False) -> str:
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


Projection = Callable[[float, float], Point]
"""From a longitude and latitude to a place in a drawing."""
