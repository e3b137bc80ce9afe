"""The finder as a visitor asks it, on the real content: verdicts, amounts, one address per case."""

import random
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from instruments import answers, finder
from instruments.eligibility import Profile, Span, assess
from instruments.rules import sheets
from sites.atlas.feature import FRENCH
from sites.models import Country
from tests.instruments.finder_pages import (
    LANGUAGES,
    PAGES,
    all_questions,
    asked_json,
    get,
    named,
    parse,
    query_of,
    typed,
    words,
)
from tests.instruments.profiles import GOLDEN, ON, asked, expected

# What is judged is judged in Python, from rows that other tests read on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content", "unchanging")]


# --- verdicts and amounts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "letters", "irp"), GOLDEN)
def test_every_case_gets_its_verdicts_and_amounts_in_both_languages(case, letters, irp):
    for language in LANGUAGES:
        found = asked_json(language, query_of(asked(case)))
        assert "errors" not in found
        assert {each["instrument"]: each["verdict"] for each in found["verdicts"]} == expected(letters)
        amounts = {each["instrument"]: each["amount"] and each["amount"]["value"] for each in found["verdicts"]}
        assert amounts == {"first-steps": 10_000, "irp": irp, "joint-lab": 20_000, "kip": None, "tcp": None}


def test_the_page_says_what_the_json_says():
    for case, letters, _ in GOLDEN[4:6]:
        for language in LANGUAGES:
            tree = parse(get(language, query_of(asked(case))))
            found = [each.get("class").split()[1] for each in tree.iter("article")]
            assert sorted(found) == sorted(f"verdict-{fit}" for fit in expected(letters).values())


def test_amounts_are_said_with_their_kind_and_duration():
    irp = asked_json("en", "partner=DE&partner=US")["verdicts"][1]
    assert irp["amount"] is None
    assert [
        (rule["value"], rule["ceiling"], rule["basis"], rule["years"], rule["zone"]) for rule in irp["amounts"]
    ] == [
        (60_000, True, "project", 5, "europe"),
        (75_000, True, "project", 5, "outside-europe"),
    ]
    page = words(parse(get("en", "partner=DE&partner=US")))
    assert "up to €60,000 in total with partners in Europe" in page.replace("Up to", "up to")
    assert "The partners are in both zones: no source says which amount then applies." in page
    assert "€20,000 per year" in page


def test_a_limit_tells_its_day_in_both_languages():
    case = "position=crcn&recruited=2022-03-15&on=2026-11-21"
    assert "until 14 March 2027" in words(parse(get("en", case)))
    assert "jusqu’au 14 mars 2027" in words(parse(get("fr", case))).replace("\N{NO-BREAK SPACE}", " ")


def codes(result):
    """All that the JSON says of every instrument, words left out."""
    return [
        {
            **{key: verdict[key] for key in ("instrument", "verdict", "amount", "amounts")},
            "criteria": [[each[key] for key in ("code", "state", "route")] for each in verdict["criteria"]],
            "changes": [[each[key] for key in ("key", "value", "verdict", "query")] for each in verdict["changes"]],
            "assumptions": [each["code"] for each in verdict["assumptions"]],
        }
        for verdict in finder.payload(result, "")["verdicts"]
    ]


def sampled(count, countries):
    """Cases drawn from every answer of every question, blanks included; the same ones each time."""
    draw = random.Random(2026)
    options = {
        "affiliation": ("", "inserm", "inserm", "foreign", "other"),
        "history": ("", "new", "emerging", "established"),
        "partner_kind": ("", "team", "laboratory", "institution"),
        "partners": ("", "0", "1", "1", "2", "12"),
        "position": ("", "crcn", "crcn", "other-permanent", "non-permanent"),
        "recruited": ("", "2015", "2021", "2021-11", "2021-11-21", "2021-11-22", "2024-02-29", "2025"),
        "award": ("", "none", "atip-avenir", "erc-starting"),
        "on": (ON, "2026-03-01", "2029-02-28", ""),
    }
    for _ in range(count):
        pairs = {key: [draw.choice(values)] for key, values in options.items()}
        pairs["partner"] = draw.choices(("", *countries), k=draw.randint(0, 2))
        yield query_of(pairs)


def test_both_languages_give_the_same_codes_and_amounts():
    """300 cases through form, words and JSON; 3,000 through the rules, below."""
    countries = dict(Country.objects.exclude(code__in=FRENCH).values_list("code", "zone"))
    by_language = {}
    for language in LANGUAGES:
        with override(language):
            found = sheets()
            forms = [answers.FinderForm(QueryDict(case), countries) for case in sampled(300, countries)]
            assert [form.errors for form in forms if not form.is_valid()] == []
            by_language[language] = [codes(finder.Result(form, found)) for form in forms]
    assert by_language["fr"] == by_language["en"]
    fits = {verdict["verdict"] for case in by_language["fr"] for verdict in case}
    assert fits == {"fits", "may-fit", "does-not-fit", "not-open"}


