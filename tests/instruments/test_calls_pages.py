"""Calls as visitors see them: the list, one call, and what the other pages say of them."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from instruments import callwords
from instruments.models import Call, Criterion, Route, RuleSet
from tests.factories import make_call, make_fact, make_funding, make_instrument, make_source
from tests.instruments.test_pages import both_languages, every, growing, parse, words

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
LIST = {"fr": "/fr/appels/", "en": "/en/calls/"}
PAGE = {"fr": "/fr/appels/un-appel/", "en": "/en/calls/one-call/"}
PHASES = {
    "fr": ["Bientôt clos", "Ouvert", "À venir", "Aucune date annoncée", "Clos", "Archivé"],
    "en": ["Closing soon", "Open", "Forthcoming", "No date announced", "Closed", "Archived"],
}


def moment(days):
    return timezone.now() + days * DAY


def one_of_each(instrument):
    """A call in each phase, the last ones first."""
    kept = make_call(instrument, code="kept", status="archived", closes_at=moment(5))
    closed = make_call(instrument, code="closed", opens_at=moment(-9), closes_at=moment(-1))
    undated = make_call(instrument, code="undated")
    forthcoming = make_call(instrument, code="forthcoming", opens_at=moment(2), closes_at=moment(9))
    opened = make_call(instrument, code="opened", opens_at=moment(-2), closes_at=moment(40))
    soon = make_call(instrument, code="soon", opens_at=moment(-2), closes_at=moment(20))
    return [soon, opened, forthcoming, undated, closed, kept]


def named(**overrides):
    return make_call(slug_fr="un-appel", slug_en="one-call", **overrides)


def listed(visitor, language="en", query=""):
    """(heading, names of the calls) group by group, as the page shows them."""
    page = parse(visitor.get(LIST[language] + query))
    (listing,) = every(page, "div", "listing")
    groups = []
    for section in listing.iter("section"):
        heading = re.sub(r"\s*\d+$", "", words(section.find("h2")))
        groups.append((heading, [words(card.find("h3")) for card in every(section, "li", "call")]))
    return groups


def said(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    return words(parse(response))


# --- the list --------------------------------------------------------------------------------------------------------


@both_languages
def test_calls_stand_by_phase(visitor, language):
    calls = one_of_each(make_instrument())
    names = [getattr(call, f"name_{language}") for call in calls]
    assert listed(visitor, language) == [(phase, [name]) for phase, name in zip(PHASES[language], names, strict=True)]


@both_languages
def test_a_phase_is_a_word_and_not_a_colour_alone(visitor, language):
    one_of_each(make_instrument())
    (listing,) = every(parse(visitor.get(LIST[language])), "div", "listing")
    marks = [words(mark) for mark in every(listing, "span", "status")]
    assert marks[:6] == PHASES[language]


@both_languages
def test_an_empty_list_says_when_and_where_one_applies(visitor, language):
    make_fact(
        make_instrument(), (make_source(),), kind="application", text_fr="Par l'intranet.", text_en="By intranet."
    )
    text = said(visitor, LIST[language])
    assert {"fr": "Aucun appel n’est ouvert en ce moment", "en": "No call is open at present"}[language] in text
    assert {"fr": "Par l’intranet.", "en": "By intranet."}[language] in text
    assert PHASES[language][3] not in text  # the lead has said it


def test_what_can_be_answered_is_said_first(visitor):
    one_of_each(make_instrument())
    assert "2 calls are open." in said(visitor, LIST["en"])
    Call.objects.open().delete()
    assert "No call is open at present; 1 is announced." in said(visitor, LIST["en"])


def test_the_number_of_days_is_on_the_page(visitor):
    assert "A call closes soon from 21 days before its closing date." in said(visitor, LIST["en"])


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?status=open", ["opened"]),
        ("?status=closing-soon", ["soon"]),
        ("?instrument=other", ["elsewhere"]),
        ("?year=2020", ["elsewhere"]),
        ("?year=2020&status=open", []),
        ("?status=archived", ["kept"]),
        ("?status=nonsense", []),
        ("?year=20x0", []),
        ("?instrument=<script>", []),
        ("?status=open&status=closed", []),
    ],
)
def test_filters(visitor, query, codes):
    one_of_each(make_instrument())
    make_call(make_instrument(code="other"), code="elsewhere", edition="2020")
    response = visitor.get(f"/en/calls.json{query}")
    assert [row["id"] for row in response.json()["results"]] == codes
    assert visitor.get(LIST["en"] + query).status_code == 200


def test_a_value_that_is_not_understood_is_told_at_its_place(visitor):
    page = parse(visitor.get("/fr/appels/?status=demain"))
    assert [words(error) for error in every(page, "p", "filter-error")] == ["« demain » n’est pas dans la liste."]


def test_the_year_is_that_of_the_edition_else_of_the_opening_in_paris(visitor):
    make_call(code="edition", edition="2027-03", opens_at=datetime(2026, 11, 1, tzinfo=PARIS))
    make_call(code="new-year", opens_at=datetime(2027, 1, 1, 0, 30, tzinfo=PARIS))
    make_call(code="before", closes_at=datetime(2026, 12, 31, 23, 59, tzinfo=PARIS))
    found = {
        year: sorted(row["id"] for row in visitor.get(f"/en/calls.json?year={year}").json()["results"])
        for year in (2026, 2027)
    }
    assert found == {2026: ["before"], 2027: ["edition", "new-year"]}


# --- one call --------------------------------------------------------------------------------------------------------


@both_languages
def test_a_call_says_its_dates_in_the_time_of_paris(visitor, language):
    named(opens_at=datetime(2019, 1, 14, 9, 30, tzinfo=PARIS), closes_at=datetime(2019, 7, 1, 17, tzinfo=PARIS))
    text = said(visitor, PAGE[language]).replace("\u00a0", " ")
    opened = {
        "fr": "14 janvier 2019 à 9 h 30 (heure de Paris, UTC+1)",
        "en": "14 January 2019 at 09:30 (Paris time, UTC+1)",
    }
    closed = {
        "fr": "Clos le 1er juillet 2019 à 17 h (heure de Paris, UTC+2)",
        "en": "Closed on 1 July 2019 at 17:00 (Paris time, UTC+2)",
    }
    assert opened[language] in text
    assert closed[language] in text


def test_a_moment_is_marked_up_with_its_distance_from_utc(visitor):
    named(closes_at=datetime(2019, 7, 1, 23, 59, 59, tzinfo=PARIS))
    times = {time.get("datetime"): words(time) for time in parse(visitor.get(PAGE["en"])).iter("time")}
    assert times["2019-07-01T23:59:59+02:00"] == "1 July 2019 at 23:59:59 (Paris time, UTC+2)"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"opens_at": 1, "closes_at": 2}, ["Opens on", "Closes on"]),
        ({"opens_at": -1, "closes_at": 30}, ["Closes on"]),
        ({"opens_at": -1}, ["No closing date announced"]),
        ({"opens_at": -2, "closes_at": -1}, ["Closed on"]),
        ({"closes_at": 9, "end_reason": "budget"}, ["Ended early: the budget was spent"]),
        ({"closes_at": 9, "ended_at": -1, "end_reason": "budget"}, ["Ended early, on"]),
        ({"closes_at": 9, "ended_at": -1, "end_reason": "withdrawn"}, ["Withdrawn on"]),
        ({"end_reason": "withdrawn"}, ["Withdrawn"]),
        ({"edition": "2020"}, ["Dates not published"]),
        ({"edition": "2999"}, []),
        ({"status": "archived", "closes_at": 9}, []),
    ],
)
def test_what_is_said_of_its_dates(fields, expected):
    dates = {key: moment(value) if isinstance(value, int) else value for key, value in fields.items()}
    call = make_call(**dates)
    call.refresh_from_db()
    with override("en"):
        found = callwords.sentences(call)
    assert [sentence.message.partition(" %(moment)s")[0] for sentence in found] == expected


@both_languages
def test_a_call_takes_amount_conditions_and_how_to_apply_from_its_instrument(visitor, language):
    instrument, source = make_instrument(), make_source()
    make_funding(instrument, amount=60_000, years=5).sources.add(source)
    make_fact(instrument, (source,), kind="application", text_fr="Par l'intranet.", text_en="By intranet.")
    route = Route.objects.create(instrument=instrument, is_common=True)
    Criterion.objects.create(route=route, kind="award", value="erc-starting").sources.add(source)
    named(instrument=instrument, opens_at=moment(-1), closes_at=moment(40))
    text = said(visitor, PAGE[language])
    for expected in {
        "fr": ("60 000 € au total", "5 ans", "Par l’intranet.", "être titulaire d’une bourse ERC Starting"),
        "en": ("€60,000 in total", "5 years", "By intranet.", "hold an ERC Starting grant"),
    }[language]:
        assert expected in text


@pytest.mark.parametrize(
    ("received", "selected", "expected"),
    [(40, 10, ["40", "10", "25%"]), (43, 8, ["43", "8", "18.6%"]), (None, 8, ["8"])],
)
def test_results(visitor, received, selected, expected):
    named(closes_at=moment(-1), received=received, selected=selected)
    (results,) = every(parse(visitor.get(PAGE["en"])), "dl", "outcome")
    assert [words(value) for value in results.iter("dd")] == expected


def test_a_call_that_is_open_has_no_results_yet(visitor):
    named(closes_at=moment(1))
    assert every(parse(visitor.get(PAGE["en"])), "dl", "outcome") == []


def test_the_other_calls_of_the_instrument_are_there_but_no_draft(visitor):
    instrument = make_instrument()
    named(instrument=instrument)
    for status in ("draft", "review", "published", "archived"):
        make_call(instrument, name_en=f"The {status} one", status=status)
    cards = every(parse(visitor.get(PAGE["en"])), "li", "call")
    assert [words(card.find("h3")) for card in cards] == ["The published one", "The archived one"]


def test_a_call_that_is_over_says_what_changed_in_the_rules_since(visitor):
    instrument = make_instrument(code="tool")
    make_funding(instrument, amount=20_000)
    rules = {"mode": "call", "common": [], "routes": [], "funding": [["any", 10_000, False, "project", 1, False]]}
    named(instrument=instrument, closes_at=moment(-1))
    assert "those of the time of this call are not known here" in said(visitor, PAGE["en"])
    RuleSet.objects.create(digest="0" * 12, rules={"tool": rules}, since=moment(-9))
    text = said(visitor, PAGE["en"])
    assert "no longer: €10,000 in total, 1 year" in text
    assert "new: €20,000 in total, 1 year" in text


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_call_that_is_not_public_has_no_page(visitor, status):
    named(status=status)
    assert [visitor.get(path).status_code for path in PAGE.values()] == [404, 404]


def test_a_call_of_an_instrument_that_is_not_public_has_no_page(visitor):
    named(instrument=make_instrument(status="draft"))
    assert visitor.get(PAGE["en"]).status_code == 404
    assert visitor.get("/en/calls.json").json()["results"] == []


def test_an_archived_call_keeps_its_address(visitor):
    named(status="archived")
    assert "This page is archived" in said(visitor, PAGE["en"])


def test_the_slug_of_the_other_language_leads_to_the_right_page(visitor):
    named()
    assert visitor.get("/fr/appels/one-call/").headers["Location"] == PAGE["fr"]


# --- what other pages say --------------------------------------------------------------------------------------------


def next_date(visitor, path="/en/instruments/"):
    """The cells of the comparison's last row."""
    (table,) = parse(visitor.get(path)).iter("table")
    return [words(cell) for cell in list(table.find("tbody").iter("tr"))[-1].iter("td")]


