"""The history to scale: on hard dates, and on all events that the site has."""

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.core.dates import PartialDate
from portal.pages.drawings import history, upright
from portal.pages.drawings.history import Event, gaps, wide, window
from portal.pages.drawings.upright import phone
from portal.pages.models import TimelineEvent
from portal.pages.timeline import of

TODAY = date(2026, 11, 28)
LANES = [("strategy", "Strategy"), ("networks", "Networks")]
LONG = "L'accord-cadre avec le Centre allemand de recherche sur le cancer est de nouveau renouvelé"


def event(when, **values):
    start = {"code": when, "words": "InterAging", "date": "", "start": PartialDate(when), "end": None, "goes_on": False}
    return Event(**{**start, "lane": "strategy", "kind": "", "address": "/", **values})


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ([2020], (2020, 2020)),
        ([1990, *range(2016, 2026)], (2016, 2025)),
        ([2016, 2017], (2016, 2017)),
        ([1950, 2000, *[2020] * 18], (2020, 2020)),
        ([2001, 2001, 2010, 2010], (2001, 2010)),
    ],
)
def test_the_window_is_the_shortest_run_of_nine_tenths(years, found):
    assert window(years) == found


def test_nothing_is_not_drawn():
    assert wide([], LANES, TODAY) is phone([], LANES, TODAY) is None


def test_one_event_is_drawn():
    drawn = wide([event("2021")], LANES, TODAY)
    assert [spot.x for row in drawn.rows for spot in row.spots] == [(history.LEFT + history.WIDTH) / 2]
    assert len(phone([event("2021")], LANES, TODAY).leaders) == 1


def test_an_event_outside_the_window_has_its_name_on_the_strip():
    drawn = wide([event("1994"), *(event(str(year)) for year in range(2016, 2026))], LANES, TODAY)
    (spot,) = drawn.outside
    assert (spot.event.code, spot.label.box.bottom < spot.y) == ("1994", True)


def test_a_year_stands_in_its_middle_and_a_month_in_the_month():
    drawn = wide([event("2020"), event("2021-10"), event("2022-01-01")], LANES, TODAY)
    year = (history.WIDTH - history.LEFT) / 3
    x = {spot.event.code: (spot.x - history.LEFT) / year for row in drawn.rows for spot in row.spots}
    assert x["2020"] == pytest.approx(0.5, abs=0.01)
    assert 1 + 9 / 12 < x["2021-10"] < 1 + 10 / 12
    assert x["2022-01-01"] == pytest.approx(2, abs=0.01)


def test_a_decade_fades_towards_its_start_before_a_break():
    old = event("199X", goes_on=True, lane="networks")
    drawn = wide([old, *(event(str(year)) for year in range(2016, 2026))], LANES, TODAY)
    (bar,) = drawn.rows[1].bars
    assert bar.fade[0] < bar.cut < history.LEFT
    assert bar.x + bar.length == pytest.approx(history.WIDTH)
    assert len(drawn.breaks) == 1
    (bar,) = phone([old, *(event(str(year)) for year in range(2016, 2026))], LANES, TODAY).bars
    assert 0 < bar.fade == bar.y


def test_ten_years_without_anything_are_a_break_and_nine_are_not():
    assert gaps([event("199X"), event("2009")], 2010.0) == []
    assert gaps([event("199X"), event("2016")], 2017.0) == [(2000.0, 2016.0)]


def test_times_that_follow_each_other_stand_in_one_row_and_others_below():
    first = event("2016", end=PartialDate("2020"))
    second = event("2021", end=PartialDate("2025"))
    beside = event("2018", end=PartialDate("2022"))
    heights = [bar.y for bar in wide([first, second, beside], LANES, TODAY).rows[0].bars]
    assert heights[0] == heights[1] < heights[2]


@pytest.mark.parametrize("words", ["INPP", LONG, "W" * 60])
@pytest.mark.parametrize(
    "years", [["2021"] * 9, ["2025", "2025-12-31"] * 4, [str(year) for year in range(2016, 2026)] * 3]
)
def test_words_touch_nothing_however_many_and_long(words, years):
    events = [replace(event(year), words=words, code=str(n)) for n, year in enumerate(years)]
    apart(wide(events, LANES, TODAY), phone(events, LANES, TODAY), len(events))


def apart(drawn, narrow, number):
    for row in drawn.rows:
        boxes = [spot.label.box for spot in row.spots] + [history._mark(spot.x, spot.y) for spot in row.spots]
        assert not any(one.touches(other) for one, other in combinations(boxes, 2))
        assert all(spot.label.box.right <= history.WIDTH and row.top < spot.label.box.top for spot in row.spots)
        assert all(spot.target.bottom <= row.bottom and spot.target.height >= 24 for spot in row.spots)
    outside = [spot.label.box for spot in drawn.outside]
    assert not any(one.touches(other) for one, other in combinations(outside, 2))
    assert sum(len(row.spots) for row in drawn.rows) >= 0.9 * number - 1
    assert len(narrow.before) + len(narrow.leaders) == number
    labels = [each.label.box for each in (*narrow.before, *narrow.leaders)]
    assert not any(one.touches(other) for one, other in combinations(labels, 2))
    heights = [each.y for each in narrow.leaders]
    assert all(other - one >= upright.GAP for one, other in pairwise(heights))


# --- all that the site has --------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("real_content")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_dated_event_of_the_site_has_its_place(language):
    with override(language):
        found = of(TimelineEvent.objects.published().prefetch_related("sources"))
        bars = [bar for row in found.wide.rows for bar in row.bars]
        number = len(found.told) - len(bars)
        apart(found.wide, replace(found.phone, before=()), number)
        assert all(bar.words for bar in bars)
        assert found.wide.years[0][1] == "2016"
        for which in ("wide", "phone"):
            drawn = {"history": getattr(found, which)}
            assert len(render_to_string(f"components/drawings/history_{which}.html", drawn).encode()) < 15_360


@pytest.mark.django_db
@pytest.mark.usefixtures("real_content")
@pytest.mark.parametrize(("language", "path"), [("en", "/en/strategy/history/"), ("fr", "/fr/strategie/histoire/")])
def test_every_event_of_the_drawing_is_in_the_list_with_the_same_link(visitor, language, path):
    page = visitor.get(path).content.decode()
    drawing, _, listed = page.partition('<ol class="timeline">')
    with override(language):
        told = of(TimelineEvent.objects.published().prefetch_related("sources")).told
    for each in told:
        assert f'id="event-{each.event.code}"' in listed
        address = each.address or f"#event-{each.event.code}"
        assert drawing.count(f'href="{address}" tabindex="-1"') >= 2
        assert not each.address or f'href="{each.address}"' in listed


@pytest.mark.django_db
@pytest.mark.usefixtures("real_content")
def test_the_history_as_files(visitor):
    picture = visitor.get("/en/strategy/history.svg").content.decode()
    assert "History of the cooperation" in picture
    assert "var(" not in picture
    assert 'href="/' not in picture
    rows = visitor.get("/fr/strategie/histoire.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("id,date,date_to,goes_on,lane,name")
    assert len(rows) - 1 == TimelineEvent.objects.published().count()
    for path in ("/en/strategy/history.xls", "/en/strategy/governance.svg", "/en/strategy/no.csv"):
        assert visitor.get(path).status_code == 404
