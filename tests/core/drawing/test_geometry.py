"""Distances, bearings, projections, outlines and labels of the drawings, by numbers that anybody can look up."""

import math
from itertools import combinations

import pytest

from portal.core.drawing import land, paths, sphere
from portal.core.drawing.labels import Line, Wanted, place, width
from portal.core.drawing.paths import Box
from portal.core.drawing.projections import Turned, km, lambert, root

PARIS, MARSEILLE, STRASBOURG = (2.352, 48.857), (5.37, 43.297), (7.752, 48.573)
BUENOS_AIRES, HEIDELBERG, SHANGHAI = (-58.382, -34.604), (8.69, 49.408), (121.474, 31.23)


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [(MARSEILLE, BUENOS_AIRES, 10_803), (STRASBOURG, HEIDELBERG, 115), (PARIS, SHANGHAI, 9_263), (PARIS, PARIS, 0)],
)
def test_distances(start, end, known):
    assert sphere.distance(start, end) == pytest.approx(known, abs=10)


@pytest.mark.parametrize(
    ("end", "known"), [((2.352, 60), 0), ((2.352, 10), 180), (SHANGHAI, 48.5), ((-73.567, 45.502), 297)]
)
def test_bearings_from_paris(end, known):
    assert sphere.bearing(PARIS, end) == pytest.approx(known, abs=1)


def test_the_great_circle_of_a_turned_sphere_is_its_equator_and_true_to_scale():
    turned = Turned.through(BUENOS_AIRES, MARSEILLE)
    (west, low), (east, high) = turned.angles(*BUENOS_AIRES), turned.angles(*MARSEILLE)
    assert [low, high, west + east] == pytest.approx([0, 0, 0], abs=1e-9)
    assert km(east - west) == pytest.approx(sphere.distance(BUENOS_AIRES, MARSEILLE))
    for line in sphere.arc_lines(*BUENOS_AIRES, *MARSEILLE):
        assert [turned.angles(*point)[1] for point in line] == pytest.approx([0] * len(line), abs=1e-6)


def test_north_of_a_turned_sphere():
    assert Turned.through((-10, 0), (10, 0)).north == pytest.approx(0)
    assert abs(Turned.through((0, -10), (0, 10)).north) == pytest.approx(90)


@pytest.mark.parametrize("end", [SHANGHAI, BUENOS_AIRES, HEIDELBERG])
def test_around_a_centre_directions_are_true_and_distances_are_roots(end):
    x, y = root(PARIS, 6.6)(*end)
    assert math.degrees(math.atan2(x, y)) % 360 == pytest.approx(sphere.bearing(PARIS, end))
    assert math.hypot(x, y) == pytest.approx(6.6 * math.sqrt(sphere.distance(PARIS, end)))


@pytest.mark.parametrize(
    ("code", "known"), [("FR", 545_000), ("BR", 8_500_000), ("CM", 467_000), ("VN", 327_000), ("FJ", 18_000)]
)
def test_an_outline_has_the_area_of_its_country(code, known):
    """In thousands of square kilometres, within some percent: small islands are left out; France without overseas."""
    main = land.outline(code)[0]
    box = Box.around(main)
    flat = lambert(((box.left + box.right) / 2, (box.top + box.bottom) / 2))
    rings = land.outline(code)[:1] if code == "FR" else land.outline(code)
    found = sum(paths.size([flat(*point) for point in ring]) for ring in rings)
    assert found == pytest.approx(known, rel=0.09)


def test_neighbours_share_their_border():
    shared = set(land.outline("FR")[0]) & set(land.outline("DE")[0])
    assert len(shared) > 5


def test_a_country_without_an_outline_has_none():
    assert land.outline("XX") == ()


def test_an_area_is_cut_to_its_frame():
    assert paths.clip([(0, 0), (10, 0), (10, 10), (0, 10)], Box(5, 5, 20, 20)) == [(5, 5), (10, 5), (10, 10), (5, 10)]
    assert paths.area_path([(0, 0), (3, 0), (3, 3), (0, 3)], Box(0, 0, 100, 100)) == ""  # a speck
    assert paths.area_path([(0, 0), (9, 0), (9, 9), (0, 9)], Box(0, 0, 100, 100)) == "M0 0l90 0 0 90-90 0z"


def test_a_thinned_line_stays_near():
    line = [(i, 10 * math.sin(i / 9)) for i in range(200)]
    thinned = paths.simplify(line, 0.8)
    assert (thinned[0], thinned[-1], len(thinned) < 60) == (line[0], line[-1], True)


@pytest.mark.parametrize(
    ("start", "end", "met"), [((0, 5), (20, 5), True), ((0, 0), (20, 60), False), ((6, 6), (7, 7), True)]
)
def test_a_tie_meets_a_box(start, end, met):
    assert paths.crosses(Box(5, 4, 9, 8), start, end) is met


# --- names -----------------------------------------------------------------------------------------------------------

FRAME = Box(0, 0, 400, 300)


def named(*spots, **more):
    asked = [Wanted(spot, ((Line(name, 13),),)) for name, spot in spots]
    return place(asked, FRAME, **more)


def test_a_name_stands_at_the_right_of_its_mark():
    (label,) = named(("Oslo", (100, 100)))
    assert (label.lines[0].anchor, label.box.left > 108, label.box.top < 100 < label.box.bottom) == (
        "start",
        True,
        True,
    )


def test_a_name_at_the_edge_stands_at_the_left():
    (label,) = named(("Melbourne", (390, 100)))
    assert label.lines[0].anchor == "end"


def test_a_name_makes_way_for_a_tie_and_for_the_words_of_the_page():
    (label,) = named(("Oslo", (100, 100)), ties=[((100, 100), (300, 100))])
    assert label.box.right < 100
    assert named(("Oslo", (100, 100)), taken=[Box(0, 0, 400, 300)]) == []


def test_the_first_ones_are_named_and_no_two_names_touch():
    spots = [(f"Place {i}", (60 + 37 * i % 300, 40 + 53 * i % 230)) for i in range(40)]
    found = named(*spots)
    assert 5 < len(found) < 40
    assert not any(one.box.touches(other.box) for one, other in combinations(found, 2))
    marks = [Wanted(spot, ()).mark for _, spot in spots]
    assert not any(label.box.touches(mark) for label in found for mark in marks if not mark.has(label.at))
    assert len(named(*spots, most=3)) == 3


def test_the_shorter_form_is_taken_where_the_longer_one_does_not_fit():
    long, short = (Line("A very long name of an institution, 5,510 km", 13),), (Line("Oslo", 13),)
    (label,) = place([Wanted((200, 100), (long, short))], Box(0, 0, 300, 300))
    assert [line.words for line in label.lines] == ["Oslo"]


def test_the_room_of_a_name_is_generous():
    assert 70 < width("Buenos Aires", 13) < 125
