"""In which phase a call is: computed to the second, in Paris time, by a pure function and by SQL alike."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments.enums import CUT_SHORT, CallPhase, EndReason
from instruments.models import Call
from instruments.phases import CLOSING_SOON, Dates, Phase, a_year_later, phase
from portal.core.dates import PartialDate
from tests.factories import make_call, make_instrument

PARIS = ZoneInfo("Europe/Paris")
SECOND = timedelta(seconds=1)
OPENS = datetime(2027, 1, 11, 9, tzinfo=PARIS)
CLOSES = datetime(2027, 4, 15, 17, tzinfo=PARIS)
CALL = Dates(OPENS, CLOSES)


# --- the pure function -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OPENS - SECOND, "forthcoming"),
        (OPENS, "open"),
        (OPENS + SECOND, "open"),
        (CLOSES.astimezone(UTC) - CLOSING_SOON - SECOND, "open"),
        (CLOSES.astimezone(UTC) - CLOSING_SOON, "closing-soon"),
        (CLOSES - SECOND, "closing-soon"),
        (CLOSES, "closed"),
        (CLOSES + SECOND, "closed"),
    ],
)
def test_a_second_decides(on, expected):
    assert phase(CALL, on) == expected


def test_closing_soon_is_three_weeks():
    assert timedelta(days=21) == CLOSING_SOON


@pytest.mark.parametrize(
    ("closes", "utc"),
    [
        # Clocks go forward at 2:00 on 28 March 2027: 3:00 is one hour after 1:00 in UTC.
        (datetime(2027, 3, 28, 3, tzinfo=PARIS), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        # They go back at 3:00 on 31 October 2027: 2:30 comes twice.
        (datetime(2027, 10, 31, 2, 30, tzinfo=PARIS, fold=0), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (datetime(2027, 10, 31, 2, 30, tzinfo=PARIS, fold=1), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_second_decides_on_the_days_when_the_clocks_change(closes, utc):
    call = Dates(closes_at=closes)
    for zone in (UTC, PARIS):
        assert phase(call, (utc - SECOND).astimezone(zone)) == Phase.CLOSING
        assert phase(call, utc.astimezone(zone)) == Phase.CLOSED


@pytest.mark.parametrize("closes", [datetime(2027, 4, 5, 12, tzinfo=PARIS), datetime(2027, 11, 8, 12, tzinfo=PARIS)])
def test_three_weeks_are_full_ones_when_the_clocks_change_within(closes):
    call, soon = Dates(closes_at=closes), closes.astimezone(UTC) - timedelta(days=21)
    assert phase(call, (soon - SECOND).astimezone(PARIS)) == Phase.OPEN
    assert phase(call, soon.astimezone(PARIS)) == Phase.CLOSING


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (Dates(), "undated"),
        (Dates(edition_to=date(2027, 2, 1)), "undated"),
        (Dates(edition_to=date(2027, 1, 31)), "closed"),
        (Dates(closes_at=CLOSES), "open"),
        (Dates(opens_at=OPENS), "open"),
        (Dates(opens_at=OPENS, edition_to=date(2027, 1, 31)), "open"),
        (Dates(OPENS, CLOSES, is_cut_short=True), "closed"),
        (Dates(is_cut_short=True), "closed"),
        (Dates(OPENS, CLOSES, OPENS + SECOND, True), "closed"),
        (Dates(OPENS, CLOSES, CLOSES - SECOND, True), "open"),
        (Dates(OPENS, CLOSES, datetime(2027, 2, 2, tzinfo=PARIS), True), "closing-soon"),
        (Dates(OPENS, CLOSES, is_archived=True), "archived"),
        (Dates(is_archived=True), "archived"),
    ],
)
def test_what_the_dates_say_on_the_first_of_february(dates, expected):
    assert phase(dates, datetime(2027, 2, 1, 12, tzinfo=PARIS)) == expected


def test_the_day_of_an_edition_is_that_of_paris():
    call, midnight = Dates(edition_to=date(2026, 12, 31)), datetime(2027, 1, 1, tzinfo=PARIS)
    assert phase(call, midnight - SECOND) == Phase.UNDATED
    assert phase(call, midnight.astimezone(UTC)) == Phase.CLOSED


def test_the_words_are_those_of_the_function():
    assert CallPhase.values == [each.value for each in Phase]


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        (datetime(2027, 3, 15, 17, tzinfo=PARIS), "2028-03-15T17:00:00+01:00"),
        (datetime(2026, 3, 28, 17, tzinfo=PARIS), "2027-03-28T17:00:00+02:00"),  # the clocks change in between
        (datetime(2028, 2, 29, 23, 59, tzinfo=PARIS), "2029-02-28T23:59:00+01:00"),
        (datetime(2027, 6, 30, 22, 30, tzinfo=UTC), "2028-07-01T00:30:00+02:00"),
        (None, None),
    ],
)
def test_a_year_later_the_clock_of_paris_shows_the_same(moment, later):
    found = a_year_later(moment)
    assert (found and found.isoformat()) == later


# --- the same in SQL -------------------------------------------------------------------------------------------------

NOW = datetime(2027, 3, 28, 1, tzinfo=UTC)  # the clocks of Paris go forward
NEAR = [timedelta(), SECOND, CLOSING_SOON, CLOSING_SOON + SECOND, timedelta(days=40), timedelta(hours=1)]
moments = st.none() | st.builds(lambda gap, sign: NOW + sign * gap, st.sampled_from(NEAR), st.sampled_from((1, -1)))
editions = st.sampled_from(
    [None, *("2020", "2026", "2027", "2028", "2027-02", "2027-03", "2027-04", "2027-03-27", "2027-03-28", "2027-03-29")]
)


@st.composite
def calls(draw):
    """The dates of a call that the database takes."""
    opens, closes, ended = draw(moments), draw(moments), draw(moments)
    if opens and closes and closes <= opens:
        closes = opens + SECOND
    if ended and closes and ended > closes:
        ended = closes
    reason = draw(st.sampled_from(CUT_SHORT if ended else ["", *EndReason.values]))
    return {
        "opens_at": opens,
        "closes_at": closes,
        "ended_at": ended,
        "end_reason": reason,
        "edition": draw(editions),
        "status": draw(st.sampled_from(["published", "published", "archived"])),
        "unpublish_at": draw(moments),
    }


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(calls(), min_size=1, max_size=6))
def test_the_database_says_the_same(drawn, db):
    instrument = make_instrument()
    made = [make_call(instrument, **each) for each in drawn]
    found = Call.objects.filter(instrument=instrument).with_phase(NOW)
    assert {call.pk: call.phase_on for call in found} == {
        call.pk: call.phase(NOW) for call in Call.objects.filter(pk__in=[call.pk for call in made])
    }


@pytest.mark.django_db
@pytest.mark.parametrize("clocks", [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)])
def test_the_database_says_the_same_to_the_second(clocks):
    call = make_call(closes_at=clocks)
    for on, expected in ((clocks - SECOND, ["closing-soon"]), (clocks, ["closed"]), (clocks + SECOND, ["closed"])):
        assert list(Call.objects.with_phase(on.astimezone(PARIS)).values_list("phase_on", flat=True)) == expected
        assert call.phase(on.astimezone(PARIS)) == expected[0]


@pytest.mark.django_db
def test_open_includes_what_closes_soon():
    soon, later = make_call(closes_at=NOW + SECOND), make_call(closes_at=NOW + timedelta(days=60))
    make_call(closes_at=NOW)
    make_call(opens_at=NOW + SECOND)
    assert set(Call.objects.open(NOW)) == {soon, later}
    assert set(Call.objects.closing_soon(NOW)) == {soon}


@pytest.mark.django_db
def test_what_comes_first_is_read_first():
    day = timedelta(days=1)
    expected = [
        make_call(code="soon", closes_at=NOW + day),
        make_call(code="open", closes_at=NOW + 30 * day),
        make_call(code="open-long", closes_at=NOW + 90 * day),
        make_call(code="next", opens_at=NOW + day),
        make_call(code="later", opens_at=NOW + 2 * day),
        make_call(code="undated"),
        make_call(code="yesterday", closes_at=NOW - day),
        make_call(code="long-ago", closes_at=NOW - 400 * day),
        make_call(code="edition", edition="2020"),
        make_call(code="kept", closes_at=NOW + day, status="archived"),
    ]
    Call.objects.filter(code="undated").update(edition=PartialDate("2028"))
    assert [call.code for call in Call.objects.in_reading_order(NOW)] == [call.code for call in expected]


@pytest.mark.django_db
def test_the_first_calls_of_each_instrument():
    for code in ("one", "two"):
        instrument = make_instrument(code=code)
        for days in (-2, -1, 1, 2):
            make_call(instrument, code=f"{code}{days}", closes_at=NOW + timedelta(days=days))
    found = [call.code for call in Call.objects.first_of_each_instrument(3, NOW)]
    assert found == ["one1", "two1", "one2", "two2", "one-1", "two-1"]


@pytest.mark.django_db
def test_a_call_of_a_draft_instrument_is_not_public():
    hidden = make_call(make_instrument(status="draft"))
    assert list(Call.objects.published()) == list(Call.objects.answering()) == []
    assert hidden in Call.objects.all()


# --- a date that moves -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_a_date_that_moves_is_counted():
    call = make_call(opens_at=OPENS, closes_at=CLOSES)
    call.name_en = "Another name"
    call.save()
    assert call.sequence == 0
    call.closes_at += timedelta(days=1)
    call.save(update_fields=["closes_at"])
    assert Call.objects.get().sequence == 1
    call.closes_at = None
    call.save()
    assert Call.objects.get().sequence == 2
