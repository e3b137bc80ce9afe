"""What closes at 00:00 closes, for a reader, on the day before at midnight; values for machines keep the moment."""

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.utils.translation import override
from icalendar import Calendar

from instruments import callwords
from portal.core.text import numbers
from tests.factories import make_call, make_instrument
from tests.instruments.test_calls_pages import LIST, PAGE, named, said
from tests.instruments.test_pages import both_languages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PARIS = ZoneInfo("Europe/Paris")
MIDNIGHT = datetime(2097, 3, 1, tzinfo=PARIS)
OPENS = datetime(2020, 3, 1, tzinfo=PARIS)
SECOND = timedelta(seconds=1)
WORDS = {
    "fr": "28 février 2097, minuit (heure de Paris, UTC+1)",
    "en": "28 February 2097, midnight (Paris time, UTC+1)",
}


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (MIDNIGHT, WORDS["fr"], WORDS["en"]),
        (MIDNIGHT.astimezone(ZoneInfo("America/New_York")), WORDS["fr"], WORDS["en"]),
        (
            MIDNIGHT - SECOND,
            "28 février 2097 à 23 h 59 min 59 s (heure de Paris, UTC+1)",
            "28 February 2097 at 23:59:59 (Paris time, UTC+1)",
        ),
        (
            datetime(2027, 3, 1, 17, tzinfo=PARIS),
            "1er mars 2027 à 17 h (heure de Paris, UTC+1)",
            "1 March 2027 at 17:00 (Paris time, UTC+1)",
        ),
        (
            datetime(2027, 1, 1, tzinfo=PARIS),
            "31 décembre 2026, minuit (heure de Paris, UTC+1)",
            "31 December 2026, midnight (Paris time, UTC+1)",
        ),
        (
            datetime(2028, 3, 1, tzinfo=PARIS),
            "29 février 2028, minuit (heure de Paris, UTC+1)",
            "29 February 2028, midnight (Paris time, UTC+1)",
        ),
        (
            datetime(2027, 7, 2, tzinfo=PARIS),
            "1er juillet 2027, minuit (heure de Paris, UTC+2)",
            "1 July 2027, midnight (Paris time, UTC+2)",
        ),
        # The clocks change in the night that ends this day, three hours after its end.
        (
            datetime(2027, 3, 28, tzinfo=PARIS),
            "27 mars 2027, minuit (heure de Paris, UTC+1)",
            "27 March 2027, midnight (Paris time, UTC+1)",
        ),
    ],
)
def test_the_end_of_a_day_in_words(moment, french, english):
    for language, expected in (("fr", french), ("en", english)):
        with override(language):
            assert numbers.end(moment).replace("\u00a0", " ") == expected


def test_what_opens_at_midnight_opens_that_day():
    with override("en"):
        assert numbers.moment(MIDNIGHT) == "1 March 2097 at 00:00 (Paris time, UTC+1)"


# --- pages, feeds, calendars -----------------------------------------------------------------------------------------

