"""The search as a visitor uses it: typing, suggestions, results, back; and without JavaScript."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import AXE

SEARCHES = (
    "/fr/recherche/",
    "/fr/recherche/?q=heidelburg",
    "/en/search/?q=ageing&kind=office",
    "/en/search/?q=qqqqqqqq",
)


def open_the_box(page):
    """The header's icon opens its box, and the box has the focus."""
    page.locator(".search-link").click()
    box = page.locator("#header-search")
    expect(box).to_be_focused()
    return box


def test_typing_suggests_names_that_lead_to_their_pages(open_page):
    page = open_page()
    page.goto("/en/")
    box = open_the_box(page)
    box.press_sequentially("interag")
    first = page.locator(".suggestions a").first
    expect(first).to_contain_text("InterAging")
    box.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).to_have_count(0)
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".search-link")).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_have_value("interag")
    box.press_sequentially("ing")
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_contain_text("InterAging")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_search_leads_to_a_result_and_back(open_page, origin, javascript):
    page = open_page(java_script_enabled=javascript)
    page.goto("/fr/")
    if javascript:
        box = open_the_box(page)
    else:
        page.locator(".search-link").click()
        box = page.locator("main").get_by_role("searchbox")
    box.fill("heidelburg")
    box.press("Enter")
    assert page.url == f"{origin}/fr/recherche/?q=heidelburg"
    expect(page.locator(".notice")).to_contain_text("heidelberg")
    expect(page.locator(".result mark").first).to_have_text("Heidelberg")
    page.locator(".facets a", has_text="Coopérations").click()
    expect(page.locator(".result")).to_have_count(int(page.locator(".facets [aria-current] .facet-count").inner_text()))
    page.locator('.result h3 a[href*="/cooperations/"]').first.click()
    assert "/fr/cooperations/" in page.url
    page.go_back()
    assert page.url == f"{origin}/fr/recherche/?q=heidelburg&kind=cooperation"
    page.locator("[data-portal-language]").first.click()
    assert page.url == f"{origin}/en/search/?q=heidelburg&kind=cooperation"
    expect(page.locator(".result").first).to_be_visible()


def test_no_result_is_no_dead_end_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/search/?q=ageing&kind=office")
    page.get_by_role("link", name="Without this filter").click()
    expect(page.locator(".result").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_fit_and_have_no_fault(open_page, width):
    """Each page light at one width, dark at the other, by turns."""
    page = open_page(viewport={"width": width, "height": 800})
    for number, path in enumerate(SEARCHES):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.evaluate(AXE_SCRIPT)
        page.emulate_media(color_scheme=("light", "dark")[(number + (width == 320)) % 2])
        assert page.evaluate(AXE) == []


def test_menu_icon_and_switch_stand_in_one_row_on_a_small_screen(open_page):
    page = open_page(viewport={"width": 320, "height": 800})
    page.goto("/fr/")
    places = [page.locator(part).first.bounding_box() for part in (".menu summary", ".search-link", ".languages a")]
    assert all(place["x"] >= 0 and place["x"] + place["width"] <= 320 and place["height"] >= 44 for place in places)
    assert len({round(place["y"]) for place in places}) == 1
    open_the_box(page).press_sequentially("heidel")
    expect(page.locator(".suggestions a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("javascript", [True, False])
def test_the_menu_of_a_small_screen_opens_and_marks_where_one_is(open_page, javascript):
    page = open_page(viewport={"width": 320, "height": 800}, java_script_enabled=javascript)
    page.goto("/en/contacts/")
    page.locator(".menu summary").click()
    here = page.locator(".menu [aria-current=page]")
    expect(here).to_have_text("Contacts")
    expect(here).to_be_in_viewport()
    assert {box["height"] >= 48 for box in (link.bounding_box() for link in page.locator(".menu li a").all())} == {True}
    page.locator(".menu").get_by_role("link", name="Work with us from abroad").click()
    assert page.url.endswith("/en/work-with-us/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_header_is_one_row_on_a_desktop(open_page, language):
    page = open_page()
    page.goto(f"/{language}/")
    for width in (1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".site-header").bounding_box()["height"] <= 66
        assert page.locator(".site-footer").bounding_box()["height"] <= 260
