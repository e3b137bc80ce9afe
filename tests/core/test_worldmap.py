"""The world outline: projection, land, graticule and arcs."""

import gzip
import math
from itertools import pairwise

import pytest

from portal.core import worldmap

PARIS = (2.35, 48.86)
HEIDELBERG = (8.69, 49.41)
TOKYO = (139.69, 35.69)
SAN_FRANCISCO = (-122.42, 37.77)


def on_land(lon: float, lat: float) -> bool:
    """Even-odd rule over all rings, so that an inland sea counts as water."""
    inside = False
    for ring in worldmap.land_rings():
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (x2 - x1) * (lat - y1) / (y2 - y1):
                inside = not inside
    return inside


def start_of(path: str) -> str:
    return path[1 : path.index("l")]


def test_projection_is_centred_on_the_prime_meridian_and_mirrored_at_the_equator():
    x, y = worldmap.project(0, 0)
    assert x == worldmap.WIDTH / 2
    assert worldmap.project(0, 45)[1] + worldmap.project(0, -45)[1] == pytest.approx(2 * y)
    assert [worldmap.project(lon, 0)[0] for lon in (-180, 180)] == pytest.approx([0, worldmap.WIDTH])


def test_projection_is_equal_earth():
    # The published shape: the equator is 2.05458 times as long as the central meridian.
    height = worldmap.project(0, -90)[1] - worldmap.project(0, 90)[1]
    assert round(worldmap.WIDTH / height, 5) == 2.05458


def test_map_is_cropped_at_84_north_and_58_south():
    assert worldmap.project(0, 84)[1] == 0
    assert math.ceil(worldmap.project(0, -58)[1]) == worldmap.HEIGHT


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(PARIS, id="Paris"),
        pytest.param((13.4, 52.52), id="Berlin"),
        pytest.param((-47.9, -15.8), id="Brasilia"),
        pytest.param((36.8, -1.3), id="Nairobi"),
        pytest.param((77.2, 28.6), id="Delhi"),
        pytest.param((149.1, -35.3), id="Canberra"),
        pytest.param((179.0, 67.5), id="Chukotka, west of the antimeridian"),
        pytest.param((-178.0, 67.0), id="Chukotka, east of the antimeridian"),
        pytest.param((47.0, -19.0), id="Madagascar"),
        pytest.param((138.5, 36.3), id="Honshu"),
        pytest.param((-1.5, 52.5), id="Great Britain"),
        pytest.param((-8.0, 53.2), id="Ireland"),
        pytest.param((-18.5, 65.0), id="Iceland"),
        pytest.param((-78.5, 22.0), id="Cuba"),
        pytest.param((80.7, 7.5), id="Sri Lanka"),
        pytest.param((175.8, -38.7), id="New Zealand, North Island"),
        pytest.param((171.0, -43.5), id="New Zealand, South Island"),
        pytest.param((146.6, -42.0), id="Tasmania"),
    ],
)
def test_land(place):
    assert on_land(*place)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((-35, 30), id="Atlantic"),
        pytest.param((-150, 0), id="Pacific"),
        pytest.param((80, -30), id="Indian Ocean"),
        pytest.param((18, 35), id="Mediterranean"),
        pytest.param((51, 41), id="Caspian Sea"),
        pytest.param((0, -80), id="Antarctica"),
    ],
)
def test_water(place):
    assert not on_land(*place)


def test_no_ring_jumps_over_the_antimeridian():
    rings = worldmap.land_rings()
    assert max(abs(x2 - x1) for ring in rings for (x1, _), (x2, _) in pairwise((*ring, ring[0]))) < 180
    assert {abs(x) <= 180 for ring in rings for x, _ in ring} == {True}


def test_land_fits_the_viewbox():
    points = [worldmap.project(*point) for ring in worldmap.land_rings() for point in ring]
    assert [p for p in points if not (0 <= p[0] <= worldmap.WIDTH and 0 <= p[1] <= worldmap.HEIGHT)] == []


def test_paths_are_small_enough_to_inline():
    assert worldmap.land_path().count("z") == len(worldmap.land_rings())
    assert len(gzip.compress(worldmap.land_path().encode())) <= 12_000
    assert len(gzip.compress(worldmap.graticule_path().encode())) <= 2_000


def test_arc_over_the_pacific_is_split_at_the_antimeridian():
    assert worldmap.arc_path(*TOKYO, *SAN_FRANCISCO).count("M") == 2


def test_arc_in_europe_is_one_line_from_the_first_place():
    path = worldmap.arc_path(*PARIS, *HEIDELBERG)
    x, y = worldmap.project(*PARIS)
    assert path.count("M") == 1
    assert start_of(path) == f"{x:.1f} {y:.1f}"


def test_arc_to_the_same_place_is_empty():
    assert worldmap.arc_path(*PARIS, *PARIS) == ""


def test_arc_from_the_antimeridian_does_not_cross_it():
    assert worldmap.arc_path(180, 0, -170, 0).count("M") == 1
