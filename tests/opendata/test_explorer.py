"""The page on which the API is tried: what is filled in is asked, what it answers is shown, what is wrong stands at its place."""

import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.resource import resources
from portal.opendata.api import filters_type
from portal.opendata.explorer import SHOWN
from tests.factories import make_cooperation, make_country, make_institution, make_place, make_used_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = {"fr": "/fr/donnees/api/", "en": "/en/data/api/"}


def page(visitor, language="en", **question):
    answer = visitor.get(PAGE[language], question)
    return answer.status_code, answer.content.decode()


def shown(markup):
    """The answer that the page shows, as the API gave it."""
    return json.loads(html.unescape(re.findall(r"<pre.*?><code>(.*?)</code></pre>", markup, re.DOTALL)[-1]))


def address(markup):
    """The address that the page tells programs to ask."""
    return html.unescape(re.search(r'curl "http://testserver(.*?)"</code>', markup)[1])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_list_is_there_in_both_languages(visitor, language):
    status, markup = page(visitor, language)
    assert status == 200
    assert re.findall(r'href="\?resource=([\w-]+)"', markup) == list(resources())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", list(resources()))
def test_the_form_of_a_list_has_each_of_its_filters(visitor, language, name):
    _status, markup = page(visitor, language, resource=name)
    keys = re.findall(r'<(?:input|select) id="ask-(\w+)"', markup)
    assert sorted(keys) == sorted(filters_type(name).model_fields)
    assert "resource" not in keys


def test_the_answer_is_that_of_the_address_beside_it(visitor):
    for city, country in (("bonn", "DE"), ("rome", "IT"), ("oslo", "NO")):
        make_institution(
            (make_place(code=city, country=make_country(code=country, slug_fr=country, slug_en=country)),),
            code=f"at-{city}",
        )
    _status, markup = page(visitor, resource="institutions", country="DE, IT", code="", limit="10")
    assert address(markup) == "/api/v1/institutions/?limit=10&country=DE&country=IT"
    assert shown(markup) == visitor.get(address(markup)).json()
    assert [each["code"] for each in shown(markup)["results"]] == ["at-bonn", "at-rome"]


def test_a_moment_keeps_its_spaces(visitor):
    _status, markup = page(visitor, resource="themes", updated_since="2026-03-01 12:00:00Z")
    assert address(markup) == "/api/v1/themes/?limit=3&updated_since=2026-03-01+12%3A00%3A00Z"
    assert shown(markup)["count"] == 0


@pytest.mark.parametrize(
    ("language", "reason"), [("fr", "C’est trop petit : au moins 1."), ("en", "This is too small: the least is 1.")]
)
def test_what_is_wrong_is_told_at_its_place_and_nothing_typed_is_lost(visitor, language, reason):
    status, markup = page(visitor, language, resource="instruments", limit="0", mode="magic", code="irp <b>")
    markup = markup.replace("\u202f", " ").replace("\u00a0", " ")
    assert (status, re.search(r'id="ask-limit-error">(.*?)</p>', markup)[1]) == (200, reason)
    assert 'id="ask-mode-error">' in markup
    assert 'id="ask-code-error">' in markup
    assert 'value="irp &lt;b&gt;"' in markup
    assert "<option selected>magic</option>" in markup
    assert re.search(r"<title>(\w+)", markup)[1] == {"fr": "Erreur", "en": "Error"}[language]


def test_a_list_that_is_not_there_is_said(visitor):
    status, markup = page(visitor, resource="<script>")
    assert (status, "The API has no list “&lt;script&gt;”" in markup) == (404, True)


def test_a_long_answer_shows_its_beginning(visitor):
    for n in range(30):
        make_used_place(code=f"place-{n}")
    _status, markup = page(visitor, resource="places", limit="30")
    text = html.unescape(re.findall(r"<pre.*?><code>(.*?)</code></pre>", markup, re.DOTALL)[-1])
    assert "here is its beginning" in markup
    assert SHOWN - 500 < len(text) <= SHOWN


def test_a_draft_is_not_shown(visitor):
    make_institution(code="secret", status="draft")
    _status, markup = page(visitor, resource="institutions")
    assert shown(markup)["results"] == []


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_page_costs_the_same_queries(visitor, rows):
    for _n in range(rows):
        make_cooperation(partners=0)
    with CaptureQueriesContext(connection) as queries:
        page(visitor, resource="cooperations")
    assert len(queries) == 13


@pytest.mark.parametrize("language", ["fr", "en"])
def test_where_programmers_look_for_it_the_reader_is_led_on(visitor, language):
    answer = visitor.get("/api/v1/docs", headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE[language])
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_page_asks_nobody_and_needs_no_script(visitor):
    _status, markup = page(visitor, resource="cooperations")
    here = re.search(r"<main.*</main>", markup, re.DOTALL)[0]
    assert "<script" not in re.sub(r'<script type="application/ld\+json".*?</script>', "", here, flags=re.DOTALL)
    assert "//" not in re.sub(r"https?://(testserver|schema\.org|www\.etalab)", "", re.sub(r"</", "", here))
