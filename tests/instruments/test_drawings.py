"""The drawings of instruments and cooperations, with the real content: sums, distances, directions, names."""

import math
import re
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from instruments.comparison import ladder
from instruments.drawings import arcs, cooperations, pair, star
from instruments.drawings import ladder as drawn
from instruments.models import Cooperation
from portal.core.drawing.labels import width
from portal.core.drawing.sphere import bearing, distance
from sites.atlas.feature import SEAT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging"), pytest.mark.one_database]


def found(code):
    return Cooperation.objects.published().for_detail().get(code=code)


def all_of(instrument):
    return list(Cooperation.objects.published().for_detail().filter(instrument__code=instrument))


# --- the ladder ------------------------------------------------------------------------------------------------------


def rungs():
    return {rung.instrument.code: rung for rung in drawn.of(ladder()).rungs}


def test_a_block_is_ten_thousand_euros_for_one_year():
    block = rungs()["first-steps"].block
    assert (block.width, block.height) == (32, 60)
    assert [words for *_, words in block.words][-2:] == [
        "10 000 €".replace(" ", "\u202f", 1).replace(" ", "\xa0"),
        "= un bloc",
    ]


@pytest.mark.parametrize(("code", "euros"), [("first-steps", 10_000), ("irp", 75_000), ("joint-lab", 100_000)])
def test_an_area_is_a_sum(code, euros):
    block = rungs()[code].block
    assert block.width * block.height / (32 * 60) == pytest.approx(euros / 10_000)


def test_the_lower_ceiling_is_a_dashed_line():
    block = rungs()["irp"].block
    assert (block.base - block.lower) * block.width / (32 * 60) == pytest.approx(6)
    assert [rung.block.lower for code, rung in rungs().items() if code != "irp"] == [None] * 4


def test_what_is_not_published_is_an_outline():
    assert [code for code, rung in rungs().items() if not rung.block.is_known] == ["kip", "tcp"]
    assert [code for code, rung in rungs().items() if rung.block.arrow] == ["tcp"]


def test_the_joint_lab_stands_beside():
    assert [code for code, rung in rungs().items() if rung.is_beside] == ["joint-lab"]


def test_six_instruments_keep_one_scale_in_the_same_width():
    six = drawn.of([*ladder(), ladder()[1]])
    assert len(six.rungs) == 6
    column = float(six.box.split()[2])
    assert 6 * (column - 1 + drawn.RULE + drawn.GAP) <= drawn.PAGE + drawn.GAP + 1
    assert all(rung.block.axis <= column for rung in six.rungs)
    per_year = {rung.block.ticks[1] for rung in six.rungs if len(rung.block.ticks) > 1}
    assert len(per_year) == 1


def test_an_instrument_without_rules_is_drawn():
    assert drawn.drawn(drawn.given([]), drawn.Scale.of([])).is_known is False


@pytest.mark.parametrize("code", ["first-steps", "irp", "kip", "tcp", "joint-lab"])
def test_the_place_of_one_on_the_ladder(code):
    row = drawn.row(ladder(), code)
    assert [step.name for step in row.steps if step.is_here] == [step.name for step in row.steps if step.is_here][:1]
    ends = [(step.x, step.x + max(step.block.width, width(step.name, drawn.LABEL))) for step in row.steps]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))
    assert drawn.row(ladder(), "umi") is None


# --- two laboratories ------------------------------------------------------------------------------------------------


def test_each_joint_lab_has_its_drawing():
    assert [type(cooperations.of(each)) for each in all_of("joint-lab")] == [pair.Pair] * 9


@pytest.mark.parametrize(
    ("code", "ends", "length"),
    [
        ("joint-lab-u1068-buenos-aires", ["Marseille", "Buenos Aires"], "10,800\xa0km"),
        ("joint-lab-u1329-dkfz", ["Strasbourg", "Heidelberg"], "120\xa0km"),
        ("joint-lab-u1059-tu-wien", ["Saint-Étienne", "Vienna"], "960\xa0km"),
    ],
)
def test_the_ends_are_named_in_the_order_of_the_text(code, ends, length):
    with override("en"):
        drawing = cooperations.of(found(code))
        html = render_to_string("components/drawings/pair.html", {"pair": drawing})
    assert ([end.place for end in drawing.ends], drawing.distance) == (ends, length)
    caption = re.search(r"<figcaption>(.*?)</figcaption>", html)[1]
    assert caption.index(ends[0]) < caption.index(ends[1]) < caption.index(length)


@pytest.mark.parametrize("frame", [pair.WIDE, pair.NARROW], ids=["wide", "narrow"])
def test_both_ends_lie_on_the_axis_west_at_the_left(frame):
    for each in all_of("joint-lab"):
        view = pair.View.of(*pair.ends_of(each))
        for end, x in zip((view.west, view.east), frame.ends, strict=True):
            assert view.project(frame, *view.turned.angles(*end.at)) == pytest.approx((x, frame.axis))
        assert (view.east.at[0] - view.west.at[0] + 540) % 360 - 180 >= 0


