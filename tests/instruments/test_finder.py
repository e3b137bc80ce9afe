"""The finder as a visitor asks it, on the real content: verdicts, amounts, mistakes, links kept from other days."""

import random
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from instruments import answers, finder, versions
from instruments.eligibility import Profile, Span, assess
from instruments.models import Call, Criterion, FundingRule, Instrument, RuleSet
from instruments.rules import sheets
from portal.core.content.load import load
from sites.models import Country
from tests.factories import make_country, make_instrument, make_source
from tests.instruments.profiles import GOLDEN, ON, asked, expected

pytestmark = pytest.mark.django_db
PAGES = {"fr": "/fr/instruments/trouver/", "en": "/en/instruments/find/"}
LANGUAGES = ("fr", "en")
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture(scope="module", autouse=True)
def site(django_db_setup, django_db_blocker):
    """The real content, loaded once and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.CONTENT_DIR)
        yield
        transaction.set_rollback(True)


def get(language, query, ending="/"):
    """The answer to a query as typed in an address bar."""
    response = Client().get(f"{PAGES[language].rstrip('/')}{ending}", QUERY_STRING=query)
    assert response.status_code == 200
    return response


def asked_json(language, query):
    return get(language, query, ".json").json()


def parse(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    return " ".join("".join(element.itertext()).split())


def with_id(tree, wanted):
    return next(found for found in tree.iter() if isinstance(found.tag, str) and found.get("id") == wanted)


def named(tree, name):
    """The controls that give the answers of one question."""
    form = next(found for found in tree.iter("form") if found.get("data-portal-finder") is not None)
    return [found for found in form.iter() if isinstance(found.tag, str) and found.get("name") == name]


def typed(control):
    """What a control holds; "" for an empty one."""
    if control.tag == "select":
        return next((option.get("value") for option in control if option.get("selected") is not None), "")
    if control.get("type") == "checkbox":
        return control.get("value") if control.get("checked") is not None else ""
    return control.get("value")


def query_of(data):
    return answers.query({key: [str(value) for value in values] for key, values in data.items()})


# --- verdicts and amounts --------------------------------------------------------------------------------------------


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
    draw = random.Random(2026)  # noqa: S311
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
    """300 cases through form, words and JSON; 10,000 through the rules, below."""
    countries = dict(Country.objects.exclude(code="FR").values_list("code", "zone"))
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


def test_ten_thousand_cases_are_judged_alike_in_both_languages():
    draw = random.Random(2026)  # noqa: S311
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
    cases = [Profile(**{key: draw.choice(values) for key, values in options.items()}) for _ in range(10_000)]
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
    for case, *_ in GOLDEN[4:]:
        for verdict in asked_json(language, query_of(asked(case)))["verdicts"]:
            for change in verdict["changes"]:
                after = asked_json(language, change["query"])
                assert "errors" not in after
                now = {each["instrument"]: each["verdict"] for each in after["verdicts"]}
                assert now[verdict["instrument"]] == change["verdict"]
                followed += 1
    assert followed > 20


# --- what is typed wrongly -------------------------------------------------------------------------------------------

KEPT = "history=established&partner_kind=laboratory"  # two right answers, still judged beside the wrong one
LONG = "x" * 6_000
WRONG = [
    *((key, f"{key}=nonsense") for key in ("affiliation", "position", "award", "partner", "recruited", "on")),
    *((key, f"{key}={LONG}") for key in ("affiliation", "position", "award", "partner", "partners", "recruited", "on")),
    *((key, f"{key}=%00a") for key in ("affiliation", "award", "partner", "partners", "recruited", "on")),
    *((key, f"{key}=%ff%fe") for key in ("affiliation", "award", "partner", "partners", "recruited", "on")),
    *(
        (key, f"{key}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        for key in ("affiliation", "award", "partner", "partners", "recruited", "on")
    ),
    *(("recruited", f"recruited={text}") for text in ("2021-13-45", "31/02/2024", "0000", "0000-01-01", "2021-00")),
    *(("recruited", f"recruited={text}") for text in ("2021-05-00", "00/05/2021", "1899", "2101", "21", "2021-1-1-1")),
    ("recruited", "recruited=2030-01-01&on=2026-11-21"),
    ("recruited", "recruited=2020&recruited=2021"),
    *(("on", f"on={text}") for text in ("2021-13-45", "31/02/2024", "0000-01-01", "1899-12-31", "2101-01-01", "2026")),
    ("on", "on=2026-01-01&on=2027-01-01"),
    *(("partners", f"partners={text}") for text in ("-3", "1e9", "1000000000", "1.5", "one", "9" * 5_000)),
    ("partners", "partners=1&partners=2"),
    ("affiliation", "affiliation=inserm&affiliation=foreign"),
    ("affiliation", "affiliation=Inserm"),
    ("award", "award=none&award=atip-avenir"),
    ("award", "award=atip-avenir&award=nobel"),
    ("partner", "partner=FR"),
    ("partner", "partner=fr"),
    ("partner", "partner=zz"),
    ("partner", "partner=DE&partner=ZZ"),
    ("partner", "partner=DEU"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("field", "query"), WRONG, ids=[query[:40] for _, query in WRONG])
def test_a_wrong_answer_is_told_at_its_field_and_the_rest_is_judged(language, field, query):
    tree = parse(get(language, f"{KEPT}&{query}"))
    controls = named(tree, field)
    wrong = [control for control in controls if control.get("aria-invalid") == "true"]
    assert wrong
    for control in wrong:
        assert f"error-{field}" in control.get("aria-describedby").split()
    message = words(with_id(tree, f"error-{field}"))
    assert 5 < len(message) < 250
    others = {found.get("name") for found in tree.iter() if found.get("aria-invalid") == "true"} - {field}
    assert others == set()
    given = parse_qs(query)[field]
    shown = [typed(control) for control in controls if typed(control)]
    expected = given[-1:] if field not in ("award", "partner") else given
    assert sorted(shown) == sorted(
        value.upper() if len(value) == 2 and field == "partner" else value
        for value in (text.replace("\0", "\N{REPLACEMENT CHARACTER}") for text in expected)
    )
    assert len([each for each in tree.iter("article") if "verdict-does-not-fit" in each.get("class")]) == 2
    assert [script for script in tree.iter("script") if script.text] == []


@pytest.mark.parametrize(("field", "query"), WRONG, ids=[query[:40] for _, query in WRONG])
def test_a_wrong_answer_stands_among_the_errors_of_the_json(field, query):
    for language in LANGUAGES:
        found = asked_json(language, f"{KEPT}&{query}")
        assert list(found["errors"]) == [field]
        assert all(0 < len(message) < 120 for message in found["errors"][field])
        assert found["profile"]["history"] == "established"
        assert [each["verdict"] for each in found["verdicts"]][:2] == ["does-not-fit", "does-not-fit"]


def test_wrong_in_every_field_at_once_is_nine_messages():
    keys = ("affiliation", "history", "partner_kind", "partners", "position", "recruited", "award", "partner", "on")
    query = "&".join(f"{key}={LONG}" for key in keys)
    for language in LANGUAGES:
        assert sorted(asked_json(language, query)["errors"]) == sorted(keys)
        assert len([e for e in parse(get(language, query)).iter() if e.get("aria-invalid") == "true"]) >= 9


def test_messages_are_in_the_readers_language():
    assert asked_json("fr", "recruited=2021-13-45")["errors"] == {"recruited": ["Cette date n'existe pas."]}
    assert asked_json("en", "recruited=2021-13-45")["errors"] == {"recruited": ["This date does not exist."]}
    assert asked_json("fr", "partners=-3")["errors"] == {"partners": ["Donnez un nombre entier, de 0 à 999."]}
    assert asked_json("en", "partners=1e9")["errors"] == {"partners": ["Give a whole number from 0 to 999."]}


def test_keys_that_nobody_asked_for_and_other_methods():
    assert asked_json("en", "history=new&foo=bar&__proto__=1&history[]=x")["profile"] == {"history": "new"}
    assert Client().post(PAGES["en"]).status_code == 405
    assert Client().head(PAGES["en"]).status_code == 200


# --- one case, one address -------------------------------------------------------------------------------------------


def test_answers_may_be_written_in_more_ways_than_one():
    for query in (
        "partner=de&recruited=11/2021",
        "partner=DE&partner=de&recruited=%202021-11%20",
        "partner=de&recruited=2021-11&partners=",
    ):
        found = asked_json("en", query)
        assert (found["profile"]["partner"], "errors" in found) == (["DE"], False)
        assert found["verdicts"][1]["amount"]["value"] == 60_000
    selected = [typed(control) for control in named(parse(get("en", "partner=de")), "partner")]
    assert selected == ["DE", ""]


def test_zero_partners_is_an_answer():
    assert asked_json("en", "partners=0")["profile"] == {"partners": 0}
    assert typed(named(parse(get("en", "partners=0")), "partners")[0]) == "0"


def test_a_day_in_the_french_way_fills_the_date_control():
    [control] = named(parse(get("fr", "on=14/03/2027")), "on")
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
        kept = next(a.get("href") for p in tree.iter("p") if p.get("class") == "finder-keep" for a in p.iter("a"))
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
    tree = parse(get(other, query))
    assert [typed(control) for control in named(tree, "partner")] == ["DE", "US", ""]


def test_chips_take_one_answer_away():
    tree = parse(get("en", "history=new&partner=DE&partner=US"))
    dropped = [parse_qs(urlsplit(a.get("href")).query) for a in tree.iter("a") if a.get("class") == "chip-drop"]
    for without in dropped:
        without.pop("rules")
    assert dropped == [
        {"partner": ["DE", "US"]},
        {"history": ["new"], "partner": ["US"]},
        {"history": ["new"], "partner": ["DE"]},
    ]


# --- what the public does not see ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_an_instrument_that_is_not_public_is_not_judged(status):
    hidden = make_instrument(code="secret", status=status, name_en="Secret thing", name_fr="Chose secrète")
    hidden.routes.create(is_common=True).criteria.create(kind="affiliation", value="inserm")
    for language in LANGUAGES:
        assert len(asked_json(language, "affiliation=inserm")["verdicts"]) == 5
        for page in (
            get(language, ""),
            Client().get({"fr": "/fr/instruments/regles/", "en": "/en/instruments/rules/"}[language]),
        ):
            assert "secret" not in page.content.decode().lower()
            assert "secrète" not in page.content.decode().lower()


def test_what_no_source_describes_any_more_is_not_judged():
    assert "umi" not in [each["instrument"] for each in asked_json("en", "")["verdicts"]]
    assert Instrument.objects.filter(mode="historic", status="published").count() == 2


def test_only_published_calls_are_named():
    instrument = Instrument.objects.get(code="irp")
    for status in ("draft", "review", "archived", "published"):
        Call.objects.create(
            code=f"call-{status}",
            status=status,
            instrument=instrument,
            edition="2027",
            name_fr=f"Appel {status}",
            name_en=f"Call {status}",
            slug_fr=f"appel-{status}",
            slug_en=f"call-{status}",
        )
    calls = re.findall(r"Call (draft|review|archived|published)", get("en", "").content.decode())
    assert set(calls) == {"published"}


def test_a_condition_in_words_for_every_answer_an_editor_may_choose():
    route = make_instrument(code="wide").routes.create(is_common=True)
    for kind, value in (("affiliation", "inserm,foreign,other"), ("position", "crcn,other-permanent,non-permanent")):
        route.criteria.create(kind=kind, value=value)
    for language in LANGUAGES:
        [wide] = [each for each in asked_json(language, "")["verdicts"] if each["instrument"] == "wide"]
        assert [text for each in wide["criteria"] if re.search(r"\w: \w+", text := each["text"])] == []


def test_the_same_condition_in_two_routes_keeps_its_own_source():
    instrument = make_instrument(code="twice")
    for number in (1, 2):
        criterion = instrument.routes.create(order=number).criteria.create(kind="position", value="crcn")
        criterion.sources.add(make_source(publisher=f"Publisher {number}"))
    [twice] = [each for each in asked_json("en", "")["verdicts"] if each["instrument"] == "twice"]
    assert [(each["code"], each["source"][:11], each["route"]) for each in twice["criteria"]] == [
        ("position:crcn", "Publisher 1", 1),
        ("position:crcn:2", "Publisher 2", 2),
    ]


def queries(path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_queries_do_not_grow(rows):
    instrument = make_instrument(code="full")
    route = instrument.routes.create(order=1)
    criteria = Criterion.objects.bulk_create(
        Criterion(route=route, kind="partners-min", value=str(number)) for number in range(rows)
    )
    for number in range(rows):
        source = make_source()
        criteria[number].sources.add(source)
        make_country(
            code=f"{number // 36}{ALPHABET[number % 36]}",
            slug_fr=f"p-{number}",
            slug_en=f"c-{number}",
            name_fr=f"P{number}",
            name_en=f"C{number}",
        )
    FundingRule.objects.create(instrument=instrument, amount=1).sources.add(source)
    query = "affiliation=inserm&partner=DE&partners=2"
    found = {
        path: queries(path)
        for language in LANGUAGES
        for path in (f"{PAGES[language]}?{query}", f"{PAGES[language].rstrip('/')}.json?{query}")
    }
    assert list(found.values()) == [4, 4, 4, 4]


# --- links made under other rules ------------------------------------------------------------------------------------


def banner(language, version):
    return [words(found) for found in parse(get(language, f"history=new&rules={version}")).iter("aside")]


def test_a_link_made_under_older_rules_names_what_changed():
    RuleSet.objects.all().delete()
    old = versions.record()
    Criterion.objects.filter(kind="recruited-under-years").update(value="7")
    FundingRule.objects.filter(instrument__code="joint-lab").update(amount=25_000)
    [english], [french] = banner("en", old.digest), banner("fr", old.digest)
    for text in (
        "First Steps",
        "recruited less than 5 years ago",
        "less than 7 years",
        "Joint Lab",
        "€20,000",
        "€25,000",
    ):
        assert text in english
    assert "International Research Project" not in english
    plain = re.sub(r"[\u202f\u00a0]", " ", french)
    for text in ("Tremplin international", "moins de 5 ans", "moins de 7 ans", "20 000 €", "25 000 €"):
        assert text in plain


def test_a_link_tells_of_instruments_that_came_and_went_and_of_other_ways_to_combine():
    RuleSet.objects.all().delete()
    gone = make_instrument(code="gone", mode="directed")
    both = make_instrument(code="both", name_en="Both ways")
    route = both.routes.create(order=1)
    route.criteria.create(kind="position", value="crcn")
    second = route.criteria.create(kind="award", value="erc-starting")
    old = versions.record()
    gone.status = "archived"
    gone.save()
    make_instrument(code="fresh", name_en="Fresh one", mode="directed")
    second.route = both.routes.create(order=2)
    second.save()
    [english] = banner("en", old.digest)
    assert "gone – is no longer among the instruments" in english
    assert "Fresh one – was not among the instruments then" in english
    assert "Both ways – the same conditions, combined in another way" in english


@pytest.mark.parametrize("version", ["000000000000", "x", LONG, "%00", "%ff", "%3Cscript%3E", "e4a517270ff8%00"])
def test_a_version_never_seen_here_is_said_so(version):
    assert banner("en", version) == [
        "This link was made under rules that are not known here; those of today are applied."
    ]
    assert banner("fr", version) == [
        "Ce lien renvoie à des règles inconnues ici ; celles d’aujourd’hui sont appliquées."
    ]


def test_a_link_of_today_shows_no_banner():
    present = asked_json("en", "")["rules_version"]
    assert re.fullmatch(r"[0-9a-f]{12}", present)
    for language in LANGUAGES:
        assert asked_json(language, "")["rules_version"] == present
        assert banner(language, present) == []
        assert list(parse(get(language, "history=new")).iter("aside")) == []


def test_the_rules_page_says_every_rule_and_its_versions():
    RuleSet.objects.all().delete()
    recorded = versions.record()
    for path, said in (
        ("/en/instruments/rules/", ("recruited less than 5 years ago", "€10,000 in total", "Nobody applies")),
        ("/fr/instruments/regles/", ("moins de 5 ans", "On ne candidate pas", "Jusqu’à")),
    ):
        page = words(parse(Client().get(path, {"partner": "zz", "history": LONG})))
        for text in (*said, recorded.digest):
            assert text in page
    assert date.today() >= recorded.since.date()