def test_the_comparison_shows_what_is_open_before_what_comes(visitor):
    first, second, third = make_instrument(order=1), make_instrument(order=2), make_instrument(order=3)
    closes = datetime(2999, 7, 1, 17, tzinfo=PARIS)
    make_call(first, name_en="Now", closes_at=closes)
    make_call(first, name_en="Later", opens_at=closes)
    make_call(second, name_en="Next", opens_at=closes)
    make_call(second, name_en="After", opens_at=closes + DAY)
    make_call(third, name_en="Over", closes_at=moment(-1))
    make_call(third, name_en="Draft", closes_at=closes, status="draft")
    assert next_date(visitor) == [
        "Open Now Closes on 1 July 2999 at 17:00 (Paris time, UTC+2)",
        "Forthcoming Next Opens on 1 July 2999 at 17:00 (Paris time, UTC+2)",
        "No date announced",
    ]


@pytest.mark.parametrize(
    ("mode", "expected", "tile"),
    [
        ("call", "No date announced", "By call for proposals No date announced"),
        (
            "request",
            "No call: by a request for creation",
            "By a request for creation No call: by a request for creation",
        ),
        ("directed", "No call: chosen by the Directorate General", "Chosen by the Directorate General"),
    ],
)
def test_an_instrument_without_call_says_how_it_starts(visitor, mode, expected, tile):
    instrument = make_instrument(mode=mode)
    assert next_date(visitor) == [expected]
    page = "".join(said(visitor, instrument.address_in("en")).split())
    assert "".join(f"How{tile}".split()) in page


