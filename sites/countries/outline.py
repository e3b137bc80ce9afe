"""A country as its own outline, with all that ties us to it: areas are true, and each is fitted to its drawing.

What is known only as the country has no place of its own: its mark stands in a dashed ring in a free part of the outline.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.core.content import version
from portal.core.drawing import land
from portal.core.drawing.labels import Label, Line, Wanted, is_free, place, written
from portal.core.drawing.paths import Box, area_path, is_inside, size, tenth
from portal.core.drawing.projections import Around, lambert
from portal.core.drawing.sphere import Point as Place
from portal.core.text import numbers
from sites.atlas import layers
from sites.atlas.feature import HOME, Feature, Point
from sites.atlas.panorama import Signs, Spot, by_ties

LARGE = 1 / 3  # of the largest piece: such a piece is always drawn
SHRINK = 0.8  # a smaller one is left out if it costs more of the scale
SPARE = 10.0  # px around the outline
MARK, RING = 8.0, 11.0  # half the room of a sign, of a ring
BESIDE = 14.0  # px between the signs of one town
STACK = 34.0  # px between rings under each other
NAME = 13.0
ACRONYM = re.compile(r"\(([^()\s]{2,10})\)$")
GRID = 12  # px between the places that are tried for a ring
BARS = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)  # km


@dataclass(frozen=True)
class Frame:
    """The room of a drawing in px; the outline takes what is left of the room for names."""

    width: float
    height: float
    names: float = 0.0
    bar: float = 0.0  # the room of the scale bar at the foot

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    @property
    def above(self) -> Box:
        """Where names may stand: above the scale bar."""
        return Box(0.0, 0.0, self.width, self.height - self.bar)

    @property
    def room(self) -> Box:
        """Where the outline goes."""
        return Box(SPARE, SPARE, self.width - self.names - SPARE, self.height - self.bar - SPARE)


WIDE = Frame(430, 360, names=90, bar=30)
NARROW = Frame(335, 290, names=70, bar=30)
SMALL = Frame(128, 112)


@dataclass(frozen=True)
class Bar:
    """A scale bar: `words` for `length` px."""

    length: float
    y: float
    words: str


@dataclass(frozen=True)
class Outline:
    """What `components/drawings/outline.html` draws."""

    box: str
    land: str
    rings: tuple[Place, ...]
    signs: tuple[Signs, ...]
    labels: tuple[Label, ...]
    bar: Bar


@dataclass(frozen=True)
class CountryMap:
    """The drawing of a country, wide and narrow; `has_whole`: something in it is known only as the country."""

    wide: Outline
    narrow: Outline

    @property
    def has_whole(self) -> bool:
        return bool(self.wide.rings)


@dataclass(frozen=True)
class Fit:
    """An outline laid flat in a frame."""

    flat: Around
    scale: float  # px a km
    origin: Place
    rings: tuple[tuple[Place, ...], ...]  # px, the largest first

    def __call__(self, lon: float, lat: float) -> Place:
        x, y = self.flat(lon, lat)
        return self.origin[0] + x * self.scale, self.origin[1] - y * self.scale

    def holds(self, point: Place) -> bool:
        """Whether a point of the drawing is in the country."""
        return any(is_inside(point, ring) for ring in self.rings)

    def depth(self, point: Place) -> float:
        """How far a point is from the nearest corner of the largest piece."""
        return min(math.dist(point, corner) for corner in self.rings[0])


def fitted(code: str, spots: Iterable[Place], room: Box) -> Fit | None:
    """The outline of a country with the spots that are in it; None where the data have no outline.

    Its largest piece and those nearly as large, those that hold a spot, those that cost little of the scale.
    """
    pieces, spots = land.outline(code), list(spots)
    if not pieces:
        return None
    main = Box.around(pieces[0])
    flat = lambert(((main.left + main.right) / 2, (main.top + main.bottom) / 2))
    rings = [[flat(*point) for point in ring] for ring in pieces]
    placed = [flat(*spot) for spot in spots]
    kept, box = [rings[0]], Box.around([*rings[0], *placed])
    for ring in rings[1:]:
        wider = Box.around([*ring, (box.left, box.top), (box.right, box.bottom)])
        is_large = size(ring) >= LARGE * size(rings[0]) or any(is_inside(spot, ring) for spot in placed)
        if is_large or _scale(wider, room) >= SHRINK * _scale(box, room):
            kept, box = [*kept, ring], wider
    scale = _scale(box, room)
    x = (room.left + room.right) / 2 - (box.left + box.right) / 2 * scale
    y = (room.top + room.bottom) / 2 + (box.top + box.bottom) / 2 * scale
    return Fit(flat, scale, (x, y), tuple(tuple((x + a * scale, y - b * scale) for a, b in ring) for ring in kept))


def _scale(box: Box, room: Box) -> float:
    return min(room.width / box.width, room.height / box.height)


# --- a country's page ------------------------------------------------------------------------------------------------


def country_map(code: str, features: list[Feature]) -> CountryMap | None:
    """A country with its ties, which `features` are; with the institute's own towns, if it is its own country."""
    return version.keep(("outline", code), lambda: _country_map(code, features))


