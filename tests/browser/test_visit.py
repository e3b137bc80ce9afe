"""A visit as the browser sees it: nothing refused, nothing from elsewhere, nothing kept; with or without scripts."""

import re

import pytest


def test_the_console_is_silent(tour, origin, paths):
    missing = [origin + paths[language][-1] for language in ("fr", "en")]  # Chromium reports the 404 itself
    assert [(url, text) for url, text in tour.said if url not in missing] == []


def test_nothing_is_refused_by_the_policy(tour):
    assert {path: measures["refused"] for path, measures in tour.pages.items() if measures["refused"]} == {}


def test_every_request_stays_at_home_and_succeeds(tour, origin):
    assert [url for url in tour.asked if not url.startswith((f"{origin}/", "data:"))] == []
    assert tour.failed == []
    assert {url.rsplit(".", 1)[-1] for url in tour.asked if "/static/" in url} >= {"css", "js"}


def test_nothing_is_kept_of_a_visitor(tour):
    assert tour.kept == []
    assert {tuple(measures["stored"]) for measures in tour.pages.values()} == {(0, 0)}


def test_the_policy_stops_an_inline_script(open_page):
    page = open_page()
    page.goto("/en/")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.hacked = 1'}))")
    assert page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_works_without_scripts(open_page, paths, language):
    page = open_page(java_script_enabled=False)
    for path in paths[language][:5:2]:
        page.goto(path)
        assert page.locator("h1").count() == 1
        assert page.locator(".main-nav a:visible").count() == page.locator(".main-nav a").count() > 2
    page.goto(paths[language][1] + "?q=1")
    page.locator("[data-portal-language]").click()
    assert page.url.endswith({"fr": "/en/instruments/?q=1", "en": "/fr/instruments/?q=1"}[language])


def test_every_style_sheet_is_found_and_applied(open_page):
    page = open_page()
    answers = {}
    page.on("response", lambda response: answers.update({response.url.rsplit("/static/", 1)[-1]: response.status}))
    page.goto("/en/instruments/")
    sheets = {name: status for name, status in answers.items() if name.endswith(".css")}
    assert {name: status for name, status in sheets.items() if status != 200} == {}
    assert page.evaluate("getComputedStyle(document.querySelector('.comparison')).borderCollapse") == "collapse"
    assert re.match(r"rgb\(", page.evaluate("getComputedStyle(document.body).backgroundColor"))
