"""The world with its ties and a few places by name: the home page's first view, and smaller pictures of a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from portal.core import worldmap
from portal.core.content import version
from portal.core.drawing.labels import Label, Line, Wanted, place
from portal.core.drawing.land import fine_land, grid, ground, pieces
from portal.core.drawing.paths import SPECK, Box, line_path, tenth
from portal.core.drawing.sphere import Point as Place
from portal.core.drawing.sphere import arc_lines
from sites.atlas import layers
from sites.atlas.feature import SEAT, Feature, Point
from sites.enums import PlaceKind

WEST, EAST = (-118.0, 34.0), (151.0, -34.0)  # what is shown where there is no mark
BESIDE = 5.0  # between marks of the same spot
LARGE = 450.0  # px for the Earth's radius
MARK, RING = 7.0, 10.0  # half the room of a sign; of one in the ring of a country as a whole


@dataclass(frozen=True)
class Frame:
    """The room of a picture. A sign takes 12 units, whatever a unit is."""

    width: float
    height: float
    side: float  # left free at the left and the right of the outermost marks
    names: int  # at most
    north: float = 60.0  # the crop; what the height has room for is added
    south: float = -45.0
    size: float = 13.0  # of a name
    bleed: float = 0.0  # how far land is drawn beyond the right, for wider windows
    around: float = 0.0  # how far it is drawn beyond all sides, where a window of another shape shows more
    tolerance: float = 1.5  # of the coast, a little more than elsewhere: the whole world is on the page twice
    clear: tuple[Box, ...] = ()  # where no name may stand: the words of the page are there
    is_fine: bool = (
        False  # whether land that is drawn large has the coast of the countries' outlines, which weighs more
    )

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    @property
    def view(self) -> Box:
        """What the picture shows at least."""
        return Box(0.0, 0.0, self.width + self.bleed, self.height)

    @property
    def drawn(self) -> Box:
        """What of the world is drawn."""
        return self.view.grown(self.around)


HERO = Frame(800, 496, 32, 11, bleed=480, clear=(Box(0, 0, 100, 496), Box(330, 448, 800, 496)))
"""From column 6 of 1,280 px to the window's edge, in px; it fades into the page's words at the left, and the link to the
map stands at the bottom."""

HERO_PHONE = Frame(536, 332, 16, 4, size=18, tolerance=1.6, clear=(Box(0, 292, 536, 332),))
"""The whole width of a phone, 375 px for 536 units: signs and names are smaller there, in the same proportion."""

DOOR = Frame(496, 168, 48, 8, north=38, south=-32)
"""In one of two doors that stand beside each other, in px."""


@dataclass(frozen=True)
class Signs:
    """The marks of one kind."""

    kind: str
    at: tuple[Place, ...]


@dataclass(frozen=True)
class Ties:
    """The great circles of one kind, as the `d` of one path; those that are no more than foreseen apart."""

    kind: str
    path: str
    is_foreseen: bool


@dataclass(frozen=True)
class Panorama:
    """What `components/drawings/world.html` draws."""

    box: str
    land: str
    grid: str
    ties: tuple[Ties, ...]
    rings: tuple[Place, ...]
    """Around what is known only as the country."""

    signs: tuple[Signs, ...]
    labels: tuple[Label, ...]
    hub: Place | None = None
    """Where ties start whose French side has no published place."""


@dataclass(frozen=True)
class Fit:
    """Equal Earth at a scale and a place."""

    scale: float
    left: float
    top: float

    def __call__(self, lon: float, lat: float) -> Place:
        x, y = worldmap.equal_earth(lon, lat)
        return self.left + x * self.scale, self.top - y * self.scale


@dataclass(frozen=True)
class Reach:
    """The picture in two numbers: places that a source names, the countries they and all other marks are in."""

    places: int
    countries: int


@version.kept
def hero() -> Panorama:
    """Everything on the map, for a wide window."""
    return panorama(layers.features(), HERO)


@version.kept
def hero_phone() -> Panorama:
    """Everything on the map, for a narrow window."""
    return panorama(layers.features(), HERO_PHONE)


@version.kept
def door(*kinds: str) -> Panorama:
    """What the map has of some kinds, for the door that leads to them."""
    return panorama([feature for feature in layers.features() if feature.kind.code in kinds], DOOR)


@version.kept
def reach_of_all() -> Reach:
    """All that the first view shows, in numbers."""
    return reach(layers.features())


def reach(features: Iterable[Feature]) -> Reach:
    """The same features as the picture's, in numbers."""
    points = [point for feature in features for point in feature.abroad]
    named = {(point.longitude, point.latitude) for point in points if not point.is_country}
    return Reach(len(named), len({point.area.code for point in points}))


def panorama(features: list[Feature], frame: Frame, fit: Fit | None = None) -> Panorama:
    """The picture of some features; every mark is in the frame, whatever they are, unless `fit` says what is shown."""
    fit = fit or fitted(spots_of(features), frame)
    ties, spots = _ties(features, fit, frame), _spots(features, fit)
    has_hub = any(start.is_symbolic for feature in features for start, _ in feature.links)
    return Panorama(
        frame.view.view,
        _land(fit, frame),
        _grid(fit, frame),
        _drawn(ties),
        _rings(spots),
        _signs(spots),
        _names(spots, [line for _, _, lines in ties for line in lines], frame),
        _rounded(fit(*SEAT)) if has_hub else None,
    )


