"""Each country with ties as its outline: everything in view, nothing touches, rings in the country."""

from itertools import combinations

import pytest
from django.utils.translation import override

from portal.core.drawing import land
from portal.core.drawing.paths import Box
from portal.core.drawing.sphere import distance
from sites.atlas import layers
from sites.countries import outline
from sites.countries.outline import NARROW, SMALL, WIDE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging"), pytest.mark.one_database]
FRAMES = pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def ties():
    """What the map has of each country; asked once, since in a test nothing is kept."""
    found = {}
    for feature in layers.features():
        for area in feature.areas:
            found.setdefault(area.code, []).append(feature)
    return found


def drawn(frame):
    return {code: outline.outline(code, features, frame) for code, features in ties().items()}


def test_every_country_with_a_tie_has_an_outline():
    assert [code for code, found in drawn(WIDE).items() if found is None] == []


@FRAMES
@LANGUAGES
def test_no_two_names_touch_and_all_are_in_view(frame, language):
    with override(language):
        for code, found in drawn(frame).items():
            boxes = [label.box for label in found.labels]
            assert not any(one.touches(other) for one, other in combinations(boxes, 2)), code
            assert all(frame.box.holds(box) for box in boxes), code


@FRAMES
def test_all_marks_are_in_the_frame_and_rings_in_their_country(frame):
    rows = ties()
    for code, features in rows.items():
        found = outline.outline(code, features, frame)
        spots = [spot for kind in found.signs for spot in kind.at]
        assert spots, code
        assert all(frame.box.has(spot) for spot in spots), code
        fit = outline.fitted(code, outline._points(code, features)[0], frame.room)
        assert sum(fit.holds(ring) for ring in found.rings) == len(found.rings), code


@FRAMES
def test_no_ring_touches_a_name_or_a_mark_of_a_town(frame):
    for code, found in drawn(frame).items():
        rings = [Box(x - 9, y - 9, x + 9, y + 9) for x, y in found.rings]
        towns = [spot for kind in found.signs for spot in kind.at if spot not in found.rings]
        assert not any(ring.touches(label.box) for ring in rings for label in found.labels), code
        assert not any(ring.touches(Box(x - 5, y - 5, x + 5, y + 5)) for ring in rings for x, y in towns), code


@pytest.mark.parametrize("code", ["BR", "FR", "US", "FJ", "RU", "KH"])
def test_the_scale_bar_is_true(code):
    fit = outline.fitted(code, [], WIDE.room)
    main = Box.around(land.outline(code)[0])
    middle = ((main.left + main.right) / 2, (main.top + main.bottom) / 2)
    near = (middle[0], middle[1] + 0.5)
    (x1, y1), (x2, y2) = fit(*middle), fit(*near)
    px = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 / distance(middle, near)
    bar = outline._bar(fit, WIDE, 0)
    assert bar.length == pytest.approx(int("".join(filter(str.isdecimal, bar.words))) * px, rel=0.01)
    assert 20 < bar.length <= WIDE.width / 4


def test_far_pieces_without_a_tie_are_left_out_and_come_back_with_one():
    """Alaska costs much of the scale; a tie there would bring it back. Malaysia keeps both of its halves."""
    assert len(outline.fitted("US", [], WIDE.room).rings) == 1
    assert len(outline.fitted("US", [(-149.9, 61.5)], WIDE.room).rings) == 2
    assert len(outline.fitted("MY", [], WIDE.room).rings) == 2


@pytest.mark.parametrize("code", ["FR", "BR", "US", "SG"])
def test_a_drawing_is_light(code):
    with override("en"):
        found = outline.country_map(code, layers.of_country(code))
    assert len(found.wide.land) + len(found.narrow.land) < 15_000


def test_every_outline_can_be_drawn():
    codes = [code for code in land._file()["countries"] if land.outline(code)]
    assert len(codes) > 225
    assert [code for code in codes if not outline.small(code, []).rings] == []


def test_a_small_country_has_its_mark_in_the_frame():
    for code, spot in (("SN", (-17.447, 14.693)), ("VN", (106.701, 10.776))):
        found = outline.small(code, [spot])
        assert SMALL.box.has(found.at[0])
        assert found.rings == ()


def test_a_page_shows_the_outline_and_says_what_the_ring_means(visitor):
    page = visitor.get("/fr/pays/bresil/").content.decode()
    assert page.count('class="drawn country-') == 2
    assert "Dans le pays, ville non publiée" in page
    assert "Dans le pays, ville non publiée" not in visitor.get("/fr/pays/cambodge/").content.decode()
