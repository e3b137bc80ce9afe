"""A cooperation of two laboratories: their distance, true to scale, on the land between them.

The sphere is turned so that the great circle through both ends is its equator: along the axis kilometres are true. The
bow above says "tie" and measures nothing. West is at the left, as on every map; the words name the French end first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from instruments.models import Cooperation, Partner
from portal.core.drawing import land
from portal.core.drawing.labels import Line, Words, width
from portal.core.drawing.paths import Box, is_inside, line_path, tenth
from portal.core.drawing.projections import Turned, km
from portal.core.drawing.sphere import Point, degrees, distance
from portal.core.lists.filters import name_of
from portal.core.text import numbers
from portal.core.worldmap import land_rings
from sites.enums import PlaceKind

NEAR: Final = 800.0
"""km; below, ticks are each 100 km, and there is land only if a coast is in view."""

FINE: Final = 2_500.0
"""km; below, the land is drawn from the finer outlines, with the borders between countries."""


@dataclass(frozen=True)
class End:
    """One end: the place, its country, where it is."""

    place: str
    country: str
    at: Point


@dataclass(frozen=True)
class Frame:
    """The room of a drawing in px: `seen` of `drawn` is in any window that shows it, centred."""

    seen: float
    drawn: float
    height: float
    share: float  # of the width at which the left end stands
    is_wide: bool

    @property
    def axis(self) -> float:
        return tenth(self.height * 0.66)

    @property
    def ends(self) -> tuple[float, float]:
        return tenth(self.seen * self.share), tenth(self.seen * (1 - self.share))

    @property
    def box(self) -> Box:
        more = (self.drawn - self.seen) / 2
        return Box(-more, 0, self.seen + more, self.height)


WIDE = Frame(1280, 2000, 264, 0.17, is_wide=True)
NARROW = Frame(375, 840, 200, 0.13, is_wide=False)
ROOM = 170.0  # for a name outside an end, in the narrowest window that shows the wide drawing


@dataclass(frozen=True)
class Strip:
    """One version of the drawing."""

    box: str
    land: str
    has_borders: bool
    grid: str
    axis: float
    ends: tuple[float, float]
    bow: str
    ticks: str
    marks: tuple[Words, ...]
    names: tuple[Words, ...]
    label: Words
    north: str
    """The arrow's turn; `north_at` its place, `north_word` that of its letter from there."""

    north_at: Point
    north_word: Point


@dataclass(frozen=True)
class Pair:
    """What `components/drawings/pair.html` draws and says: `ends` in the order of the text, the French one first."""

    kind: str
    ends: tuple[End, End]
    distance: str
    is_inland: bool
    wide: Strip
    narrow: Strip


def ends_of(cooperation: Cooperation) -> tuple[End, End] | None:
    """The French end and the foreign one; None unless there is one of each, in a town."""
    found = [_ends(partners) for partners in (cooperation.french_partners, cooperation.foreign_partners)]
    if [len(each) for each in found] != [1, 1] or found[0][0].at == found[1][0].at:
        return None
    return found[0][0], found[1][0]


def _ends(partners: Sequence[Partner]) -> list[End]:
    """The first place of each body; of one that is no more than a region or a country, none."""
    places = [partner.places[0] for partner in partners if partner.places]
    return [
        End(name_of(place).value, name_of(place.country).value, (float(place.longitude), float(place.latitude)))
        for place in places
        if place.kind == PlaceKind.CITY
    ]


def rounded(length: float) -> int:
    """Kilometres to ten."""
    return round(length / 10) * 10


def pair(kind: str, french: End, foreign: End) -> Pair:
    """The drawing of two ends, wide and narrow."""
    view = View.of(french, foreign)
    is_inland = view.length < NEAR and not view.has_coast()
    words = numbers.kilometres(rounded(view.length))
    wide, narrow = (view.strip(frame, words, is_inland) for frame in (WIDE, NARROW))
    return Pair(kind, (french, foreign), words, is_inland, wide, narrow)