def _country_map(code: str, features: list[Feature]) -> CountryMap | None:
    shown = layers.features() if code == HOME else features
    wide, narrow = outline(code, shown, WIDE), outline(code, shown, NARROW)
    return CountryMap(wide, narrow) if wide and narrow else None


def outline(code: str, features: Iterable[Feature], frame: Frame) -> Outline | None:
    """One version of the drawing."""
    towns, whole = _points(code, features)
    fit = fitted(code, towns, frame.room)
    if fit is None:
        return None
    spots = [Spot(point, *fit(*spot), tuple(kinds), ties) for spot, (point, kinds, ties) in towns.items()]
    marks = [_wanted(spot).mark for spot in spots]
    labels = place([_wanted(spot) for spot in by_ties(spots)], frame.above)
    taken = [*marks, *(label.box for label in labels)]
    rings, names = _stack(whole, fit, frame, taken)
    signs: dict[str, list[Place]] = {}
    for spot in spots:
        for number, kind in enumerate(spot.kinds):
            signs.setdefault(kind, []).append((tenth(spot.x - spot.reach(BESIDE) + BESIDE * number), tenth(spot.y)))
    for (kind, _), at in zip(whole, rings, strict=True):
        signs.setdefault(kind, []).append(at)
    # A flat country takes no more height than it needs.
    found = [*marks, *(label.box for label in (*labels, *names))]
    corners = [corner for box in found for corner in ((box.left, box.top), (box.right, box.bottom))]
    used = Box.around([*(point for ring in fit.rings for point in ring), *rings, *corners])
    top, bottom = math.floor(max(0.0, used.top - SPARE)), math.ceil(used.bottom + SPARE)
    return Outline(
        Box(0, top, frame.width, bottom + frame.bar).view,
        _path(fit, frame),
        tuple(rings),
        tuple(Signs(kind, tuple(at)) for kind, at in signs.items()),
        (*labels, *names),
        _bar(fit, frame, bottom + frame.bar - 8),
    )


def _wanted(spot: Spot) -> Wanted:
    return Wanted((spot.x, spot.y), ((Line(spot.point.place.value, NAME),),), MARK + spot.reach(BESIDE))


Towns = dict[Place, tuple[Point, dict[str, None], int]]


def _points(code: str, features: Iterable[Feature]) -> tuple[Towns, list[tuple[str, str]]]:
    """The towns with their kinds and ties; (kind, words) of what is known only as the country, each kind once."""
    towns: Towns = {}
    whole: dict[str, list[Feature]] = {}
    for feature in features:
        for point in dict.fromkeys(feature.points):
            if point.area.code != code or (point.is_country and point.is_home):
                continue
            if point.is_country:
                whole.setdefault(feature.kind.code, []).append(feature)
                continue
            spot = point.longitude, point.latitude
            first, kinds, ties = towns.get(spot, (point, {}, 0))
            towns[spot] = first, {**kinds, feature.kind.code: None}, ties + 1
    return towns, [(kind, _said(found)) for kind, found in whole.items()]


