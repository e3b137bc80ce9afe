"""A programme that the institute coordinates: its partners around a hub, every direction from Paris true.

The distance from the hub is the root of the kilometres: neighbours have room, and the far ends fit. The rings give the
distances. The hub is a symbol: the programme is coordinated from France.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from instruments.drawings.pair import rounded
from instruments.models import Cooperation
from portal.core.drawing import land
from portal.core.drawing.labels import Label, Line, Wanted, is_free, place, width, written
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.projections import root
from portal.core.drawing.sphere import Point, bearing, distance
from portal.core.lists.filters import name_of
from portal.core.text import numbers
from portal.core.worldmap import land_rings
from sites.atlas.feature import SEAT
from sites.enums import PlaceKind

HUB = "Inserm"
SCALE = 6.6  # px for the root of a km, at most
RINGS = (500, 1500, 5000)  # km
ANGLES = (100, 80, 120, 60, 140, 40, 160, 180, 200, 220, 240, 260, 280, 300, 320, 340, 0, 20)  # for a ring's number


@dataclass(frozen=True)
class Spoke:
    """One partner: its town, itself, where it is; `is_foreseen`: a prospective one."""

    place: str
    who: str
    at: Point
    is_foreseen: bool

    @property
    def length(self) -> int:
        return rounded(distance(SEAT, self.at))

    @property
    def bearing(self) -> float:
        return bearing(SEAT, self.at)


@dataclass(frozen=True)
class Frame:
    """The room of a drawing in px: `seen` of `drawn` is in any window that shows it, centred; `spare` around the ends."""

    seen: float
    drawn: float
    height: float
    spare: tuple[float, float]
    is_wide: bool

    @property
    def box(self) -> Box:
        more = (self.drawn - self.seen) / 2
        return Box(-more, 0, self.seen + more, self.height)

    @property
    def room(self) -> Box:
        """Where names may stand: in view in the narrowest window that shows it."""
        side = 48 if self.is_wide else 8
        return Box(side, 8, self.seen - side, self.height - 8)


WIDE = Frame(1280, 2000, 340, (170, 60), is_wide=True)
NARROW = Frame(375, 840, 300, (60, 48), is_wide=False)


@dataclass(frozen=True)
class Ray:
    """One spoke as drawn: `path` from the hub's edge to the mark."""

    x: float
    y: float
    is_foreseen: bool