@dataclass(frozen=True)
class View:
    """Two ends, the western one at the left, on the sphere turned to them."""

    west: End
    east: End
    is_french_west: bool
    turned: Turned
    length: float

    @classmethod
    def of(cls, french: End, foreign: End) -> View:
        is_french_west = (foreign.at[0] - french.at[0] + 540) % 360 - 180 >= 0
        west, east = (french, foreign) if is_french_west else (foreign, french)
        return cls(west, east, is_french_west, Turned.through(west.at, east.at), distance(west.at, east.at))

    def project(self, frame: Frame, lon: float, lat: float) -> Point:
        """From degrees of the turned sphere to the drawing."""
        left, right = frame.ends
        px = (right - left) / self.length
        return frame.seen / 2 + km(lon) * px, frame.axis - km(lat) * px

    def strip(self, frame: Frame, words: str, is_inland: bool) -> Strip:
        (left, right), axis = frame.ends, frame.axis
        middle, top = tenth((left + right) / 2), tenth(frame.height * 0.135)
        ticks, marks = self._ticks(frame)
        turn = math.radians(self.turned.north)
        return Strip(
            frame.box.view,
            "" if is_inland else self._land(frame),
            self.length < FINE,
            self._grid(frame),
            axis,
            frame.ends,
            # A quadratic curve reaches half the height of its middle point.
            f"M{left:g} {axis:g}Q{middle:g} {tenth(2 * top - axis):g} {right:g} {axis:g}",
            ticks,
            marks,
            self._names(frame),
            Words(middle, self._under_bow(frame, words), words, "drawn-distance", "middle"),
            f"rotate({tenth(self.turned.north):g})",
            self._corner(frame),
            (tenth(19 * math.sin(turn)), tenth(4.5 - 19 * math.cos(turn))),
        )

    def _under_bow(self, frame: Frame, words: str) -> float:
        """The baseline of the distance: as high as its width leaves room below the bow."""
        size, top = (26, frame.height * 0.135) if frame.is_wide else (22, frame.height * 0.135)
        (left, right), half = frame.ends, width(words, size) / 2
        bow = (frame.axis - top) * (half / ((right - left) / 2)) ** 2
        return tenth(top + bow + 9 + size * 0.8)

    def _corner(self, frame: Frame) -> Point:
        """Where the arrow of north stands: in a corner that is in any window's view."""
        return (frame.seen - 72, frame.height - 30) if frame.is_wide else (frame.seen - 28, 30.0)

    # --- what lies behind ---------------------------------------------------------------------------------------------

    def _land(self, frame: Frame) -> str:
        rings = self._near() if self.length < FINE else land_rings()
        return land.turned_ground(rings, self.turned, lambda lon, lat: self.project(frame, lon, lat), frame.box)

    def _near(self) -> list[land.Ring]:
        """The countries that a drawing of this length may show."""
        reach = self.length * 1.6
        return [
            ring for ring in land.fine_land() if min(distance(self.middle, point) for point in ring[::4]) < reach + 300
        ]

    @property
    def middle(self) -> Point:
        return degrees(*self.turned.middle)

    def has_coast(self) -> bool:
        """Whether a point of the wide drawing is in the sea: looked for on a grid of 40 px."""
        rings = [[self.turned.angles(*point) for point in ring] for ring in self._near()]
        left, right = WIDE.ends
        size = math.degrees(self.length / 6371.0) / (right - left)  # degrees a px
        return any(
            not any(is_inside(((x - WIDE.seen / 2) * size, (WIDE.axis - y) * size), ring) for ring in rings)
            for x in range(0, int(WIDE.seen) + 1, 40)
            for y in range(0, int(WIDE.height) + 1, 40)
        )

    def _grid(self, frame: Frame) -> str:
        """Meridians and parallels some 90 px apart, as far as the drawing goes."""
        left, right = frame.ends
        px = (right - left) / math.degrees(self.length / 6371.0)  # a degree
        step = next((step for step in (1, 2, 5, 10, 15) if step * px >= 90), 30)
        lon, lat = self.middle
        reach = min(90.0, frame.drawn / 2 / px)
        south, north = max(-80, math.floor(lat - reach)), min(80, math.ceil(lat + reach))
        half = min(180.0, reach / max(0.05, math.cos(math.radians(min(80, abs(lat) + reach / 2)))))
        lons = range(step * math.floor((lon - half) / step), step * math.ceil((lon + half) / step) + 1, step)
        fine = max(1, step // 3)
        lines = [[(x, y) for y in range(south, north + 1, fine)] for x in lons]
        lines += [
            [(x, y) for x in range(lons[0], lons[-1] + 1, fine)]
            for y in range(step * math.ceil(south / step), north, step)
        ]
        found = []
        for line in lines:
            placed = [self.project(frame, *self.turned.angles(*point)) for point in line]
            found += [line_path(piece, 1.5) for piece in land.pieces(placed, frame.box)]
        return "".join(found)

    # --- what is measured ---------------------------------------------------------------------------------------------

    def _ticks(self, frame: Frame) -> tuple[str, tuple[Words, ...]]:
        """Ticks counted from the French end, and the numbers of those that have room."""
        (left, right), axis = frame.ends, frame.axis
        px = (right - left) / self.length
        step = 1000 if self.length >= NEAR else 100
        start, sign = (left, 1) if self.is_french_west else (right, -1)
        room = 110 if frame.is_wide else 84
        named = next((step * many for many in (1, 2, 5, 10) if step * many * px >= room), 0)
        ticks, marks = "", []
        for length in range(step, math.ceil(self.length), step):
            x = tenth(start + sign * length * px)
            ticks += f"M{x:g} {axis:g}v5"
            if named and length % named == 0 and min(x - left, right - x) > room / 2:
                marks.append(Words(x, axis + 20, numbers.kilometres(length), "", "middle"))
        return ticks, tuple(marks)

    def _names(self, frame: Frame) -> tuple[Words, ...]:
        """The names outside the ends; under the axis, turned inwards, where they have no room."""
        found: list[Words] = []
        for end, x, outside in ((self.west, frame.ends[0], -1), (self.east, frame.ends[1], 1)):
            lines = [Line(end.place, 20 if frame.is_wide else 17, "drawn-end"), Line(end.country, 13)]
            fits = frame.is_wide and max(width(line.words, line.size) for line in lines) <= ROOM
            if fits:
                at, y, anchor = x + 16 * outside, frame.axis + 1, "end" if outside < 0 else "start"
            else:
                at, y, anchor = x - 10 * -outside, frame.axis + 44, "start" if outside < 0 else "end"
            found.append(Words(tenth(at), tenth(y), end.place, "drawn-end", anchor))
            found.append(Words(tenth(at), tenth(y + (17 if frame.is_wide else 15)), end.country, "", anchor))
        return tuple(found)