def test_earlier_openings_are_an_estimate_and_no_date(visitor):
    instrument = make_instrument()
    for year in (2016, 2017, 2018, 2019):
        make_call(
            instrument,
            opens_at=datetime(year, 3, 31, 23, 30, tzinfo=ZoneInfo("UTC")),  # in Paris, it is April
            closes_at=datetime(year, 9, 1, tzinfo=PARIS),
        )
    text = said(visitor, instrument.address_in("en"))
    assert "The last calls opened in: April 2019, April 2018, April 2017. estimate" in text
    calendar = visitor.get("/en/calls.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 8
    make_call(instrument, closes_at=moment(1))
    assert "estimate" not in said(visitor, instrument.address_in("en"))


def test_the_finder_names_no_call_that_is_over(visitor):
    instrument = make_instrument()
    for call in one_of_each(instrument):
        call.name_en = f"The {call.code} one"
        call.save()
    text = said(visitor, "/en/instruments/find/?affiliation=inserm")
    assert list(dict.fromkeys(re.findall(r"The (\w+) one", text))) == ["soon", "opened", "forthcoming", "undated"]


# --- queries ---------------------------------------------------------------------------------------------------------


@growing
def test_a_list_of_calls_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    instrument, source = make_instrument(), make_source()
    make_fact(instrument, (source,), kind="application")
    for number in range(rows):
        make_call(instrument, opens_at=moment(number), edition="2027").sources.add(source)
    with django_assert_num_queries(16):
        visitor.get(LIST["en"])
    with django_assert_num_queries(2):
        visitor.get("/en/calls.ics")


@growing
def test_a_call_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    instrument, source = make_instrument(), make_source()
    call = named(instrument=instrument, closes_at=moment(-1))
    RuleSet.objects.create(digest="0" * 12, rules={}, since=moment(-9))
    for number in range(rows):
        make_call(instrument, opens_at=moment(-number - 1))
        make_fact(instrument, (source,), kind="application")
        route = Route.objects.create(instrument=instrument, order=number)
        Criterion.objects.create(route=route, kind="award", value="atip-avenir").sources.add(source)
    call.sources.add(source)
    make_funding(instrument).sources.add(source)
    with django_assert_num_queries(21):
        visitor.get(PAGE["en"])


# --- where to apply --------------------------------------------------------------------------------------------------


@both_languages
def test_a_call_leads_to_its_text_and_to_who_answers(visitor, language):
    call = named(link="https://example.org/call", contact="appels@example.org")
    text = visitor.get(call.get_absolute_url(language)).content.decode()
    assert [words in text for words in ('href="https://example.org/call"', 'href="mailto:appels@example.org"')] == [
        True,
        True,
    ]
