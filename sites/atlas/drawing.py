"""The features as a still picture, drawn on the server: what the map is without scripts, and the home page's first view."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from portal.core import worldmap
from portal.core.content import version
from sites.atlas.feature import Feature, Point

STEP = 5.0  # degrees between two points of an arc: at this size a finer one looks the same and weighs more
BESIDE = 5.0  # units of the picture between marks of the same spot


@dataclass(frozen=True)
class Mark:
    """One sign on the picture. Its position is text: a template would write 1,000."""

    kind: str
    x: str
    y: str
    is_country: bool


@dataclass(frozen=True)
class Arc:
    """One line between two partners, as the `d` of a path."""

    kind: str
    path: str


def whole_picture(features: list[Feature]) -> dict[str, Any]:
    """The picture of everything on the map, which `features` are."""
    return version.keep(("picture of everything",), lambda: picture(features))


def picture(features: list[Feature]) -> dict[str, Any]:
    """All that `components/world.html` draws: the land behind, the lines, the marks."""
    return {
        "box": f"0 0 {worldmap.WIDTH} {worldmap.HEIGHT}",
        "land": worldmap.land_path(),
        "grid": worldmap.graticule_path(),
        "arcs": arcs(features),
        "marks": marks(features),
    }


def arcs(features: list[Feature]) -> list[Arc]:
    """A great circle per pair of spots and kind."""
    ends = {(feature.kind.code, _spot(a), _spot(b)) for feature in features for a, b in feature.links}
    paths = [Arc(kind, worldmap.arc_path(*start, *end, STEP)) for kind, start, end in sorted(ends)]
    return [arc for arc in paths if arc.path]


def marks(features: list[Feature]) -> list[Mark]:
    """A mark per kind and spot; several kinds at one spot stand side by side."""
    found = {(feature.kind.code, _spot(point)): point for feature in features for point in feature.abroad}
    taken: Counter[tuple[float, float]] = Counter()
    placed = []
    for (kind, spot), point in found.items():
        x, y = worldmap.project(*spot)
        placed.append(Mark(kind, f"{x + BESIDE * taken[spot]:.1f}", f"{y:.1f}", point.is_country))
        taken[spot] += 1
    # Countries as a whole first, so that a town in the middle of one lies on top.
    return sorted(placed, key=lambda mark: not mark.is_country)


def _spot(point: Point) -> tuple[float, float]:
    return point.longitude, point.latitude