@dataclass(frozen=True)
class Strip:
    """One version of the drawing."""

    box: str
    land: str
    hub: Point
    rays: tuple[Ray, ...]
    rings: tuple[float, ...]
    marks: tuple[Label, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Star:
    """What `components/drawings/star.html` draws."""

    kind: str
    has_foreseen: bool
    wide: Strip
    narrow: Strip


def spokes_of(cooperation: Cooperation) -> list[Spoke]:
    """Its foreign partners in a town; none where a French place is named, since the hub would then be there."""
    if any(partner.places for partner in cooperation.french_partners):
        return []
    found = []
    for partner in cooperation.foreign_partners:
        town = next((each for each in partner.places if each.kind == PlaceKind.CITY), None)
        if town:
            who = name_of(partner.institution).value if partner.institution else ""
            at = float(town.longitude), float(town.latitude)
            found.append(Spoke(name_of(town).value, who, at, partner.is_foreseen))
    return found


def star(kind: str, spokes: Sequence[Spoke]) -> Star:
    """The drawing of some spokes, wide and narrow."""
    has_foreseen = any(spoke.is_foreseen for spoke in spokes)
    return Star(kind, has_foreseen, strip(spokes, WIDE), strip(spokes, NARROW))


def strip(spokes: Sequence[Spoke], frame: Frame) -> Strip:
    """One version: at the largest scale at which all names find room, else as many as can; moved aside for a name."""
    tries = [_placed(spokes, frame, more, aside) for more in range(0, 96, 12) for aside in (0, -24, 24, -48, 48)]
    scale, hub, asked, labels = max(tries, key=lambda found: len(found[3]))  # the first of them

    def project(lon: float, lat: float) -> Point:
        x, y = root(SEAT, scale)(lon, lat)
        return hub[0] + x, hub[1] - y

    ends = [project(*spoke.at) for spoke in spokes]
    taken = [*(label.box for label in labels), *(wanted.mark for wanted in asked)]
    radii = {length: scale * math.sqrt(length) for length in RINGS}
    return Strip(
        frame.box.view,
        land.ground(land_rings(), project, frame.box),
        (tenth(hub[0]), tenth(hub[1])),
        tuple(Ray(tenth(x), tenth(y), spoke.is_foreseen) for spoke, (x, y) in zip(spokes, ends, strict=True)),
        tuple(tenth(radius) for radius in radii.values()),
        tuple(_numbers(radii, hub, frame, taken, [(hub, end) for end in ends])),
        tuple(labels),
    )


def _placed(
    spokes: Sequence[Spoke], frame: Frame, more: float, aside: float
) -> tuple[float, Point, list[Wanted], list[Label]]:
    """Scale, hub and names, with `more` room at the sides, moved `aside`."""
    scale, (x, y) = fitted(spokes, replace(frame, spare=(frame.spare[0] + more, frame.spare[1])))
    hub = (x + aside, y)
    around = root(SEAT, scale)
    ends = [(hub[0] + x, hub[1] - y) for x, y in (around(*spoke.at) for spoke in spokes)]
    asked = [Wanted(end, _forms(spoke, frame), 10) for spoke, end in zip(spokes, ends, strict=True)]
    # Long names have the fewest places: first.
    asked.sort(key=lambda wanted: -width(wanted.forms[-1][0].words, 1))
    asked.append(Wanted(hub, ((Line(HUB, 13, "drawn-place"),),), 8))
    if not all(frame.room.holds(wanted.mark) for wanted in asked):
        return scale, hub, asked, []
    # No name is far from a tie at the hub: they may be touched where they leave it.
    return scale, hub, asked, place(asked, frame.room, ties=[_shortened(hub, end) for end in ends])


def fitted(spokes: Sequence[Spoke], frame: Frame) -> tuple[float, Point]:
    """The scale, and the place of the hub: the box of the hub and all ends stands in the middle."""
    ends = [(0.0, 0.0), *(root(SEAT, 1.0)(*spoke.at) for spoke in spokes)]
    box, (across, down) = Box.around([(x, -y) for x, y in ends]), frame.spare
    scale = SCALE
    if box.width:
        scale = min(scale, (frame.seen - 2 * across) / box.width)
    if box.height:
        scale = min(scale, (frame.height - 2 * down) / box.height)
    x = frame.seen / 2 - (box.left + box.right) / 2 * scale
    return scale, (x, frame.height / 2 - (box.top + box.bottom) / 2 * scale)


def _forms(spoke: Spoke, frame: Frame) -> tuple[tuple[Line, ...], ...]:
    """The town with its partner and the distance; without the partner where that one names the town, or has no room."""
    size = 18 if frame.is_wide else 15
    town, bare = Line(spoke.place, size, "drawn-end"), Line(spoke.place.partition(" (")[0], size, "drawn-end")
    far = numbers.kilometres(spoke.length)
    short = ((town, Line(far, 13)), (bare, Line(far, 13)), (bare,))
    if not frame.is_wide or not spoke.who or spoke.place in spoke.who:
        return short
    return ((town, Line(f"{spoke.who}, {far}", 13)), *short)


def _shortened(hub: Point, end: Point) -> tuple[Point, Point]:
    """A spoke from a little outside the hub."""
    length = math.dist(hub, end)
    share = min(1.0, 12 / length) if length else 1.0
    return (hub[0] + (end[0] - hub[0]) * share, hub[1] + (end[1] - hub[1]) * share), end


def _numbers(
    radii: dict[int, float], hub: Point, frame: Frame, taken: list[Box], ties: Sequence[tuple[Point, Point]]
) -> list[Label]:
    """The distance of each ring, where it touches nothing."""
    found: list[Label] = []
    for length, radius in radii.items():
        line = Line(numbers.kilometres(length), 13)
        for angle in ANGLES:
            x = hub[0] + radius * math.sin(math.radians(angle))
            y = hub[1] - radius * math.cos(math.radians(angle))
            label = written((line,), x, y - 8, "middle", (x, y))
            if is_free(label, frame.room, [*taken, *(each.box for each in found)], ties):
                found.append(label)
                break
    return found
