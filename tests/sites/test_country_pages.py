"""A page per country: what it says, whom to ask, what is left out."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import Project
from sites.models import Network, NetworkMember
from tests.factories import (
    make_cooperation,
    make_country,
    make_funding,
    make_institution,
    make_instrument,
    make_office,
    make_page,
    make_place,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOINDEX = '<meta name="robots" content="noindex">'
GERMANY = {"fr": "/fr/pays/allemagne/", "en": "/en/countries/germany/"}


def said(visitor, path):
    response = visitor.get(path, follow=True)
    assert (response.status_code, len(response.redirect_chain) <= 1) == (200, True), path
    return unescape(response.content.decode())


def routes(text):
    return re.findall(r'data-portal-contact="([^"]+)"', text)


def test_a_country_without_ties_shares_a_page_until_it_has_one(visitor):
    country = make_country()
    response = visitor.get(GERMANY["en"])
    assert (response.status_code, response.headers["Location"], response.headers["Cache-Control"]) == (
        302,
        "/en/countries/others/?country=DE",
        "no-cache",
    )
    make_office().territory.add(country)
    assert visitor.get(GERMANY["en"]).status_code == 200
    assert visitor.get("/en/countries/others/?country=de").headers["Location"] == GERMANY["en"]


def test_an_overseas_territory_is_france(visitor):
    make_country(code="FR", slug_fr="france", slug_en="france")
    make_country(code="RE", slug_fr="la-reunion", slug_en="reunion", name_en="Réunion")
    assert visitor.get("/en/countries/reunion/").headers["Location"] == "/en/countries/france/"
    pages = ("/en/countries/", "/en/countries/others/", "/en/contacts/", "/en/work-with-us/")
    assert [path for path in pages if "Réunion" in said(visitor, path)] == []


# --- a small world ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/fr/pays/germany/?a=b", "/fr/pays/allemagne/?a=b"),
        ("/en/countries/allemagne/", "/en/countries/germany/"),
        ("/fr/pays/regions/africa/", "/fr/pays/regions/afrique/"),
        ("/en/countries/regions/amerique-du-nord/", "/en/countries/regions/north-america/"),
    ],
)
def test_the_slug_of_another_language_redirects(visitor, path, target):
    make_office().territory.add(make_country())
    response = visitor.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, target)


def test_a_changed_slug_redirects(visitor):
    country = make_country()
    make_office().territory.add(country)
    country.slug_en = "deutschland"
    country.save()
    response = visitor.get("/en/countries/germany/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/countries/deutschland/")


@pytest.mark.parametrize("path", ["/en/countries/atlantis/", "/fr/pays/regions/atlantide/", "/en/embed/countries/x/"])
def test_what_does_not_exist_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_a_region_without_countries_answers(visitor):
    text = said(visitor, "/fr/pays/regions/oceanie/")
    assert ("Aucun lien n’est encore publié ici" in text, NOINDEX in text) == (True, True)


def test_a_region_is_indexed_only_if_something_is_there(visitor):
    country = make_country(code="AQ", slug_fr="antarctique", slug_en="antarctica", continent="antarctica")
    assert NOINDEX in said(visitor, "/en/countries/regions/antarctica/")
    assert "/en/countries/regions/antarctica/" not in said(visitor, "/sitemap.xml")
    make_office(place=make_place(country=country))
    assert NOINDEX not in said(visitor, "/en/countries/regions/antarctica/")
    assert "/en/countries/regions/antarctica/" in said(visitor, "/sitemap.xml")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_country_without_ties_says_so_and_what_one_could_start(visitor, language):
    make_country()
    make_funding(make_instrument(), amount=10_000)
    text = said(visitor, GERMANY[language])
    assert NOINDEX in text
    words = {
        "fr": ("Depuis un pays absent", "Ce que vous pouvez demander ensemble", "Allemagne", "10 000"),
        "en": ("From a country not listed", "What the two of you can ask for", "Germany", "10,000"),
    }
    assert [part for part in words[language] if part not in text.replace("\u202f", " ")] == []
    assert "partner=DE" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_drafts_do_not_leak(visitor, language):
    country = make_country()
    place = make_place(country=country)
    hidden = {"status": "draft", "name_fr": "Caché", "name_en": "Caché"}
    make_office(place=place, **hidden).territory.add(country)
    make_institution(places=(place,), country=country, **hidden)
    make_instrument(**hidden)
    make_page(code="governance", kind="strategy", **hidden)
    cooperation = make_cooperation(**hidden)
    cooperation.partners.create(place=place)
    network = Network.objects.create(code="inserm-abroad", slug_fr="r", slug_en="r", kind="network", **hidden)
    NetworkMember.objects.create(network=network, country=country)
    Project.objects.create(code="p", slug_fr="p", slug_en="p", **hidden).countries.add(country)
    shown = {
        "fr": (
            GERMANY["fr"],
            "/fr/pays/",
            "/fr/pays/regions/europe/",
            "/fr/encart/pays/allemagne/",
            "/fr/encart/carte/",
        ),
        "en": (
            GERMANY["en"],
            "/en/countries/",
            "/en/countries/regions/europe/",
            "/en/embed/countries/germany/",
            "/en/embed/map/",
        ),
    }[language]
    texts = {path: said(visitor, path) for path in shown}
    assert {path for path, text in texts.items() if "Caché" in text} == set()
    assert routes(texts[GERMANY[language]]) == ["department"]


def test_a_project_or_an_institution_is_a_tie_as_well(visitor):
    make_country()
    Project.objects.create(code="p", name_en="Afroscreen", slug_en="p", slug_fr="p", status="published").countries.add(
        make_country()
    )
    text = said(visitor, GERMANY["en"])
    assert ("Afroscreen" in text, NOINDEX in text) == (True, False)


def test_names_of_countries_lead_to_their_pages(visitor):
    office = make_office(slug_en="office")
    office.territory.add(make_country())
    for path in (
        "/en/offices/",
        "/en/offices/office/",
        "/en/site-map/",
        "/en/countries/",
        "/en/countries/regions/europe/",
    ):
        assert 'href="/en/countries/germany/"' in said(visitor, path), path


def test_the_finder_leads_somebody_outside_to_the_map_of_each_partner_country(visitor):
    make_country()
    make_country(code="JP", slug_fr="japon", slug_en="japan", continent="asia", zone="outside-europe")
    asked = said(visitor, "/en/instruments/find/?affiliation=foreign&partner=DE&partner=JP")
    assert [code for code in ("DE", "JP") if f'href="/en/map/?country={code}"' not in asked] == []
    assert "/en/map/?country=" not in said(visitor, "/en/instruments/find/?affiliation=foreign")


# --- query counts ----------------------------------------------------------------------------------------------------


def fill(rows):
    country, source = make_country(), make_source()
    place = make_place(country=country)
    for n in range(rows):
        make_office(place=place).territory.add(country)
        make_institution(places=(place,), country=country)
        instrument = make_instrument()
        make_funding(instrument).sources.add(source)
        cooperation = make_cooperation(instrument, partners=0)
        cooperation.partners.create(place=place)
        project = Project.objects.create(
            code=f"p-{n}", name_en="p", slug_fr=f"p-{n}", slug_en=f"p-{n}", status="published"
        )
        project.countries.add(country)


PAGES = {
    "/en/countries/": 21,
    "/en/countries/germany/": 26,
    "/en/countries/regions/europe/": 20,
    "/en/embed/countries/germany/": 20,
    "/en/embed/map/": 12,
}


@pytest.mark.parametrize("rows", [1, 3, 120])
def test_pages_cost_the_same_queries(rows):
    fill(rows)
    asked = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        asked[path] = len(queries)
    assert asked == PAGES
