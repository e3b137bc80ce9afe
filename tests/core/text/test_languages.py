"""Which language a text, a visitor and a page are in; and that a page depends on its address alone."""

import re

import pytest
from django.test import RequestFactory
from django.utils.translation import deactivate, override

from portal.core.text import languages
from portal.core.text.languages import Text
from tests.factories import make_cooperation, make_instrument, make_office, make_page

ADDRESSES = {
    "fr": [
        "/fr/",
        "/fr/instruments/",
        "/fr/instruments/projet/",
        "/fr/cooperations/",
        "/fr/cooperations/laboratoire/",
        "/fr/bureaux/",
        "/fr/bureaux/bruxelles/",
        "/fr/mentions-legales/",
        "/fr/plan-du-site/",
    ],
    "en": [
        "/en/",
        "/en/instruments/",
        "/en/instruments/project/",
        "/en/cooperations/",
        "/en/cooperations/laboratory/",
        "/en/offices/",
        "/en/offices/brussels/",
        "/en/legal-notice/",
        "/en/site-map/",
    ],
}
PAGES = [(language, address) for language, found in ADDRESSES.items() for address in found]
MACHINES = ["/robots.txt", "/sitemap.xml", "/health/live", "/health/ready", "/accessibilite"]
MISSING = ["/fr/rien/", "/en/nothing/", "/nothing/"]


@pytest.fixture
def records(db):
    """One published record of each kind that has a page."""
    project = make_instrument(slug_fr="projet", slug_en="project")
    make_cooperation(instrument=project, slug_fr="laboratoire", slug_en="laboratory")
    make_office(slug_fr="bruxelles", slug_en="brussels")
    make_page(code="legal-notice")


def varies_on(response):
    return {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}


def language_of(response):
    """The language the page says it is in."""
    return re.search(r'<html lang="(\w+)">', response.content.decode()).group(1)


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("french", "english", "language", "shown"),
    [
        ("Rome", "Roma", "fr", Text("Rome", "fr", is_fallback=False)),
        ("Rome", "Roma", "en", Text("Roma", "en", is_fallback=False)),
        ("Rome", None, "en", Text("Rome", "fr", is_fallback=True)),
        ("Rome", "", "en", Text("Rome", "fr", is_fallback=True)),
        (None, "Roma", "fr", Text("Roma", "en", is_fallback=True)),
        (None, None, "fr", Text("", "fr", is_fallback=False)),
        ("", None, "en", Text("", "en", is_fallback=False)),
    ],
)
def test_a_missing_text_is_shown_in_the_other_language_and_marked(french, english, language, shown):
    office = make_office(name_fr=french, name_en=english)
    assert languages.text_of(office, "name", language) == shown
    with override(language):
        assert languages.text_of(office, "name") == shown


def test_a_text_is_its_words_and_empty_is_false():
    assert (str(Text("Rome", "fr")), bool(Text("Rome", "fr")), bool(Text("", "fr"))) == ("Rome", True, False)


@pytest.mark.django_db
def test_one_language_can_be_asked_without_fallback():
    office = make_office(name_fr="Rome", name_en=None)
    assert [languages.in_language(office, "name", code) for code in ("fr", "en")] == ["Rome", None]


def test_the_default_language_comes_first_and_stands_in_for_an_unknown_one():
    assert languages.codes() == ["fr", "en"]
    with override("en-gb"):
        assert languages.current() == "en"
    with override("de"):
        assert languages.current() == "fr"
    deactivate()
    with override(None):
        assert languages.current() == "fr"


@pytest.mark.parametrize(
    ("language", "order"), [("fr", ["fr", "en"]), ("en", ["en", "fr"]), ("de", ["de", "fr", "en"])]
)
def test_fallback_goes_from_the_page_s_language_through_the_others(language, order):
    assert list(languages.fallback_order(language)) == order


# --- visitors --------------------------------------------------------------------------------------------------------

HEADERS = [
    (None, "fr"),
    ("", "fr"),
    ("fr", "fr"),
    ("fr-CA", "fr"),
    ("en", "en"),
    ("en-GB", "en"),
    ("EN-us", "en"),
    ("en-US,en;q=0.9,fr;q=0.8", "en"),
    ("en;q=0.1,fr;q=0.9", "fr"),
    ("fr;q=0.1, en;q=0.9", "en"),
    ("de", "fr"),
    ("de, en;q=0.5", "en"),
    ("de;q=0.9, it;q=0.8, en;q=0.1", "en"),
    ("*", "fr"),
    ("en, *;q=0.5", "en"),
    ("de, *;q=0.5, en;q=0.1", "fr"),
    ("de, en;q=0", "fr"),
    (";;;", "fr"),
    ("en;q=abc", "fr"),
    ("<script>", "fr"),
    ("\u00e9n", "fr"),
    ("en, " + "de, " * 2000 + "it", "en"),
    ("de, " * 2000 + "en", "fr"),
    ("e" * 9000, "fr"),
    ("-" * 9000, "fr"),
]


