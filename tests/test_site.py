"""A site without content, a missing page, a broken one: each answers, in the language of its address."""

import pytest
from django.test import Client, RequestFactory

from portal.core.web import views
from portal.pages import latest
from tests.walk import Page

LANGUAGES = ("fr", "en")

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


# --- an empty site, a missing page, a broken one ---------------------------------------------------------------------

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


def policy(response):
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


EMPTY = {
    "/fr/": 200,
    "/en/": 200,
    "/fr/instruments/": 200,
    "/en/cooperations/": 200,
    "/fr/bureaux/": 200,
    "/en/site-map/": 200,
    "/en/accessibility/": 404,
    "/fr/nulle-part/": 404,
    "/nowhere/": 404,
    "/admin/login/": 200,
}


@pytest.mark.parametrize(("path", "code"), EMPTY.items())
def test_an_empty_site_answers_under_the_strict_policy(visitor, path, code):
    response = visitor.get(path)
    assert (response.status_code, policy(response)) == (code, STRICT)


@pytest.mark.parametrize(
    ("path", "heading"), [("/fr/x/", "Cette page n’est pas sur la carte"), ("/en/x/", "This page is not on the map")]
)
def test_a_missing_page_speaks_the_language_of_its_address(visitor, path, heading):
    page = Page(path, visitor.get(path))
    assert (page.words("h1"), page.all("html")[0].get("lang")) == ([heading], page.language)
    assert [found.get("content") for found in page.all("meta", name="robots")] == ["noindex"]
    assert page.versions == {}


@pytest.mark.parametrize(
    ("path", "heading"), [("/fr/x/", "Une panne de notre côté"), ("/en/x/", "Something broke on our side")]
)
def test_an_error_page_needs_no_database(django_db_blocker, path, heading):
    with django_db_blocker.block():
        page = Page(path, views.server_error(RequestFactory().get(path)))
    assert (page.response.status_code, page.words("h1")) == (500, [heading])
    assert page.all("html")[0].get("lang") == page.language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_page_answers_under_the_strict_policy(monkeypatch, language):
    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(latest, "changes", broken)
    response = Client(raise_request_exception=False).get(f"/{language}/")
    assert (response.status_code, policy(response), response.headers["Content-Language"]) == (500, STRICT, language)
