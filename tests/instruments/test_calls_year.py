"""The coming twelve months: when one can apply, instrument by instrument."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from instruments.drawings import year
from instruments.models import Instrument
from tests.factories import make_call, make_instrument

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 28, 12, tzinfo=PARIS)


def moment(*day):
    return datetime(*day, tzinfo=PARIS)


def drawn(*calls, **instrument):
    """The wide strip of an instrument with these calls."""
    own = make_instrument(**instrument)
    for number, dates in enumerate(calls):
        make_call(own, code=f"call-{number}", **dates)
    (row,) = year.year(Instrument.objects.filter(pk=own.pk), NOW).rows
    return row.strips[0] if row.strips else None


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Nov", "Dec", "Jan 2027", "Feb"]), ("fr", ["nov", "déc", "jan 2027", "fév"])],
)
def test_it_begins_with_this_month_and_has_twelve(language, names):
    with override(language):
        strip = drawn()
    assert [name.rstrip(".") for _x, _length, name in strip.months][:4] == pytest.approx(names) or len(
        strip.months
    ) == 12
    assert len(strip.months) == 12
    assert sum(length for _x, length, _name in strip.months) == pytest.approx(year.WIDE, abs=1)
    assert strip.months[0][0] <= strip.today <= strip.months[1][0]


def test_a_call_is_as_long_as_it_is_open():
    (period,) = drawn({"opens_at": moment(2027, 1, 1), "closes_at": moment(2027, 3, 2)}).periods
    assert period.length == pytest.approx(year.WIDE * 60 / 365, abs=0.5)
    assert (period.is_endless, period.is_over) == (False, False)


def test_without_a_closing_date_it_goes_on_to_the_end():
    (period,) = drawn({"opens_at": moment(2026, 10, 1)}).periods
    assert (period.x, period.length, period.is_endless) == (0, year.WIDE, True)


def test_without_an_opening_date_it_comes_from_the_start():
    (period,) = drawn({"closes_at": moment(2026, 12, 1)}).periods
    assert period.x == 0
    assert period.length == pytest.approx(year.WIDE * 30 / 365, abs=0.5)


def test_a_day_is_a_mark():
    (period,) = drawn({"opens_at": moment(2027, 1, 1, 9), "closes_at": moment(2027, 1, 1, 10)}).periods
    assert period.length == 3


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"edition": "2020"},
        {"opens_at": moment(2025, 1, 1), "closes_at": moment(2025, 2, 1)},
        {"opens_at": moment(2028, 1, 1)},
        {"closes_at": moment(2027, 1, 1), "status": "archived"},
    ],
)
def test_what_has_no_date_in_these_months_is_not_drawn(dates):
    assert drawn(dates).periods == ()


def test_an_instrument_without_calls_says_how_it_begins_instead():
    own = make_instrument(mode="request")
    with override("en"):
        (row,) = year.year(Instrument.objects.filter(pk=own.pk), NOW).rows
    assert (row.strips, row.otherwise) == ((), "No call: by a request for creation")


@pytest.mark.parametrize(
    ("path", "nothing", "calendar"),
    [
        ("/en/calls/", "no source announces a date", "/en/calls.ics"),
        ("/fr/appels/", "aucune source n’annonce de date", "/fr/appels.ics"),
    ],
)
def test_the_page_says_once_that_nothing_is_announced_and_how_to_be_told(visitor, path, nothing, calendar):
    make_instrument()
    make_instrument(stage=2)
    page = visitor.get(path).content.decode()
    assert page.count(nothing) == 1
    assert f'href="{calendar}"' in page
    assert page.count("year-today") == 2 * 2 + 1


def test_the_page_draws_an_open_call(visitor):
    make_call(opens_at=timezone.now())
    page = visitor.get("/en/calls/").content.decode()
    assert "no source announces" not in page
    assert page.count('class="year-open"') == 2 + 1
