"""What the finder shows of drafts, calls and other rules, and what it costs."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from instruments import versions
from instruments.models import Call, Criterion, FundingRule, Instrument, RuleSet
from tests.factories import make_country, make_instrument, make_source
from tests.instruments.finder_pages import ALPHABET, LANGUAGES, PAGES, asked_json, get, parse, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content"), pytest.mark.one_database]


# --- what the public does not see -------------------------------------------------------------------------------------


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
            edition="2999",
            name_fr=f"Appel {status}",
            name_en=f"Call {status}",
            slug_fr=f"appel-{status}",
            slug_en=f"call-{status}",
        )
    calls = re.findall(r"Call (draft|review|archived|published)", get("en", "affiliation=inserm").content.decode())
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


@pytest.mark.parametrize("rows", [1, 3, 120])
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
    assert list(found.values()) == [13, 6, 13, 6]  # the page also tells whom to ask, once for each content version


# --- links made under other rules -------------------------------------------------------------------------------------


def banner(language, version):
    return since(parse(get(language, f"history=new&rules={version}")))


def since(tree):
    """What the banner of a link made under other rules says."""
    return [words(found) for found in tree.iter("aside") if found.get("aria-labelledby") == "since-title"]


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


@pytest.mark.parametrize("version", ["000000000000", "x", "x" * 6_000, "%00", "%ff", "%3Cscript%3E", "e4a517270ff8%00"])
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
        assert since(parse(get(language, "history=new"))) == []


def test_the_rules_page_says_every_rule_and_its_versions():
    RuleSet.objects.all().delete()
    recorded = versions.record()
    for path, said in (
        ("/en/instruments/rules/", ("recruited less than 5 years ago", "€10,000 in total", "Nobody applies")),
        ("/fr/instruments/regles/", ("moins de 5 ans", "On ne candidate pas", "Jusqu’à")),
    ):
        page = words(parse(Client().get(path, {"partner": "zz", "history": "x" * 6_000})))
        for text in (*said, recorded.digest):
            assert text in page
    assert date.today() >= recorded.since.date()


@pytest.mark.parametrize(("language", "find", "map_page"), [("fr", "trouver", "carte"), ("en", "find", "map")])
def test_somebody_abroad_is_led_to_the_map_of_the_country(visitor, language, find, map_page):
    address = f"/{language}/instruments/{find}/?affiliation=foreign"
    assert f'href="/{language}/{map_page}/"' in visitor.get(address).content.decode().split('id="verdicts"')[1]
    page = visitor.get(f"{address}&partner=JP&partner=DE").content.decode()
    assert [page.count(f'href="/{language}/{map_page}/?country={code}"') for code in ("JP", "DE", "CA")] == [1, 1, 0]
