"""The list of calls as files: the same rows everywhere, and a calendar that follows a date that moves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.utils import timezone
from icalendar import Calendar

from instruments.models import Call
from tests.factories import make_call, make_instrument
from tests.instruments.test_calls_pages import one_of_each

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OPENS, CLOSES = datetime(2027, 3, 1, 8, tzinfo=UTC), datetime(2027, 4, 15, 15, tzinfo=UTC)


def calendar(visitor, query="", language="en"):
    response = visitor.get({"fr": "/fr/appels.ics", "en": "/en/calls.ics"}[language] + query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(visitor, query="", language="en"):
    """Events by summary."""
    return {str(event["summary"]): event for event in calendar(visitor, query, language).walk("VEVENT")}


def dated(**overrides):
    values = {"name_fr": "Appel", "name_en": "Call", "opens_at": OPENS, "closes_at": CLOSES}
    return make_call(**{**values, **overrides})


# --- the same rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["", "?status=open", "?instrument=tool", "?instrument=tool&status=closed", "?year=2020"]
)
def test_every_format_has_the_rows_of_the_page(visitor, query):
    one_of_each(make_instrument(code="tool"))
    make_call(code="old", edition="2020", closes_at=datetime(2020, 3, 1, tzinfo=UTC))
    page = visitor.get(f"/en/calls/{query}").context["selection"]
    ids = [call.code for call in page.page]
    assert [row["id"] for row in visitor.get(f"/en/calls.json{query}").json()["results"]] == ids
    lines = visitor.get(f"/en/calls.csv{query}").content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ids
    feed = feedparser.parse(visitor.get(f"/en/calls.atom{query}").content)
    assert not feed.bozo
    assert [entry.id.rsplit("/", 1)[-1] for entry in feed.entries] == ids
    code_of = {f"http://testserver{call.address_in('en')}": call.code for call in Call.objects.all()}
    in_calendar = {code_of[str(event["url"])] for event in calendar(visitor, query).walk("VEVENT")}
    assert in_calendar == {*ids} - {"undated"}  # without a date, there is nothing to put into a calendar


@pytest.mark.parametrize("field", ["closes_at", "ended_at"])
def test_what_closes_at_new_year_is_of_the_year_that_ends(visitor, field):
    ends = {field: datetime(2022, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))} | (
        {"end_reason": "budget"} if field == "ended_at" else {}
    )
    make_call(code="old", **ends)
    make_call(code="new", opens_at=datetime(2022, 1, 1, tzinfo=ZoneInfo("Europe/Paris")))
    found = {year: visitor.get(f"/en/calls.json?year={year}").json() for year in (2021, 2022)}
    assert {year: [row["id"] for row in one.get("results", [])] for year, one in found.items()} == {
        2021: ["old"],
        2022: ["new"],
    }


@pytest.mark.parametrize("ending", ["csv", "json", "atom", "ics"])
def test_a_query_that_is_not_understood_gives_no_row(visitor, ending):
    dated(name_en="Secret")
    response = visitor.get(f"/en/calls.{ending}?status=nonsense")
    assert response.status_code == 400
    assert "Secret" not in response.content.decode()


def test_moments_in_files_are_those_of_paris(visitor):
    dated()
    (row,) = visitor.get("/fr/appels.json").json()["results"]
    assert (row["opens_at"], row["closes_at"]) == ("2027-03-01T09:00:00+01:00", "2027-04-15T17:00:00+02:00")


def test_a_feed_is_that_of_one_language_and_of_one_instrument(visitor):
    instrument = make_instrument(code="first-steps")
    dated(instrument=instrument)
    dated(name_fr="Autre", name_en="Other")
    for language, path in {"fr": "/fr/appels.atom", "en": "/en/calls.atom"}.items():
        feed = feedparser.parse(visitor.get(f"{path}?instrument=first-steps").content)
        assert (feed.feed.language, [entry.title for entry in feed.entries]) == (
            language,
            [{"fr": "Appel", "en": "Call"}[language]],
        )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "<p>À venir</p><p>Ouverture le 1er mars 2027 à 9\u00a0h (heure de Paris, UTC+1)</p>"),
        ("en", "<p>Forthcoming</p><p>Opens on 1 March 2027 at 09:00 (Paris time, UTC+1)</p>"),
    ],
)
def test_an_entry_of_a_feed_says_where_the_call_stands_and_its_dates(visitor, language, said):
    dated(summary_fr="Le résumé.", summary_en="The summary.")
    (entry,) = feedparser.parse(
        visitor.get({"fr": "/fr/appels.atom", "en": "/en/calls.atom"}[language]).content
    ).entries
    assert entry.content[0].value.startswith(said)
    assert entry.content[0].value.endswith({"fr": "Le résumé.</p>", "en": "The summary.</p>"}[language])


# --- the calendar ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "names"), [("fr", ("Ouverture", "Clôture")), ("en", ("Opens", "Closes"))])
def test_an_opening_and_a_closing_are_two_events_in_the_language_of_the_feed(visitor, language, names):
    call = dated()
    found = list(events(visitor, language=language).values())
    spaces = {"fr": "\u00a0: Appel", "en": ": Call"}[language]
    assert [str(event["summary"]) for event in found] == [name + spaces for name in names]
    assert [event["dtstart"].dt for event in found] == [OPENS, CLOSES]
    assert {event["summary"].params["LANGUAGE"] for event in found} == {language}
    assert {str(event["url"]) for event in found} == {f"http://testserver{call.address_in(language)}"}
    assert {event["dtstamp"].dt for event in found} == {call.revised_at.replace(microsecond=0)}


def test_it_has_crlf_and_folded_lines(visitor):
    dated(name_en="é" * 120, summary_en="A long summary, " * 20)
    lines = visitor.get("/en/calls.ics").content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_the_same_calendar_twice_is_the_same(visitor):
    dated()
    assert visitor.get("/en/calls.ics").content == visitor.get("/en/calls.ics").content


def test_a_moved_deadline_moves_its_event(visitor):
    call = dated()
    before = events(visitor)["Closes: Call"]
    call.closes_at += 7 * DAY
    call.save()
    after = events(visitor)
    assert len(after) == 2
    assert after["Closes: Call"]["uid"] == before["uid"]
    assert after["Closes: Call"]["dtstart"].dt == CLOSES + 7 * DAY
    assert (before["sequence"], after["Closes: Call"]["sequence"]) == (0, 1)


def test_another_name_or_slug_keeps_the_event(visitor):
    call = dated()
    before = {str(event["uid"]) for event in events(visitor).values()}
    call.name_en, call.slug_en = "Renamed", "renamed"
    call.save()
    after = events(visitor)
    assert {str(event["uid"]) for event in after.values()} == before
    assert {event["sequence"] for event in after.values()} == {0}


def test_events_are_the_same_whichever_host_is_asked(visitor):
    dated()
    found = [
        Calendar.from_ical(visitor.get("/en/calls.ics", headers={"host": host}).content)
        for host in ("testserver", "localhost")
    ]
    first, second = ([str(part["uid"]) for part in each.walk() if "uid" in part] for each in found)
    assert (first, len(first)) == (second, 3)  # the calendar itself, and its two events


def test_the_two_events_of_all_calls_are_told_apart(visitor):
    for number in range(3):
        dated(name_en=f"Call {number}")
    uids = [str(event["uid"]) for event in calendar(visitor).walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 6


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("CONFIRMED", OPENS), ("CONFIRMED", CLOSES)]),
        ({"end_reason": "budget", "ended_at": CLOSES - DAY}, [("CONFIRMED", OPENS), ("CONFIRMED", CLOSES - DAY)]),
        ({"end_reason": "withdrawn", "ended_at": CLOSES - DAY}, [("CONFIRMED", OPENS), ("CANCELLED", CLOSES - DAY)]),
        ({"end_reason": "withdrawn", "ended_at": OPENS - DAY}, [("CANCELLED", OPENS), ("CANCELLED", OPENS - DAY)]),
        ({"end_reason": "withdrawn"}, [("CANCELLED", OPENS), ("CANCELLED", CLOSES)]),
        ({"opens_at": None}, [("CONFIRMED", CLOSES)]),
    ],
)
def test_an_early_end_moves_the_closing_or_cancels_it(visitor, fields, expected):
    dated(**fields)
    assert [(str(event["status"]), event["dtstart"].dt) for event in calendar(visitor).walk("VEVENT")] == expected


def test_a_calendar_without_dates_is_one_all_the_same(visitor):
    make_call(edition="2999")
    found = calendar(visitor)
    assert found.walk("VEVENT") == []
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_drafts_and_proposed_dates_are_in_no_calendar(visitor):
    dated(status="draft", dates_to_confirm=True)
    dated(publish_at=timezone.now() + DAY)
    assert calendar(visitor).walk("VEVENT") == []
