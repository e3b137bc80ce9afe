"""Key figures drawn to scale: on hard values, and on all that the site has."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.pages import chapters
from portal.pages.drawings import chart, line
from portal.pages.drawings.counts import Count
from portal.pages.models import KeyFigure

pytestmark = pytest.mark.one_database

ONE = Count(Decimal(50), None, "exact", "count", 2020.0, 2021.0, is_dated=True, words="50", date="2020")
WIDE = chapters.WIDE


def test_a_value_stands_in_proportion_between_the_ends():
    drawn = line.small([ONE])
    assert [(sign.kind, sign.x) for sign in drawn.signs] == [
        ("dot", pytest.approx(line.SIDE + line.LENGTH * 50 / 60, abs=0.05))
    ]
    assert [tick.words for tick in drawn.ticks] == ["0", "60"]


def test_a_share_is_of_a_hundred():
    with override("en"):
        drawn = line.small([replace(ONE, unit="percent")])
    assert [(tick.words, tick.x) for tick in drawn.ticks] == [("0", 8), ("100%", 216), ("", 112)]
    assert drawn.signs[0].x == 112


def test_earlier_counts_are_open_and_lie_below_the_newest():
    drawn = line.small([replace(ONE, exactness="about"), replace(ONE, value=Decimal(24))])
    assert [(sign.kind, sign.is_earlier) for sign in drawn.signs] == [("dot", True), ("about", False)]


@pytest.mark.parametrize("exactness", ["over", "about"])
@pytest.mark.parametrize("value", [1, 9, 99, 100, 95_000])
def test_arrows_and_bands_stay_before_the_end(exactness, value):
    drawn = line.small([replace(ONE, value=Decimal(value), exactness=exactness)])
    assert drawn.signs[0].x + {"over": line.ARROW, "about": line.SOFT / 2}[exactness] <= drawn.end


@pytest.mark.parametrize("counts", [[], [replace(ONE, unit="rank")]])
def test_nothing_and_an_order_are_not_drawn(counts):
    assert line.small(counts) is line.large(counts, 640) is chart.chart(counts, *WIDE) is None


def test_one_value_is_not_drawn_against_time():
    assert chart.chart([ONE], *WIDE) is None
    assert len(line.large([ONE], 640).labels) == 1


def test_values_of_two_units_do_not_stand_on_one_axis():
    assert chart.chart([ONE, replace(ONE, unit="percent")], *WIDE) is None
    assert len(line.small([ONE, replace(ONE, unit="percent")]).signs) == 1


def test_a_year_stands_in_its_middle_and_the_axis_begins_at_zero():
    drawn = chart.chart([replace(ONE, since=2022.0, until=2023.0), ONE], *WIDE)
    year = (drawn.right - drawn.left) / 6  # from the start of 2019 to that of 2025
    assert [sign.x for sign in drawn.signs] == pytest.approx(
        [drawn.left + 1.5 * year, drawn.left + 3.5 * year], abs=0.2
    )
    assert drawn.lines[0] == (drawn.base, "0")


def test_what_no_source_dates_is_dotted_for_as_long_as_it_may_hold():
    undated = replace(ONE, since=2023.0, until=2024.0, is_dated=False, exactness="over")
    drawn = chart.chart([undated, ONE], *WIDE)
    ((start, end, y),) = drawn.spans
    assert (start + end) / 2 == pytest.approx(drawn.signs[-1].x, abs=0.1)
    assert y == drawn.signs[-1].y


@pytest.mark.parametrize("size", [chapters.WIDE, chapters.NARROW])
@pytest.mark.parametrize(
    "values", [(5, 5), (0, 0), (123_456_789_012, 1), (1, 2, 3), (7000, 6500, 6580)], ids=lambda values: str(values)
)
def test_equal_and_huge_values_keep_their_words_apart(size, values):
    counts = [
        replace(ONE, value=Decimal(value), since=2020.0 + n, until=2021.0 + n, words=f"{value:,}", date=str(2020 + n))
        for n, value in enumerate(values)
    ]
    apart(chart.chart(counts, *size), len(values))


def apart(drawn, labels):
    assert len(drawn.labels) == labels
    assert not any(one.box.touches(other.box) for one, other in combinations(drawn.labels, 2))


# --- all that the site has --------------------------------------------------------------------------------------------


@pytest.fixture(params=["fr", "en"])
def real(request, real_content):
    with override(request.param):
        yield chapters.parts(KeyFigure.objects.published().for_list())


@pytest.mark.django_db
def test_every_figure_is_in_one_chapter_and_the_words_of_each_large_drawing_are_there(real):
    every = [told for part in real for told in (part.opening, *part.rows)]
    assert len(real) == 5
    assert len({told.figure.code for told in every}) == len(every) > 30
    for part in real:
        for _style, drawn in part.opening.charts:
            apart(drawn, len(part.opening.counts))
        assert part.opening.charts or part.opening.lines


@pytest.mark.django_db
def test_every_drawing_is_small_and_every_sign_is_in_it(real):
    for part in real:
        for told in (part.opening, *part.rows):
            assert len(render_to_string("components/drawings/chart.html", {"told": told}).encode()) < 15_360
            if told.scale:
                assert all(told.scale.start <= sign.x <= told.scale.end for sign in told.scale.signs)
                assert len(render_to_string("components/drawings/scale.html", {"scale": told.scale}).encode()) < 3_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/en/key-figures/",
            "The newest exact count. About 2023, Inserm says that it is present in more than 100 countries.",
        ),
        ("/fr/chiffres-cles/", "Vers 2023, l’Inserm se dit présent dans plus de 100 pays."),
    ],
)
def test_the_page_says_how_many_countries(visitor, real_content, path, said):
    page = visitor.get(path).content.decode().replace("\u00a0", " ")
    _before, _, after = page.partition('id="figure-partner-countries"')
    assert "102" in after[:300]
    assert said in after[:1500]


@pytest.mark.django_db
def test_chapters_are_anchors(visitor, real_content):
    page = visitor.get("/en/key-figures/").content.decode()
    for code in ("how-much", "with-whom", "europe", "instruments", "anrs-mie"):
        assert page.count(f'href="#{code}"') == page.count(f'id="{code}"') == 1