def test_three_thousand_cases_are_judged_alike_in_both_languages():
    draw = random.Random(2026)
    days = [date(2015, 1, 1) + timedelta(draw.randrange(4_500)) for _ in range(100)]
    options = {
        "affiliation": (None, "inserm", "inserm", "foreign", "other"),
        "history": (None, "new", "emerging", "established"),
        "partner_kind": (None, "team", "laboratory", "institution"),
        "partners": (None, 0, 1, 1, 2, 12),
        "position": (None, "crcn", "crcn", "other-permanent", "non-permanent"),
        "recruited": (None, *(Span(day, day + timedelta(draw.choice((0, 27, 364)))) for day in days)),
        "awards": (None, frozenset(), frozenset({"atip-avenir"}), frozenset({"erc-starting"})),
        "zones": (None, frozenset({"europe"}), frozenset({"outside-europe"}), frozenset({"europe", "outside-europe"})),
    }
    cases = [Profile(**{key: draw.choice(values) for key, values in options.items()}) for _ in range(3_000)]
    found = {}
    for language in LANGUAGES:
        with override(language):
            rules = [sheet.rules for sheet in sheets()]
        found[language] = [[assess(each, case, date(2026, 11, 21)) for each in rules] for case in cases]
    assert found["fr"] == found["en"]
    assert {len(verdicts) for verdicts in found["fr"]} == {5}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_a_suggested_answer_gives_the_verdict_announced(language):
    followed = 0
    for case, *_ in GOLDEN[4 + LANGUAGES.index(language) :: 2]:  # every other case in each language
        for verdict in asked_json(language, query_of(asked(case)))["verdicts"]:
            for change in verdict["changes"]:
                after = asked_json(language, change["query"])
                assert "errors" not in after
                now = {each["instrument"]: each["verdict"] for each in after["verdicts"]}
                assert now[verdict["instrument"]] == change["verdict"]
                followed += 1
    assert followed > 20


# --- one case, one address --------------------------------------------------------------------------------------------


def test_answers_may_be_written_in_more_ways_than_one():
    for query in (
        "partner=de&recruited=11/2021",
        "partner=DE&partner=de&recruited=%202021-11%20",
        "partner=de&recruited=2021-11&partners=",
    ):
        found = asked_json("en", query)
        assert (found["profile"]["partner"], "errors" in found) == (["DE"], False)
        assert found["verdicts"][1]["amount"]["value"] == 60_000
    selected = [typed(control) for control in named(parse(all_questions("en", "partner=de")), "partner")]
    assert selected == ["DE", ""]


def test_zero_partners_is_an_answer():
    assert asked_json("en", "partners=0")["profile"] == {"partners": 0}
    assert typed(named(parse(all_questions("en", "partners=0")), "partners")[0]) == "0"


def test_a_day_in_the_french_way_fills_the_date_control():
    [control] = named(parse(all_questions("fr", "on=14/03/2027")), "on")
    assert (control.get("type"), typed(control)) == ("date", "2027-03-14")


@pytest.mark.parametrize("language", LANGUAGES)
def test_blank_answers_are_dropped_by_a_redirect_to_the_sorted_address(language):
    answer = Client().get(
        PAGES[language], QUERY_STRING="position=&history=new&partner=US&partner=&affiliation=inserm&on=+"
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{PAGES[language]}?affiliation=inserm&history=new&partner=US"
    nothing = Client().get(PAGES[language], QUERY_STRING="position=&on=")
    assert nothing.headers["Location"] == PAGES[language]
    assert Client().get(PAGES[language], QUERY_STRING="history=new&affiliation=inserm").status_code == 200


def test_the_address_to_keep_gives_the_same_page_again():
    for case in ("partner=US&history=new&partner=DE&award=none", "affiliation=inserm&affiliation=foreign"):
        tree = parse(get("en", case))
        kept = next(a.get("href") for p in tree.iter("details") if "finder-keep" in p.get("class") for a in p.iter("a"))
        assert sorted(parse_qs(urlsplit(kept).query)) == sorted([*parse_qs(case), "rules"])
        again = parse(get("en", urlsplit(kept).query))
        assert [each.get("class") for each in again.iter("article")] == [
            each.get("class") for each in tree.iter("article")
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_keep_a_page_out_of_search_engines(language):
    def robots(query):
        return [
            found.get("content") for found in parse(get(language, query)).iter("meta") if found.get("name") == "robots"
        ]

    assert robots("history=new") == ["noindex"]
    assert robots("history=nonsense") == ["noindex"]
    assert robots("") == []
    assert get(language, "history=new", ".json").headers["X-Robots-Tag"] == "noindex"


def test_no_cookie_and_no_answer_in_a_cache_of_others():
    for language in LANGUAGES:
        for ending in ("/", ".json"):
            response = get(language, "history=new", ending)
            assert "Set-Cookie" not in response.headers
            assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_the_language_switch_keeps_the_answers(language, other):
    query = "affiliation=inserm&history=new&partner=DE&partner=US&recruited=2021-11"
    links = [a.get("href") for a in parse(get(language, query)).iter("a") if a.get("data-portal-language") is not None]
    assert {(urlsplit(link).path, urlsplit(link).query) for link in links} == {(PAGES[other], query)}
    tree = parse(all_questions(other, query))
    assert [typed(control) for control in named(tree, "partner")] == ["DE", "US", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_a_way_back_to_its_question(language):
    tree = parse(get(language, "history=new&partner=DE&partner=US&on=2026-11-21"))
    answered = next(found for found in tree.iter("dl") if found.get("class") == "your-answers")
    ways = [parse_qs(urlsplit(a.get("href")).query) for a in answered.iter("a")]
    assert [way.pop("step") for way in ways] == [["2"], ["3"], ["all"]]
    for way in ways:
        way.pop("rules")
        assert way == {"history": ["new"], "partner": ["DE", "US"], "on": ["2026-11-21"]}
