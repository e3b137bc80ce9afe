"""The first view of the home page, with the real content: what is in it, and that no name touches anything."""

from dataclasses import replace
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.core.drawing.paths import Box
from sites.atlas import layers, panorama
from sites.atlas.panorama import DOOR, HERO, HERO_PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging"), pytest.mark.one_database]
FRAMES = pytest.mark.parametrize("frame", [HERO, HERO_PHONE, DOOR], ids=["hero", "phone", "door"])
NETWORK = {"anrs-partner-site", "prisme"}


def drawn(frame, language="en"):
    with override(language):
        features = layers.features()
        found = [each for each in features if each.kind.code in NETWORK] if frame == DOOR else features
        return panorama.panorama(found, frame)


@FRAMES
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_name_touches_another_a_mark_or_the_words_of_the_page(frame, language):
    found = drawn(frame, language)
    boxes = [label.box for label in found.labels]
    signs = [(x, y) for kind in found.signs for x, y in kind.at]
    assert len(boxes) >= 4
    assert not any(one.touches(other) for one, other in combinations(boxes, 2))
    assert not any(box.touches(clear) for box in boxes for clear in frame.clear)
    assert not any(box.touches(Box(x - 5, y - 5, x + 5, y + 5)) for box in boxes for x, y in signs)
    assert all(frame.box.holds(box) for box in boxes)


@FRAMES
def test_every_mark_is_in_the_frame(frame):
    found = drawn(frame)
    assert all(frame.box.grown(-5).has(spot) for kind in found.signs for spot in kind.at)
    assert len(found.rings) == (4 if frame == DOOR else 15)


def test_the_home_page_names_eleven_places_and_four_on_a_phone():
    assert (len(drawn(HERO).labels), len(drawn(HERO_PHONE).labels)) == (11, 4)


def test_the_picture_in_numbers_counts_what_it_shows():
    found = panorama.reach(layers.features())
    points = {point for feature in layers.features() for point in feature.abroad}
    assert found.countries == len({point.area.code for point in points})
    assert found.places == len({(point.longitude, point.latitude) for point in points if not point.is_country})
    assert found.places > found.countries > 30


def test_ties_that_are_no_more_than_foreseen_are_dashed():
    assert {(ties.kind, ties.is_foreseen) for ties in drawn(HERO).ties} == {
        *(("joint-lab", False), ("tcp", False), ("tcp", True), ("cnrs-inserm-network", False))
    }


@FRAMES
def test_a_picture_without_rows_is_a_map(frame):
    found = panorama.panorama([], frame)
    assert (found.labels, found.signs, found.ties, len(found.land) > 1000) == ((), (), (), True)


def test_a_place_at_the_end_of_the_world_is_in_the_frame_too():
    (feature, *_) = (each for each in layers.features() if each.kind.code == "irp")
    far = replace(feature.points[0], longitude=-176.5, latitude=-44.0)
    found = panorama.panorama([*layers.features(), replace(feature, points=(far,))], HERO)
    assert all(HERO.box.has(spot) for kind in found.signs for spot in kind.at)


@FRAMES
def test_a_picture_is_light(frame):
    svg = render_to_string("components/drawings/world.html", {"panorama": drawn(frame)})
    assert len(svg.encode()) < 15_360
