"""The glossary in a browser: it narrows while one types, and says how many terms are left."""

import pytest
from playwright.sync_api import expect

PATHS = {"fr": "/fr/glossaire/", "en": "/en/glossary/"}
SAID = {"fr": ("1 terme", "Aucun terme ne contient ces mots."), "en": ("1 term", "No term holds these words.")}


@pytest.mark.parametrize("language", PATHS)
def test_it_narrows_at_once_and_says_so(open_page, language):
    page = open_page()
    page.goto(PATHS[language])
    terms, status = page.locator(".glossary > div:visible"), page.locator("[data-portal-glossary-status]")
    all_of_them, before = terms.count(), status.inner_text()
    field = page.locator("#glossary-words")
    field.fill("crcn")
    expect(terms).to_have_count(1)
    expect(status).to_have_text(SAID[language][0])
    assert page.locator(".letter:visible").count() == 1
    field.press("Enter")  # the page stays as it is
    assert page.url.endswith(PATHS[language])
    field.fill("zyxology")
    expect(status).to_have_text(SAID[language][1])
    field.fill("")
    expect(terms).to_have_count(all_of_them)
    assert status.inner_text() == before


def test_without_a_script_the_form_asks_the_server(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/glossary/")
    page.locator("#glossary-words").fill("crcn")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".glossary > div")).to_have_count(1)
    page.get_by_role("link", name="Every term").click()
    assert page.locator(".glossary > div").count() > 50
