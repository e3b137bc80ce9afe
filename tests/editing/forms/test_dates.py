"""A date or an hour as people write it has one reading, everywhere; what has two, or none, is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from instruments.models import Call
from portal.editing.forms import dates
from tests.editing.forms.test_bad_input import errors, spoken  # noqa: F401 - the desk in either language
from tests.factories import make_call, make_instrument, make_page

PARIS = ZoneInfo("Europe/Paris")
DAYS = (
    *("2027-04-03", "2027-4-3", "2027/04/03", "03/04/2027", "3/4/2027", "03.04.2027", "03-04-2027"),
    *(
        "3 April 2027",
        "3 avril 2027",
        "3rd April 2027",
        "Saturday 3 April 2027",
        "samedi 3 avril 2027",
        "April 3, 2027",
    ),
    *("3 avr. 2027", "3 Apr 2027", "3-apr-2027", " 3  Avril\u00a02027 "),
)


@pytest.mark.parametrize("text", DAYS)
def test_a_day(text):
    assert dates.day(text) == dates.partial(text) == "2027-04-03"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        *((text, "2027-04") for text in ("2027-04", "04/2027", "April 2027", "avril 2027", "avr. 2027")),
        *(("2027", "2027"), ("199X", "199X"), ("199x", "199X"), ("1990s", "199X"), ("années 1990", "199X"), ("", "")),
        *(("1er août 2027", "2027-08-01"), ("15 décembre 2026", "2026-12-15"), ("5 févr. 2027", "2027-02-05")),
    ],
)
def test_a_date_known_in_part(text, iso):
    assert dates.partial(text) == iso


@pytest.mark.parametrize(
    "text",
    ["04/13/2027", "31/02/2027", "2027-02-30", "03/04/27", "3 avril", "avr-27", "Sunday 3 April 2027", "demain", "27"],
)
def test_what_is_no_day_or_may_be_two(text):
    with pytest.raises(ValidationError):
        dates.day(text)
    with pytest.raises(ValidationError):
        dates.partial(text)


@pytest.mark.parametrize("text", ["2027", "2027-04", "avril 2027", "199X"])
def test_a_month_is_no_day(text):
    with pytest.raises(ValidationError):
        dates.day(text)


HOURS = ("17:00", "17h00", "17h", "17 h", "17 h 00", "5 pm", "5pm", "5:00 p.m.", "5 PM", "17:00:00")
JOINTS = (
    "2027-04-03 {}",
    "2027-04-03T{}",
    "03/04/2027 {}",
    "3 avril 2027 à {}",
    "3 April 2027 at {}",
    "3 April 2027, {}",
)


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("joint", JOINTS)
def test_a_moment(joint, hour):
    assert dates.moment(joint.format(hour)) == datetime(2027, 4, 3, 17, tzinfo=PARIS)


@pytest.mark.parametrize(
    "text", ["2027-04-03T15:00:00Z", "2027-04-03T17:00+02:00", "03/04/2027 17:00 (heure de Paris)"]
)
def test_a_moment_that_says_its_zone(text):
    assert dates.moment(text) == datetime(2027, 4, 3, 17, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("text", "hour"), [("12 am", 0), ("12 pm", 12), ("noon", 12), ("midi", 12), ("00:00", 0), ("9h30", 9)]
)
def test_hours_around_noon_and_midnight(text, hour):
    found = dates.moment(f"3 April 2027 {text}")
    assert (found.day, found.hour) == (3, hour)


def test_what_ends_on_a_day_ends_with_it():
    end = datetime(2027, 3, 2, tzinfo=PARIS)
    for text in ("2027-03-01", "1 March 2027", "1er mars 2027 24:00", "1 mars 2027 à minuit", "1 March 2027, midnight"):
        assert dates.moment(text, is_end=True) == end


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-01", "01/03/2027", "2027-03-01 5", "2027-03-01 25:00", "2027-03-01 17:60", "2027-03-01 13 pm"),
        *("2027-03-01 midnight", "2027-03-28T02:30", "28/03/2027 2h30", "31/10/2027 02:30", "17:00", "03/04/27 17:00"),
    ],
)
def test_what_is_no_moment_or_may_be_two(text):
    with pytest.raises(ValidationError):
        dates.moment(text)


def test_the_hour_that_comes_twice_is_named_by_its_offset():
    assert dates.moment("31/10/2027 02:30+01:00").isoformat() == "2027-10-31T02:30:00+01:00"


# --- in the forms of the desk ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.one_database
class TestForms:
    def test_a_closing_date_is_the_same_day_in_both_languages(self, desk, spoken):  # noqa: F811
        call = make_call(make_instrument(), opens_at=None, closes_at=None)
        desk.save(call, closes_at_0="03/04/2027", closes_at_1="17h00")
        assert Call.objects.get().closes_at == datetime(2027, 4, 3, 17, tzinfo=PARIS)

    def test_day_and_hour_may_stand_in_one_field(self, desk):
        call = make_call(make_instrument(), opens_at=None, closes_at=None)
        desk.save(call, opens_at_0="3 avril 2027 à 9h")
        assert Call.objects.get().opens_at == datetime(2027, 4, 3, 9, tzinfo=PARIS)

    def test_a_call_without_an_hour_closes_with_the_day_and_says_so(self, desk):
        call = make_call(make_instrument(), opens_at=None, closes_at=None)
        desk.save(call, closes_at_0="1 March 2027", closes_at_1="")
        assert Call.objects.get().closes_at == datetime(2027, 3, 2, tzinfo=PARIS)
        page = desk.open(call)
        assert [text in page for text in ('value="2027-03-01"', 'value="24:00"')] == [True, True]
        desk.save(call)
        assert Call.objects.get().closes_at == datetime(2027, 3, 2, tzinfo=PARIS)

    def test_an_opening_without_an_hour_is_asked_for_it(self, desk, spoken):  # noqa: F811
        call = make_call(make_instrument(), opens_at=None, closes_at=None)
        response = desk.save(call, opens_at_0="03/04/2027", opens_at_1="")
        words = {"en": "“03/04/2027” says no hour.", "fr": "« 03/04/2027 » ne dit pas l'heure."}
        (said,) = errors(response)["opens_at"]
        assert said.replace("\u00a0", " ").replace("’", "'").startswith(words[spoken])

    def test_the_hour_that_there_is_not_is_refused(self, desk):
        call = make_call(make_instrument(), opens_at=None, closes_at=None)
        response = desk.save(call, opens_at_0="28/03/2027", opens_at_1="02:30")
        assert errors(response)["opens_at"] == [
            "There is no 02:30 in Paris on that day: the clocks go forward. Write another hour."
        ]

    def test_dates_known_in_part_and_days(self, desk, spoken):  # noqa: F811
        page = make_page(kind="strategy")
        desk.save(page, as_of="avril 2027", reviewed_on="03/04/2026")
        page.refresh_from_db()
        assert (str(page.as_of), str(page.reviewed_on)) == ("2027-04", "2026-04-03")

    def test_what_nobody_touched_stays_to_the_second_and_the_hour_that_comes_twice(self, desk, spoken):  # noqa: F811
        instrument = make_instrument()
        for closes in (
            datetime(2027, 3, 1, 23, 59, 59, tzinfo=PARIS),
            datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=PARIS),
        ):
            call = make_call(instrument, code=f"c{closes:%m}", opens_at=None, closes_at=closes)
            response = desk.save(call)
            assert response.status_code == 302
            call.refresh_from_db()
            assert call.closes_at.astimezone(UTC) == closes.astimezone(UTC)