def _rounded(place: Place) -> Place:
    return tenth(place[0]), tenth(place[1])


def spots_of(features: Iterable[Feature]) -> list[Place]:
    """Longitude and latitude of every mark."""
    return [(point.longitude, point.latitude) for feature in features for point in feature.abroad]


def fitted(spots: list[Place], frame: Frame) -> Fit:
    """The largest scale at which the crop fits the height and all spots fit the width."""
    placed = [worldmap.equal_earth(*spot) for spot in spots or (WEST, EAST)]
    top, bottom = (worldmap.equal_earth(0, lat)[1] for lat in (frame.north, frame.south))
    left, right = min(x for x, _ in placed), max(x for x, _ in placed)
    scale = frame.height / (top - bottom)
    if right > left:
        scale = min(scale, (frame.width - 2 * frame.side) / (right - left))
    free = frame.height - (top - bottom) * scale
    return Fit(scale, frame.width / 2 - (left + right) / 2 * scale, top * scale + free / 3)


@lru_cache(64)
def _land(fit: Fit, frame: Frame) -> str:
    rings = fine_land() if frame.is_fine and fit.scale > LARGE else worldmap.land_rings()
    return ground(rings, fit, frame.drawn, 2 * SPECK, frame.tolerance)


@lru_cache(64)
def _grid(fit: Fit, frame: Frame) -> str:
    return grid(fit, frame.drawn)


def _ties(features: list[Feature], fit: Fit, frame: Frame) -> list[tuple[str, bool, list[list[Place]]]]:
    """(kind, whether it is no more than foreseen, its lines) of each pair of spots: great circles, cut to the frame."""
    found: dict[tuple[str, Place, Place], bool] = {}
    for feature in features:
        for start, end in feature.links:
            key = feature.kind.code, (start.longitude, start.latitude), (end.longitude, end.latitude)
            found[key] = found.get(key, True) and end.is_foreseen
    ties = []
    for (kind, here, there), is_foreseen in sorted(found.items()):
        lines = [[fit(*point) for point in line] for line in arc_lines(*here, *there)]
        ties.append((kind, is_foreseen, [piece for line in lines for piece in pieces(line, frame.drawn)]))
    return ties


def _drawn(ties: list[tuple[str, bool, list[list[Place]]]]) -> tuple[Ties, ...]:
    found: dict[tuple[str, bool], str] = {}
    for kind, is_foreseen, lines in ties:
        found[kind, is_foreseen] = found.get((kind, is_foreseen), "") + "".join(line_path(line) for line in lines)
    return tuple(Ties(kind, path, is_foreseen) for (kind, is_foreseen), path in found.items() if path)


@dataclass(frozen=True)
class Spot:
    """The marks of one spot, which stand side by side."""

    point: Point
    x: float
    y: float
    kinds: tuple[str, ...]
    ties: int

    def reach(self, beside: float) -> float:
        """How far the first and the last mark are from their middle, `beside` between two."""
        return beside * (len(self.kinds) - 1) / 2


def by_ties(spots: Iterable[Spot]) -> list[Spot]:
    """In the order in which they are named: most ties first, in the order of the alphabet where they have as many."""
    return sorted(spots, key=lambda spot: (-spot.ties, spot.point.place.value))


def _spots(features: list[Feature], fit: Fit) -> list[Spot]:
    ties: Counter[Place] = Counter()
    kinds: dict[Place, dict[str, Point]] = {}
    for feature in features:
        for point in dict.fromkeys(feature.abroad):
            here = point.longitude, point.latitude
            ties[here] += 1
            kinds.setdefault(here, {}).setdefault(feature.kind.code, point)
    return [Spot(next(iter(found.values())), *fit(*spot), tuple(found), ties[spot]) for spot, found in kinds.items()]


def _signs(spots: list[Spot]) -> tuple[Signs, ...]:
    """The marks kind by kind, those of one spot side by side; countries as a whole lie below their towns."""
    found: dict[str, list[Place]] = {}
    for spot in sorted(spots, key=lambda spot: not spot.point.is_country):
        for number, kind in enumerate(spot.kinds):
            found.setdefault(kind, []).append((tenth(spot.x + BESIDE * number), tenth(spot.y)))
    return tuple(Signs(kind, tuple(at)) for kind, at in found.items())


def _rings(spots: list[Spot]) -> tuple[Place, ...]:
    return tuple((tenth(spot.x), tenth(spot.y)) for spot in spots if spot.point.is_country)


def _names(spots: list[Spot], ties: list[list[Place]], frame: Frame) -> tuple[Label, ...]:
    """The towns with most ties by name."""
    rows = by_ties(spots)
    towns = [spot for spot in rows if spot.point.precision == PlaceKind.CITY]
    others = [_wanted(spot, frame, RING).mark for spot in rows if spot not in towns]
    pairs = [pair for line in ties for pair in pairwise(line)]
    wanted = [_wanted(spot, frame) for spot in towns]
    return tuple(place(wanted, frame.box, taken=(*frame.clear, *others), ties=pairs, most=frame.names))


def _wanted(spot: Spot, frame: Frame, half: float = MARK) -> Wanted:
    more = spot.reach(BESIDE)
    name = Line(spot.point.place.value, frame.size)
    return Wanted((spot.x + more, spot.y), ((name,),), half + more)