def _said(features: list[Feature]) -> str:
    """The acronym that ends the name of the only one of a kind; else the kind's name."""
    acronym = ACRONYM.search(features[0].name.value) if len(features) == 1 else None
    return acronym[1] if acronym else features[0].kind.name.value


def _stack(
    whole: list[tuple[str, str]], fit: Fit, frame: Frame, taken: Sequence[Box]
) -> tuple[list[Place], list[Label]]:
    """Rings under each other in the freest part of the outline, with their names; beside it where it has no room."""
    if not whole:
        return [], []
    box = Box.around(fit.rings[0])
    tries = [
        (x, y)
        for y in range(math.ceil(max(box.top, RING)), int(box.bottom), GRID)
        for x in range(math.ceil(max(box.left, RING)), int(box.right), GRID)
        if fit.holds((x, y))
    ]
    found = max((_tried(whole, at, fit, frame, taken) for at in tries), key=lambda each: each[0], default=None)
    if found is None:
        found = _tried(whole, (frame.width - 3 * RING, 2 * RING), fit, frame, taken)
    _, rings, labels = found
    return rings, labels


def _tried(
    whole: list[tuple[str, str]], top: Place, fit: Fit, frame: Frame, taken: Sequence[Box]
) -> tuple[tuple[int, int, float], list[Place], list[Label]]:
    """A stack from one place, and how good it is: rings in the country, names that have room, distance from all else."""
    rings: list[Place] = []
    labels: list[Label] = []
    good, depth = 0, math.inf
    for number, (_, words) in enumerate(whole):
        at = (tenth(top[0]), tenth(top[1] + STACK * number))
        mark = Box(at[0] - RING, at[1] - RING, at[0] + RING, at[1] + RING)
        good += fit.holds(at) and frame.room.grown(SPARE).holds(mark) and not any(mark.touches(box) for box in taken)
        depth = min([depth, fit.depth(at), *(_gap(at, box) for box in taken)])
        rings.append(at)
        full = [*taken, *(other.box for other in labels)]
        label = next((label for label in _beside(words, at) if is_free(label, frame.above, full)), None)
        labels += [label] if label else []
    return (good, len(labels), depth), rings, labels


def _beside(words: str, at: Place) -> Iterator[Label]:
    """Where the name of a ring may stand: at its right, at its left, in one line or in two."""
    middle = min(
        (at for at, sign in enumerate(words) if sign == " "), key=lambda at: abs(at - len(words) / 2), default=0
    )
    one, two = [words], [words[:middle], words[middle + 1 :]]
    for said in (one, two) if middle else (one,):
        lines = [Line(part, NAME) for part in said]
        for x, anchor in ((at[0] + RING + 5, "start"), (at[0] - RING - 5, "end")):
            yield written(lines, x, at[1] - NAME * 0.6 * len(lines), anchor, at)


def _gap(point: Place, box: Box) -> float:
    """The distance of a point from a box."""
    (x, y) = point
    return math.hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def _path(fit: Fit, frame: Frame) -> str:
    return "".join(area_path(ring, frame.box, 2.0, 0.4) for ring in fit.rings)


def _bar(fit: Fit, frame: Frame, y: float) -> Bar:
    """The longest round distance that takes a quarter of the width at most."""
    length = next((length for length in BARS if length * fit.scale <= frame.width / 4), BARS[-1])
    return Bar(tenth(length * fit.scale), y, numbers.kilometres(length))


# --- small multiples -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Small:
    """A country in a small frame, with one sign for each spot, or one in a ring for the country as a whole."""

    land: str
    rings: tuple[Place, ...]
    at: tuple[Place, ...]


def small(code: str, spots: Sequence[Place]) -> Small | None:
    """The country in its own scale; None where the data have no outline."""
    fit = fitted(code, spots, SMALL.room)
    if fit is None:
        return None
    at = tuple((tenth(x), tenth(y)) for x, y in (fit(*spot) for spot in spots))
    rings = () if at else tuple(_stack([("", "")], fit, SMALL, [])[0])
    return Small(_path(fit, SMALL), rings, at or rings)