def test_kilometres_are_true_along_the_axis_from_the_french_end():
    view = pair.View.of(*pair.ends_of(found("joint-lab-u1068-buenos-aires")))
    left, right = pair.WIDE.ends
    xs = [float(x) for x in re.findall(r"M([\d.]+)", view._ticks(pair.WIDE)[0])]
    assert len(xs) == 10  # ten thousand of 10,803 km
    px = (right - left) / distance(view.west.at, view.east.at)
    assert [right - x for x in xs] == pytest.approx([1000 * number * px for number in range(1, 11)], abs=0.06)


def test_a_short_distance_without_a_coast_has_no_land():
    inland = {each.code: cooperations.of(each) for each in all_of("joint-lab")}
    assert {code for code, drawing in inland.items() if drawing.is_inland} == {
        *("joint-lab-u1111-dkfz", "joint-lab-u1329-dkfz")
    }
    assert all(bool(drawing.wide.land) is not drawing.is_inland for drawing in inland.values())


def test_the_land_behind_a_long_axis_has_africa_and_eurasia():
    """Both hold a pole of the turned sphere for some pair: they are closed along the edge, not lost."""
    drawing = cooperations.of(found("joint-lab-u1068-buenos-aires"))
    assert drawing.wide.land.count("z") > 8
    assert len(drawing.wide.land) > 2000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_a_pair_do_not_touch(language):
    with override(language):
        for each in all_of("joint-lab"):
            drawing = cooperations.of(each)
            for strip in (drawing.wide, drawing.narrow):
                rows = {}
                for line in (*strip.marks, *strip.names):
                    wide = width(line.words, 20 if line.style else 13)
                    left = line.x - {"start": 0, "middle": wide / 2, "end": wide}[line.anchor]
                    rows.setdefault(line.y, []).append((left, left + wide))
                for row in rows.values():
                    assert all(end <= start for (_, end), (start, _) in pairwise(sorted(row)))


def test_a_pair_in_the_same_town_or_without_one_has_no_drawing():
    assert cooperations.of(found("umi-irvine")) is None
    assert cooperations.of(found("cnrs-inserm-network-europe")) is None


# --- a hub and its partners ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frame", [star.WIDE, star.NARROW], ids=["wide", "narrow"])
def test_directions_from_paris_are_true_and_all_ends_are_in_view(frame):
    for each in all_of("tcp"):
        spokes = star.spokes_of(each)
        strip = star.strip(spokes, frame)
        for spoke, ray in zip(spokes, strip.rays, strict=True):
            angle = math.degrees(math.atan2(ray.x - strip.hub[0], strip.hub[1] - ray.y)) % 360
            assert angle == pytest.approx(bearing(SEAT, spoke.at), abs=0.5)
            assert frame.room.has((ray.x, ray.y))
        lengths = [math.dist(strip.hub, (ray.x, ray.y)) for ray in strip.rays]
        roots = [math.sqrt(distance(SEAT, spoke.at)) for spoke in spokes]
        assert [length / root for length, root in zip(lengths, roots, strict=True)] == pytest.approx(
            [lengths[0] / roots[0]] * len(spokes), rel=0.01
        )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("frame", [star.WIDE, star.NARROW], ids=["wide", "narrow"])
def test_every_partner_is_named_and_no_two_names_touch(frame, language):
    with override(language):
        for each in all_of("tcp"):
            spokes = star.spokes_of(each)
            strip = star.strip(spokes, frame)
            boxes = [label.box for label in (*strip.labels, *strip.marks)]
            assert len(strip.labels) == len(spokes) + 1
            assert not any(one.touches(other) for one, other in combinations(boxes, 2))
            assert all(frame.room.holds(box) for box in boxes)


def test_prospective_partners_are_dashed():
    drawings = {each.code: cooperations.of(each) for each in all_of("tcp")}
    assert {code for code, drawing in drawings.items() if drawing.has_foreseen} == {"climatehealth"}
    assert all(ray.is_foreseen for ray in drawings["climatehealth"].wide.rays)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_drawings_are_light(language):
    with override(language):
        for each in (*all_of("joint-lab"), *all_of("tcp")):
            drawing = cooperations.of(each)
            name = "pair" if isinstance(drawing, pair.Pair) else "star"
            html = render_to_string(f"components/drawings/{name}.html", {name: drawing})
            assert all(len(svg) < 15_360 for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL))


# --- the distances of all Joint Labs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nine_arcs_span_their_distances(language):
    with override(language):
        found = arcs.arcs_of("joint-lab")
    assert len(found.paths) == len(found.ends) == 9
    lengths = sorted(
        (distance(one.at, other.at) for one, other in map(pair.ends_of, all_of("joint-lab"))), reverse=True
    )
    spans = [end - found.start for end in found.ends]
    assert spans == pytest.approx([length * arcs.SPAN / arcs.REACH for length in lengths], abs=0.06)
    assert len(found.words) >= 4  # the country, and the farthest towns
    assert arcs.arcs_of("no-such-instrument") is None
