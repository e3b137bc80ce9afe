"""Every country with the real content: one way to ask, the same count as the map's, the amounts of the zone."""

import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from sites.atlas import layers
from sites.atlas.feature import FRENCH
from sites.models import Country
from tests.kept import load_content
from tests.world import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOINDEX = '<meta name="robots" content="noindex">'
OFFICE = {"US", "CA"}
NETWORK = {"AU", "CH", "GB", "JP", "NL", "SG"}


def said(visitor, path):
    response = visitor.get(path, follow=True)
    assert (response.status_code, len(response.redirect_chain) <= 1) == (200, True), path
    return unescape(response.content.decode())


def routes(text):
    return re.findall(r'data-portal-contact="([^"]+)"', text)


def pages_in(language, countries):
    """{ISO code: text of its page}."""
    return {country.code: said(Client(), country.address_in(language)) for country in countries}


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), remembered():
        load_content()
        countries = list(Country.objects.all())
        # All in one language; in the other those with an office or a representative, and every tenth.
        told = [one for number, one in enumerate(countries) if one.code in {*OFFICE, *NETWORK} or number % 10 == 0]
        yield {"en": pages_in("en", countries), "fr": pages_in("fr", told)}
        transaction.set_rollback(True)


@pytest.mark.parametrize(("language", "number"), [("fr", 32), ("en", 249)])
def test_every_iso_country_has_a_page_and_one_way_to_ask(content, language, number):
    found = {code: routes(text) for code, text in content[language].items()}
    assert len(found) == number
    assert {code: kinds for code, kinds in found.items() if len(kinds) != 1} == {}
    assert {code for code, kinds in found.items() if kinds == ["office"]} == OFFICE
    assert {code for code, kinds in found.items() if kinds == ["network"]} == NETWORK


def test_a_country_has_as_many_ties_as_the_map_filtered_on_it(content, visitor):
    codes = {area.code for feature in layers.features() for area in feature.areas}
    assert len(codes) > 30
    differing = {}
    for country in Country.objects.filter(code__in=[*codes, "FJ", "FR"]):
        page = len(re.findall(r"<tr id=", content["en"][country.code]))
        on_map = len(visitor.get(f"/en/map.json?country={country.code}").json()["results"])
        if page != on_map:
            differing[country.code] = (page, on_map)
    assert differing == {}


def test_search_engines_are_given_the_countries_with_ties_alone(content, visitor):
    listed = set(re.findall(r"<loc>http://testserver(/en/countries/[^<]+/)</loc>", said(visitor, "/sitemap.xml")))
    abroad = Country.objects.exclude(code__in=FRENCH - {"FR"})
    pages = {country.address_in("en"): content["en"][country.code] for country in abroad}
    indexed = {path for path, text in pages.items() if NOINDEX not in text}
    assert (listed & set(pages), len(indexed)) == (indexed, 34)
    regions = {"africa", "asia", "europe", "north-america", "oceania", "south-america"}
    assert listed - set(pages) == {"/en/countries/others/", *(f"/en/countries/regions/{slug}/" for slug in regions)}


@pytest.mark.parametrize(
    ("country", "amount", "other"), [("germany", "€60,000", "€75,000"), ("japan", "€75,000", "€60,000")]
)
def test_an_amount_is_that_of_the_zone(content, visitor, country, amount, other):
    text = said(visitor, f"/en/countries/{country}/")
    assert (amount in text, other in text) == (True, False)
