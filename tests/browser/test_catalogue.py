"""A catalogue narrowed down: in place with scripts, by the form without them."""

import pytest

from tests.browser.conftest import REFUSED, until

FOCUSED = "document.activeElement"
COUNT = "document.querySelector('#listing-count').textContent.replace(/\\s+/g, ' ')"
STATUS = "document.querySelector('[data-portal-listing-status]').textContent.replace(/\\s+/g, ' ')"


def test_with_scripts_the_list_changes_in_place(open_page):
    page, faults = open_page(viewport={"width": 1280, "height": 900}), []
    page.add_init_script(REFUSED)
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/en/cooperations/")
    page.evaluate("window.samePage = true")
    assert page.evaluate(COUNT) == "17 cooperations"
    page.locator(".filters-box summary").click()
    page.locator("#filter-country").focus()
    page.locator("#filter-country").select_option("DE")
    until(page, f"{COUNT} === '6 cooperations'")

    # Said to who does not see it; the focus stays, the form stays open, the address is the tidy one.
    until(page, f"{STATUS} === '6 cooperations'")
    assert page.evaluate(f"{FOCUSED}.id") == "filter-country"
    assert page.locator("details.filters-box").get_attribute("open") is not None
    assert page.evaluate("location.search") == "?country=DE"
    assert page.locator(".downloads a").first.get_attribute("href") == "/en/cooperations.csv?country=DE"

    page.locator("#filter-sort").select_option("name")
    until(page, "location.search === '?country=DE&sort=name'")
    page.locator("#filter-country").select_option("CA")
    page.locator("#filter-instrument").select_option("tcp")
    until(page, "location.search.includes('instrument=tcp') && location.search.includes('country=CA')")

    # A filter taken away, in place too: the focus goes to the number, since its link is gone.
    page.locator(".filter-chips a").first.click()
    until(page, "!location.search.includes('instrument=')")
    until(page, f"{FOCUSED}.id === 'listing-count'")
    page.go_back()
    page.locator(".filter-chips a", has_text="Instrument").wait_for()
    assert "instrument=tcp" in page.url
    assert page.locator("#filter-instrument").input_value() == "tcp"
    assert page.evaluate("window.refused") == []
    assert faults == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_choice_made_while_the_list_is_about_to_change_is_kept(open_page):
    page, held = open_page(viewport={"width": 1280, "height": 900}), []
    page.goto("/en/cooperations/")
    page.locator(".filters-box summary").click()
    page.route("**/en/cooperations/?*", lambda route: route.continue_() if held else held.append(route))
    page.locator("#filter-country").select_option("DE")
    while not held:
        page.wait_for_timeout(20)
    page.locator("#filter-instrument").select_option("tcp")
    held[0].continue_()  # the answer to the first choice comes before the second one has been sent
    until(page, "location.search.includes('country=DE') && location.search.includes('instrument=tcp')")
    assert [page.locator(f"#filter-{name}").input_value() for name in ("country", "instrument")] == ["DE", "tcp"]


def test_the_language_switch_keeps_what_was_filtered_in_place(open_page):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto("/en/institutions/")
    page.locator(".filters-box summary").click()
    page.locator("#filter-country").select_option("DE")
    until(page, "location.search === '?country=DE'")
    english = page.locator(".card h3 a").count()
    with page.expect_navigation():
        page.locator("[data-portal-language]").first.click()
    assert page.url.endswith("/fr/institutions/?country=DE")
    assert page.locator(".card h3 a").count() == english > 0


@pytest.mark.parametrize(
    ("path", "found", "nothing"),
    [
        ("/en/cooperations/", "2 cooperations", "Nothing has all of this."),
        ("/fr/cooperations/", "2 coopérations", "Rien ne réunit tout cela."),
    ],
)
def test_without_scripts_the_form_does_it_and_nothing_is_no_dead_end(open_page, path, found, nothing):
    page = open_page(viewport={"width": 375, "height": 700}, java_script_enabled=False)
    page.goto(path)
    page.locator(".filters-box summary").click()
    page.locator("#filter-country").select_option("CA")
    page.locator("#filter-instrument").select_option("joint-lab")
    with page.expect_navigation():
        page.locator(".filters [type=submit]").click()
    assert page.url.endswith("?instrument=joint-lab&country=CA")
    assert page.locator("#listing-count").inner_text().replace("\N{NO-BREAK SPACE}", " ") == found
    assert page.evaluate("document.documentElement.scrollWidth") == 375

    page.goto(f"{path}?instrument=joint-lab&country=NO")
    assert nothing in page.locator(".nothing").inner_text()
    with page.expect_navigation():
        page.locator(".nothing a").first.click()
    assert page.locator(".card").count() > 0
