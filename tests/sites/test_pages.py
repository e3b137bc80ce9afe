"""Offices, the home page and the two site maps: query counts, words in both languages, hidden drafts."""

import re
from datetime import timedelta
from itertools import count

import html5lib
import pytest
from django.utils import timezone

from sites.models import Country, InstitutionFunction, OfficeFact
from tests.factories import (
    make_cooperation,
    make_country,
    make_fact,
    make_figure,
    make_funding,
    make_institution,
    make_instrument,
    make_office,
    make_page,
    make_place,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOT_STATED = {"fr": "non précisé par la source", "en": "not stated by the source"}
both_languages = pytest.mark.parametrize("language", ["fr", "en"])
growing = pytest.mark.parametrize("rows", [1, 3, 120])
two_letters = (f"{a}{b}".upper() for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz")
numbers = count(1)


def parse(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    """The text of an element, its blanks made one."""
    return " ".join("".join(element.itertext()).split())


def every(page, tag, css_class):
    return [found for found in page.iter(tag) if css_class in found.get("class", "").split()]


def opened(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    return parse(response)


def locations(visitor):
    """The addresses of the machines' site map."""
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", visitor.get("/sitemap.xml").content.decode())


def office_in(language):
    return {"fr": "/fr/bureaux/bureau/", "en": "/en/offices/office/"}[language]


def office(**overrides):
    return make_office(slug_fr="bureau", slug_en="office", **overrides)


def other_country():
    n = next(numbers)
    return make_country(
        code=next(two_letters), name_fr=f"Pays {n}", name_en=f"Country {n}", slug_fr=f"pays-{n}", slug_en=f"country-{n}"
    )


# --- query counts ----------------------------------------------------------------------------------------------------


@growing
def test_list_of_offices_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    for _ in range(rows):
        make_office().territory.add(make_country())
    with django_assert_num_queries(4):
        visitor.get("/en/offices/")


@growing
def test_an_office_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    record = office()
    record.territory.set([other_country() for _ in range(rows)])
    for _ in range(rows):
        record.sources.add(make_source())
        fact = OfficeFact.objects.create(office=record, kind="mission", text_fr="Relier.", text_en="To connect.")
        fact.sources.add(make_source())
    with django_assert_num_queries(10):
        visitor.get("/en/offices/office/")


def fill(rows):
    """`rows` of each thing that the home page and the site maps show."""
    place, source = make_place(), make_source()
    for number in range(rows):
        instrument = make_instrument(stage=(1, 2, None)[number % 3])
        make_fact(instrument)
        make_cooperation(instrument, partners=0)
        make_office(place=place)
        make_institution(places=(place,))
        make_page()
        make_figure(is_featured=True, source=source)
    for zone in ("europe", "outside-europe", "any")[:rows]:
        make_funding(instrument, zone=zone)


@growing
def test_gathering_pages_cost_the_same_queries(visitor, django_assert_num_queries, rows):
    fill(rows)
    with django_assert_num_queries(53):
        visitor.get("/en/")
    with django_assert_num_queries(35):
        visitor.get("/en/site-map/")
    with django_assert_num_queries(119):
        visitor.get("/sitemap.xml")


# --- offices ---------------------------------------------------------------------------------------------------------


@both_languages
def test_what_no_source_states_of_an_office_is_said_in_one_line(visitor, language):
    office()
    page = opened(visitor, office_in(language))
    rail = every(page, "aside", "rail")[0]
    assert [row for row in rail.iter("div") if not row.findall("dd")] == []
    (line,) = every(page, "p", "unpublished")
    assert (
        words(line)
        == {
            "fr": "Non publié : date d’ouverture, adresse postale, contact, personnel.",
            "en": "Not published: date of opening, street address, contact, staff.",
        }[language]
    )


@pytest.mark.parametrize(
    ("language", "since", "said"),
    [
        ("fr", "2019-10-01", "1er octobre 2019"),
        ("en", "2019-10-01", "1 October 2019"),
        ("fr", "2019-10", "octobre 2019"),
        ("en", "2019", "2019"),
    ],
)
def test_an_office_says_since_when_as_far_as_it_is_known(visitor, language, since, said):
    office(since=since)
    rail = every(opened(visitor, office_in(language)), "aside", "rail")[0]
    (found,) = rail.iter("time")
    assert (words(found), found.get("datetime")) == (said, since)


@both_languages
def test_an_earlier_fact_of_an_office_stands_apart(visitor, language):
    record = office()
    OfficeFact.objects.create(office=record, kind="goal", text_fr="Conseiller.", text_en="To advise.")
    OfficeFact.objects.create(office=record, kind="goal", text_fr="Négocier.", text_en="To negotiate.", is_earlier=True)
    page = opened(visitor, office_in(language))
    (apart,) = every(page, "aside", "disagree")
    assert words(apart) == {"fr": "Les sources divergent Négocier.", "en": "The sources differ To negotiate."}[language]
    assert words(page).count({"fr": "Négocier.", "en": "To negotiate."}[language]) == 1


def test_countries_covered_stand_in_the_order_of_the_language(visitor):
    record = office()
    for n, (code, fr, en) in enumerate(
        (("ES", "Espagne", "Spain"), ("EG", "Égypte", "Egypt"), ("ZM", "Zambie", "Zambia"))
    ):
        Country.objects.create(
            code=code,
            name_fr=fr,
            name_en=en,
            slug_fr=f"p{n}",
            slug_en=f"c{n}",
            latitude=0,
            longitude=0,
            continent="africa",
            zone="outside-europe",
        )
    record.territory.set(Country.objects.filter(code__in=("ES", "EG", "ZM")))
    shown = {
        language: [words(found) for found in every(opened(visitor, path), "p", "card-meta")]
        for language, path in (("fr", "/fr/bureaux/"), ("en", "/en/offices/"))
    }
    assert shown == {"fr": ["Pays couverts : Égypte, Espagne, Zambie"], "en": ["Covers: Egypt, Spain, Zambia"]}


# --- home ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "said"), [("fr", "60\u202f000\u00a0€ au total"), ("en", "€60,000 in total")])
def test_home_shows_the_amounts(visitor, language, said):
    make_funding(make_instrument(), amount=60_000, years=None)
    (money,) = every(opened(visitor, f"/{language}/"), "ul", "money")
    assert "".join(money.itertext()) == said


@both_languages
def test_home_has_no_line_for_an_amount_that_is_not_published(visitor, language):
    make_instrument()
    page = opened(visitor, f"/{language}/")
    assert (every(page, "p", "money"), every(page, "ul", "money")) == ([], [])


def test_home_shows_only_featured_figures(visitor):
    make_figure(name_en="Featured", is_featured=True)
    make_figure(name_en="Other")
    [listed] = every(opened(visitor, "/en/"), "ul", "home-figures")
    assert ("Featured" in words(listed), "Other" in words(listed)) == (True, False)


# --- drafts ----------------------------------------------------------------------------------------------------------

HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "review"},
    "not yet": {"publish_at": timezone.now() + timedelta(days=1)},
}
hidden = pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)


def mentions(visitor, word, language):
    """The gathering pages that hold `word`."""
    site_map, offices = {
        "fr": ("/fr/plan-du-site/", "/fr/bureaux/"),
        "en": ("/en/site-map/", "/en/offices/"),
    }[language]
    paths = (f"/{language}/", offices, site_map, "/sitemap.xml")
    return {path for path in paths if word in visitor.get(path).content.decode()}


@hidden
@both_languages
def test_a_hidden_office_is_nowhere(visitor, language, state):
    office(name_fr="Caché", name_en="Caché", **state)
    assert mentions(visitor, "Caché", language) == set()
    assert mentions(visitor, office_in(language), language) == set()
    assert visitor.get(office_in(language)).status_code == 404


@both_languages
def test_a_published_office_is_everywhere(visitor, language):
    office()
    assert len(mentions(visitor, office_in(language), language)) == 3


@hidden
def test_a_hidden_figure_is_not_on_the_home_page(visitor, state):
    make_figure(name_en="Secret figure", is_featured=True, **state)
    assert "Secret figure" not in visitor.get("/en/").content.decode()


@hidden
def test_a_hidden_page_is_nowhere(visitor, state):
    make_page(code="legal-notice", name_en="Secret notice", **state)
    assert [path for path in locations(visitor) if path.endswith("/legal-notice/")] == []
    assert mentions(visitor, "Secret notice", "en") == set()
    assert visitor.get("/en/legal-notice/").status_code == 404


def test_the_xml_site_map_names_each_language(visitor):
    office()
    found = [path for path in locations(visitor) if path.endswith(("/bureau/", "/office/"))]
    assert found == ["/fr/bureaux/bureau/", "/en/offices/office/"]


def test_an_office_says_how_to_reach_it(visitor):
    record = make_office(contact="bureau@example.org", phone="+32 2 123 45 67", link="https://example.org/office")
    text = visitor.get(record.get_absolute_url("en")).content.decode()
    said = ("mailto:bureau@example.org", "+32 2 123 45 67", "https://example.org/office")
    assert [words in text for words in said] == [True, True, True]
    assert 'id="contact"' not in visitor.get(make_office().get_absolute_url("en")).content.decode()


def test_an_institution_says_its_functions_and_names_nobody(visitor):
    record = make_institution(status="published")
    InstitutionFunction.objects.create(
        institution=record,
        kind="local-manager",
        text_fr="Répond de la plateforme.",
        text_en="Answers for the platform.",
    )
    text = visitor.get(record.get_absolute_url("en")).content.decode()
    assert "Local manager</h2>" in text
    assert "Answers for the platform." in text
