"""Addresses that lead nowhere: those of which the page is certain lead there, the others are offered what is near."""

import re

import pytest
from django.test import RequestFactory

from portal.core.enums import Status
from portal.core.web import wrong_addresses
from tests.factories import make_call, make_country, make_office, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _records():
    make_call(name_fr="PRI 2020", name_en="IRP 2020", slug_fr="pri-2020", slug_en="irp-2020")
    make_country()
    make_page(code="accessibility")


def led(visitor, address, language="fr"):
    response = visitor.get(address, headers={"accept-language": language})
    return response.status_code, response.headers.get("Location")


def offered(visitor, address):
    """(path, language of its name, name) of each page that a 404 offers before those it always names."""
    text = visitor.get(address).content.decode()
    before, found, _ = re.sub(r"\s", " ", text).partition(
        "<p>Ou repartez d’ici :" if "/fr/" in address else "<p>Or start again from here:"
    )
    return re.findall(r'<li><a href="([^"]+)"(?: lang="(\w+)")?>([^<]+)</a>', before.split("<main")[1] if found else "")


# --- certain ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        # segments of the other language, pages, records, files, all in one step
        ("/fr/calls/", "/fr/appels/"),
        ("/en/appels/", "/en/calls/"),
        ("/fr/calls/irp-2020/", "/fr/appels/pri-2020/"),
        ("/fr/calls/pri-2020/", "/fr/appels/pri-2020/"),
        ("/en/appels/irp-2020/", "/en/calls/irp-2020/"),
        ("/fr/calls.csv?status=open", "/fr/appels.csv?status=open"),
        ("/fr/instruments/find/", "/fr/instruments/trouver/"),
        ("/en/instruments/regles/", "/en/instruments/rules/"),
        ("/fr/countries/germany/", "/fr/pays/allemagne/"),
        ("/fr/countries/regions/europe/", "/fr/pays/regions/europe/"),
        ("/fr/accessibility/", "/fr/accessibilite/"),
        # capitals
        ("/EN/", "/en/"),
        ("/EN", "/en/"),
        ("/FR/appels/", "/fr/appels/"),
        ("/en-GB/calls/", "/en/calls/"),
        ("/en/Calls/IRP-2020/", "/en/calls/irp-2020/"),
        # signs that closed a sentence
        ("/fr/appels/)", "/fr/appels/"),
        ("/fr/appels),", "/fr/appels/"),
        ("/en/calls/irp-2020/.", "/en/calls/irp-2020/"),
        ("/en/calls/irp-2020).", "/en/calls/irp-2020/"),
        ("/en/calls/irp-2020/%C2%BB", "/en/calls/irp-2020/"),
        ("/en/calls.csv;", "/en/calls.csv"),
        ("/fr/calls/irp-2020)?a=1", "/fr/appels/pri-2020/?a=1"),
        ("/sitemap.xml)", "/sitemap.xml"),
        ("/data/catalog.ttl.", "/data/catalog.ttl"),
        # slashes
        ("/fr/calls/irp-2020", "/fr/appels/pri-2020/"),
        ("/fr//appels//pri-2020/", "/fr/appels/pri-2020/"),
        ("/en/calls.csv/", "/en/calls.csv"),
        # no language, and one only in which there is such an address
        ("/accessibilite/", "/fr/accessibilite/"),
        ("/accessibility/", "/en/accessibility/"),
        ("/calls/irp-2020/", "/en/calls/irp-2020/"),
        ("/appels/irp-2020", "/fr/appels/pri-2020/"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_that_is_meant_is_led_to_in_one_step(visitor, wrong, right, language):
    assert led(visitor, wrong, language) == (301, right)
    if "?" not in right:
        assert visitor.get(right, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "french", "english"),
    [
        ("/instruments/", "/fr/instruments/", "/en/instruments/"),
        ("/instruments?a=1", "/fr/instruments/?a=1", "/en/instruments/?a=1"),
        ("/Contact)", "/fr/contact/", "/en/contact/"),
    ],
)
def test_without_a_language_the_reader_s_decides_where_both_have_the_page(visitor, wrong, french, english):
    make_page(code="contact")
    assert (led(visitor, wrong, "fr"), led(visitor, wrong, "en")) == ((302, french), (302, english))
    assert "Accept-Language" in visitor.get(wrong).headers["Vary"]


@pytest.mark.parametrize(
    "address",
    ["/fr/calls/pri-1999/", "/fr/appels/pri-1999/)", "/calls/irp-1999/", "/fr/rien/", "/rien", "/api/v1/rien/"],
)
def test_what_is_not_there_is_not_found(visitor, address):
    assert visitor.get(address).status_code == 404


def test_nothing_that_is_not_public_is_led_to(visitor):
    make_office(slug_fr="bruxelles", slug_en="brussels", status=Status.DRAFT)
    assert [visitor.get(f"/fr/{each}").status_code for each in ("offices/brussels/", "bureaux/bruxelles)")] == [
        404,
        404,
    ]


def test_a_record_without_a_page_in_the_language_is_offered_in_the_other(visitor):
    make_office(name_fr="Bruxelles", slug_fr="bruxelles", name_en=None, slug_en=None)
    response = visitor.get("/en/bureaux/bruxelles/")
    assert response.status_code == 404
    assert '<a lang="fr" hreflang="fr" href="/fr/bureaux/bruxelles/">Bruxelles</a>' in response.content.decode()


def test_only_reading_is_led_elsewhere_and_never_to_another_site(visitor):
    assert visitor.post("/fr/calls/").status_code == 404
    request = RequestFactory().get("/")
    request.path_info = "//evil.example/instruments/"
    assert wrong_addresses.redirect(request) is None
    request.path_info = "//instruments/"
    assert wrong_addresses.redirect(request).headers["Location"] == "/fr/instruments/"


# --- likely ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "pages"),
    [
        (
            "/fr/appels/pri2020/",
            [("/fr/appels/pri-2020/", "", "PRI 2020"), ("/fr/appels/", "", "Appels à projets")],
        ),
        (
            "/fr/calls/irp-202O/",
            [("/fr/appels/pri-2020/", "", "PRI 2020"), ("/fr/appels/", "", "Appels à projets")],
        ),
        ("/en/countries/germani/", [("/en/countries/germany/", "", "Germany"), ("/en/countries/others/", "", "From a country not listed"), ("/en/countries/", "", "Countries")]),
        ("/fr/instruments/regle/", [("/fr/instruments/regles/", "", "Les règles appliquées"), ("/fr/instruments/", "", "Comparer les instruments")]),
        ("/en/call/", [("/en/calls/", "", "Calls for proposals")]),
        ("/fr/call/", [("/fr/appels/", "", "Appels à projets")]),
        ("/en/nothing/", []),
    ],
)  # fmt: skip
def test_what_is_near_is_offered(visitor, address, pages):
    assert visitor.get(address).status_code == 404
    assert offered(visitor, address) == pages


def test_no_draft_is_offered(visitor):
    make_office(name_fr="Bruxelles", slug_fr="bruxelles", status=Status.DRAFT)
    assert offered(visitor, "/fr/bureaux/bruxelle/") == [("/fr/bureaux/", "", "Bureaux")]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_an_address_that_leads_nowhere_costs_the_same_queries(visitor, django_assert_max_num_queries, rows):
    for number in range(rows):
        make_country(code=f"{number:02x}", slug_fr=f"pays-{number}", slug_en=f"country-{number}")
    with django_assert_max_num_queries(12):
        assert visitor.get("/fr/pays/pays-0000/").status_code == 404
