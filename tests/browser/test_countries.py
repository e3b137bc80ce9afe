"""Countries in a browser: the reader's own region first, a page in a small window, cards on another site."""

import pytest
from playwright.sync_api import expect

LISTS = {"fr": "/fr/pays/", "en": "/en/countries/"}
SUMMARY = {"fr": "Confort de lecture", "en": "Reading settings"}
FIRST = {
    "fr": ("Ma région", "Asie", "Votre région vient en premier"),
    "en": ("My region", "Asia", "Your region comes first"),
}
ELSEWHERE = "http://elsewhere.localhost/"


def headings(page):
    return page.locator("[data-portal-regions] h2").all_inner_texts()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_region_chosen_comes_first_is_said_and_is_kept_without_a_cookie(open_page, language):
    label, region, said = FIRST[language]
    page = open_page()
    page.goto(LISTS[language])
    before, note = headings(page), page.locator("[data-portal-region-first]")
    expect(note).to_be_hidden()
    page.get_by_text(SUMMARY[language]).locator("..").press("Enter")
    page.get_by_label(label, exact=True).select_option(label=region)
    assert headings(page) == [region, *(name for name in before if name != region)]
    expect(note).to_contain_text(said)
    page.reload()
    assert headings(page)[0] == region
    expect(note).to_contain_text(region)
    page.get_by_text(SUMMARY[language]).locator("..").press("Enter")
    page.get_by_label(label, exact=True).select_option(value="")
    assert headings(page) == before
    expect(note).to_be_hidden()
    assert page.context.cookies() == []


def test_the_list_of_the_map_follows_the_region(open_page):
    page = open_page()
    page.goto(LISTS["en"])
    page.evaluate("localStorage.setItem('portal-region', 'africa')")
    page.goto("/en/map/")
    expect(page.locator("[data-portal-region-first]")).to_contain_text("Africa")
    first = page.locator("[data-portal-regions] > .feature-group").first
    expect(first).to_have_attribute("data-portal-region", "africa")


def test_a_region_that_is_not_one_changes_nothing(open_page):
    page = open_page()
    page.goto(LISTS["en"])
    before = headings(page)
    page.evaluate("localStorage.setItem('portal-region', '\"]x')")
    page.reload()
    assert headings(page) == before
    expect(page.locator("[data-portal-region-first]")).to_be_hidden()


@pytest.mark.parametrize(("path", "shown"), [("/en/embed/countries/canada/", True), ("/en/countries/canada/", False)])
def test_another_site_may_frame_the_card_and_not_the_page(open_page, origin, path, shown):
    page = open_page(bypass_csp=False)
    body = f'<!doctype html><title>x</title><iframe src="{origin}{path}" title="x"></iframe>'
    page.route(ELSEWHERE, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(ELSEWHERE)
    expect(page.frame_locator("iframe").get_by_role("heading", name="Canada", level=1)).to_have_count(int(shown))
