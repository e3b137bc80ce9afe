"""The map's first view, drawn before any script moves it: the world, or the part of it that the filters leave."""

from __future__ import annotations

from dataclasses import dataclass

from portal.core import worldmap
from portal.core.content import version
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.sphere import Point as Place
from sites.atlas.feature import Feature
from sites.atlas.panorama import Fit, Frame, Panorama, fitted, panorama, spots_of
from sites.atlas.selection import Selection

WIDE = Frame(
    *(960, 630, 80, 14),
    north=70,
    south=-52,
    around=320,
    tolerance=1.0,
    clear=(Box(890, 470, 960, 630), Box(0, 590, 800, 630)),
)
"""Beside the panel, in px of a window of 1,280: wider and higher windows show more of the world around it. The key and the buttons of
the map stand at its foot."""

PHONE = Frame(1000, 480, 24, 8, north=66, south=-46, size=12, around=40, tolerance=1.2)
"""As high as a phone has room for, and wider than it: the picture is moved sideways."""

SMALL = Frame(720, 432, 40, 8, north=70, south=-52, around=40, tolerance=1.2)
"""On the page of a continent or of a country without an outline, and in another site's frame."""

NEAREST = 1600.0  # px for the Earth's radius: a country of middle size fills the frame
ATLANTIC = -0.3  # Earth radii east of Greenwich: the Americas, Europe and Africa around it
PART = 72.0  # px around the marks of a part


@dataclass(frozen=True)
class Stage:
    """The picture for one shape of window, and its `place` for the script: "SCALE LEFT TOP MIDDLE".

    These are px of the Earth's radius, the place of 0° N 0° E, and what stands in the middle of a window too narrow for all.
    """

    panorama: Panorama
    place: str


@dataclass(frozen=True)
class Stages:
    wide: Stage
    phone: Stage


def stages(selection: Selection) -> Stages:
    """The first view of what the filters leave; of everything, kept for as long as the content is the same."""
    if not selection.is_own:
        return version.keep(
            ("first view of the map",), lambda: Stages(_stage(selection, WIDE), _stage(selection, PHONE))
        )
    return Stages(_stage(selection, WIDE), _stage(selection, PHONE))


def _stage(selection: Selection, frame: Frame) -> Stage:
    world = whole(selection, frame)
    fit = placed(selection, frame, world)
    picture = panorama(selection.features, frame, fit)
    middle = fit.left + ATLANTIC * fit.scale if fit == world else frame.width / 2
    return Stage(picture, f"{fit.scale:.2f} {tenth(fit.left)} {tenth(fit.top)} {middle:.0f}")


def whole(selection: Selection, frame: Frame) -> Fit:
    """Where the world is that has every mark, filtered or not."""
    return fitted(spots_of(selection.all), frame)


def placed(selection: Selection, frame: Frame, world: Fit) -> Fit:
    """`world`, which is all of it; under filters the marks that they leave, those of the chosen country if one is chosen."""
    countries = {term.code for term in selection.chosen["country"]}
    points = [point for feature in selection.features for point in feature.abroad]
    spots = [(p.longitude, p.latitude) for p in points if not countries or p.area.code in countries]
    return around(spots, frame, world) if selection.is_own and spots else world


def near(features: list[Feature], spots: list[Place]) -> Panorama:
    """A small picture of some features around these (longitude, latitude); the world around none."""
    world = fitted(spots_of(features), SMALL)
    return panorama(features, SMALL, around(spots, SMALL, world) if spots else world)


def around(spots: list[Place], frame: Frame, world: Fit) -> Fit:
    """The part of the world with these (longitude, latitude) in its middle, no smaller than the world, not too near."""
    found = [worldmap.equal_earth(*spot) for spot in spots]
    left, right = min(x for x, _ in found), max(x for x, _ in found)
    bottom, top = min(y for _, y in found), max(y for _, y in found)
    room = min((frame.width - 2 * PART) / max(right - left, 1e-6), (frame.height - 2 * PART) / max(top - bottom, 1e-6))
    scale = min(room, NEAREST)
    if scale <= world.scale:
        return world
    return Fit(scale, frame.width / 2 - (left + right) / 2 * scale, frame.height / 2 + (top + bottom) / 2 * scale)