EARLY = {"closes_at": MIDNIGHT + timedelta(days=30), "ended_at": MIDNIGHT}
STATES = [
    pytest.param({"closes_at": MIDNIGHT}, ("Clôture le", "Closes on"), id="closes"),
    pytest.param({**EARLY, "end_reason": "budget"}, ("Clôture le", "Closes on"), id="will end early"),
    pytest.param({"closes_at": OPENS.replace(year=2021)}, ("Clos le", "Closed on"), id="closed"),
    pytest.param(
        {"closes_at": MIDNIGHT, "ended_at": OPENS.replace(year=2021), "end_reason": "budget"},
        ("Clos avant l’heure, le", "Ended early, on"),
        id="ended early",
    ),
    pytest.param(
        {"closes_at": MIDNIGHT, "ended_at": OPENS.replace(year=2021), "end_reason": "withdrawn"},
        ("Retiré le", "Withdrawn on"),
        id="withdrawn",
    ),
]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@both_languages
@pytest.mark.parametrize(("dates", "words"), STATES)
def test_pages_feed_and_calendar_say_the_evening_before(visitor, language, dates, words):
    call = named(opens_at=OPENS, **dates)
    ends = call.dates.ends_at.astimezone(PARIS)
    year, words = ends.year, words[language == "en"]
    day = {"fr": f"28 février {year}, minuit", "en": f"28 February {year}, midnight"}[language]
    pages = [plain(said(visitor, path[language])) for path in (LIST, PAGE)]
    assert [f"{words} {day}" in page for page in pages] == [True, True]
    iso = call.closes_at.astimezone(PARIS).isoformat(timespec="seconds")  # the moment itself, for machines
    assert f'<time datetime="{iso}">' in visitor.get(PAGE[language]).content.decode()
    paths = {"fr": "/fr/appels", "en": "/en/calls"}
    (entry,) = feedparser.parse(visitor.get(f"{paths[language]}.atom").getvalue()).entries
    assert day in plain(html.unescape(entry.content[0].value))
    events = Calendar.from_ical(visitor.get(f"{paths[language]}.ics").content).walk("VEVENT")
    assert all(day in plain(str(event["description"])) for event in events)


@both_languages
@pytest.mark.parametrize("dates", [{"closes_at": MIDNIGHT}, {**EARLY, "end_reason": "budget"}])
def test_in_a_calendar_it_stands_on_the_day_before_and_ends_at_the_moment(visitor, language, dates):
    named(opens_at=OPENS, **dates)
    path = {"fr": "/fr/appels.ics", "en": "/en/calls.ics"}[language]
    opens, closes = Calendar.from_ical(visitor.get(path).content).walk("VEVENT")
    assert (opens["dtstart"].dt, "dtend" in opens) == (OPENS, False)
    assert closes["dtstart"].dt.astimezone(PARIS).date() == date(2097, 2, 28)
    assert closes["dtend"].dt == MIDNIGHT


def test_what_closes_at_another_hour_stands_at_its_moment(visitor):
    noon = MIDNIGHT.replace(hour=12)
    named(closes_at=noon)
    (closes,) = Calendar.from_ical(visitor.get("/en/calls.ics").content).walk("VEVENT")
    assert (closes["dtstart"].dt, "dtend" in closes) == (noon, False)


@both_languages
def test_the_page_s_facts_and_the_instrument_say_it_too(visitor, language):
    instrument = make_instrument(slug_fr="outil", slug_en="tool")
    named(instrument=instrument, opens_at=OPENS, closes_at=MIDNIGHT)
    assert plain(said(visitor, PAGE[language])).count(WORDS[language]) >= 2  # beside its status, and among its facts
    page = {"fr": "/fr/instruments/outil/", "en": "/en/instruments/tool/"}[language]
    assert WORDS[language] in plain(said(visitor, page))


# --- what is for machines, and what counts ---------------------------------------------------------------------------


def test_machines_are_given_the_moment(visitor):
    named(opens_at=OPENS, closes_at=MIDNIGHT)
    moment = "2097-03-01T00:00:00+01:00"
    assert visitor.get("/en/calls.json").json()["results"][0]["closes_at"] == moment
    assert moment in visitor.get("/fr/appels.csv").content.decode()
    given = visitor.get("/api/v1/calls/").json()["results"][0]["closes_at"]
    assert datetime.fromisoformat(given) == MIDNIGHT
    told = re.search(r'"endDate": ?"([^"]+)"', visitor.get(PAGE["en"]).content.decode()).group(1)
    assert datetime.fromisoformat(told) == MIDNIGHT


def test_it_is_open_to_the_last_second_of_the_day():
    call = make_call(opens_at=OPENS, closes_at=MIDNIGHT)
    assert [call.phase(on) for on in (MIDNIGHT - SECOND, MIDNIGHT)] == ["closing-soon", "closed"]
    with override("en"):
        assert str(*callwords.sentences(call, MIDNIGHT)) == f"Closed on {WORDS['en']}"