@pytest.mark.parametrize(("header", "language"), HEADERS, ids=[str(header)[:24] for header, _ in HEADERS])
def test_the_best_language_of_the_site_for_a_visitor(header, language):
    headers = {} if header is None else {"accept-language": header}
    assert languages.from_header(RequestFactory().get("/", headers=headers)) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/fr/", "fr"),
        ("/en/offices/", "en"),
        ("/fr", "fr"),
        ("/", None),
        ("", None),
        ("/french/", None),
        ("/FR/", None),
        ("/de/", None),
        ("/instruments/fr/", None),
        ("/admin/", None),
    ],
)
def test_the_language_of_an_address_is_its_prefix(path, language):
    assert languages.from_path(path) == language


@pytest.mark.parametrize(("header", "home"), [("fr", "/fr/"), ("en-GB", "/en/"), ("de", "/fr/"), (None, "/fr/")])
def test_the_root_leads_each_visitor_home_and_says_that_it_varies(visitor, header, home):
    response = visitor.get("/", headers={} if header is None else {"accept-language": header})
    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert varies_on(response) == {"accept-language"}


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("header", ["fr", "en"])
@pytest.mark.parametrize(("language", "address"), PAGES)
def test_a_page_is_in_the_language_of_its_address_whatever_the_visitor_s(records, visitor, language, address, header):
    response = visitor.get(address, headers={"accept-language": header})
    assert response.status_code == 200
    assert (response.headers["Content-Language"], language_of(response)) == (language, language)
    assert varies_on(response) <= {"accept-encoding"}


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/", *MACHINES, *MISSING, *(address for _, address in PAGES)])
def test_no_cookie_is_set_or_read(records, visitor, address):
    response = visitor.get(address)
    assert not response.cookies
    assert "cookie" not in varies_on(response)


@pytest.mark.one_database
@pytest.mark.parametrize("value", [pytest.param("x" * 32, id="stale"), pytest.param("x", id="malformed")])
@pytest.mark.parametrize("name", ["__Host-session", "__Host-csrf", "django_language", "messages"])
def test_a_cookie_that_the_visitor_brings_changes_nothing(records, visitor, name, value):
    without = visitor.get("/fr/")
    visitor.cookies[name] = value
    response = visitor.get("/fr/")
    assert not response.cookies
    assert (dict(response.headers), response.content) == (dict(without.headers), without.content)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/instruments/projet/", "/rien/", "/nothing"])
@pytest.mark.parametrize(("header", "language"), [("en", "en"), ("fr", "fr"), ("de", "fr")])
def test_an_address_without_prefix_is_not_found_in_the_visitor_s_language(visitor, address, header, language):
    response = visitor.get(address, headers={"accept-language": header})
    assert response.status_code == 404
    assert (response.headers["Content-Language"], language_of(response)) == (language, language)
    assert "accept-language" in varies_on(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        ("/fr/rien/", "fr", "Cette page n’est pas sur la carte"),
        ("/fr/office/", "fr", "Cette page n’est pas sur la carte"),
        ("/fr/bureaux/rien/", "fr", "Cette page n’est pas sur la carte"),
        ("/en/nothing/", "en", "This page is not on the map"),
        ("/en/bureau/", "en", "This page is not on the map"),
        ("/en/offices/nothing/", "en", "This page is not on the map"),
    ],
)
@pytest.mark.parametrize("header", ["fr", "en"])
def test_a_missing_page_is_in_the_language_of_the_path(visitor, address, language, words, header):
    response = visitor.get(address, headers={"accept-language": header})
    assert response.status_code == 404
    assert (response.headers["Content-Language"], language_of(response)) == (language, language)
    assert f"<h1>{words}</h1>" in response.content.decode()
    assert "accept-language" not in varies_on(response)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "whole"), [("/en", "/en/"), ("/fr/bureaux", "/fr/bureaux/")])
def test_a_forgotten_last_slash_is_added(visitor, address, whole):
    response = visitor.get(f"{address}?a=1")
    assert (response.status_code, response.headers["Location"]) == (301, f"{whole}?a=1")
