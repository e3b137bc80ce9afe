"""From a question to a result and back: by keyboard without scripts on a telephone, and in place with them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import REFUSED, until
from tests.browser.test_keyboard import FOCUSED, tab_to

WORDS = {
    "fr": {
        "path": "/fr/instruments/trouver/",
        "result": "Tremplin international convient : 10 000 € pour 1 an",
        "change": "Si le partenariat était déjà engagé",
        "changed": "Projet de recherche international (PRI) convient : jusqu'à 60 000 € ou 75 000 € pour 5 ans",
        "possible": "1 encore possible",
    },
    "en": {
        "path": "/en/instruments/find/",
        "result": "International First Steps fits: €10,000 for 1 year",
        "change": "If the partnership had begun",
        "changed": "International Research Project (IRP) fits: up to €60,000 or €75,000 for 5 years",
        "possible": "1 still possible",
    },
}


def answers_in(url):
    return parse_qs(urlsplit(url).query)


def plain(text):
    return re.sub(r"\s+", " ", text).replace("’", "'").strip()


def title(page):
    return plain(page.locator("h1").inner_text())


def choose(page, name, value):
    """Tabs to the rows of a question and moves down to one with the arrow keys."""
    tab_to(page, f'[name="{name}"]')
    page.keyboard.press("Space")
    for _ in range(6):
        if page.locator(f'[name="{name}"]:checked').get_attribute("value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {name}")


def go_on(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_journey_by_keyboard_without_scripts_on_a_telephone(open_page, language):
    said = WORDS[language]
    page = open_page(viewport={"width": 375, "height": 700}, java_script_enabled=False)
    page.goto(said["path"])
    choose(page, "affiliation", "inserm")
    go_on(page)
    choose(page, "history", "new")
    go_on(page)
    tab_to(page, '[name="partners"]')
    page.keyboard.type("1")
    go_on(page)
    tab_to(page, '[name="award"][value="erc-starting"]')
    page.keyboard.press("Space")
    tab_to(page, ".step-send button")
    go_on(page)
    choose(page, "partner_kind", "team")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    go_on(page)

    answered = answers_in(page.url)
    assert answered.pop("rules")
    assert answered == {
        "affiliation": ["inserm"],
        "award": ["erc-starting"],
        "history": ["new"],
        "partner_kind": ["team"],
        "partners": ["1"],
    }
    assert title(page) == said["result"]
    assert page.evaluate("document.documentElement.scrollWidth") == 375

    change = page.locator(".other-change a").first
    assert plain(change.inner_text()) == said["change"]
    change.focus()
    go_on(page)
    assert answers_in(page.url)["history"] == ["emerging"]
    assert title(page) == said["changed"]

    with page.expect_navigation():
        page.go_back()
    assert title(page) == said["result"]


def watched(page, path):
    """Opens a page and notes what it is refused and what it says of itself to a screen reader."""
    page.add_init_script(REFUSED)
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path)
    return faults


@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_scripts_what_is_possible_changes_in_place(open_page, language):
    said = WORDS[language]
    page = open_page()
    faults = watched(page, f"{said['path']}?affiliation=inserm&step=2")
    page.evaluate("window.samePage = true")
    page.locator('[name="history"][value="new"]').check()
    expect(page.locator("#possible h2")).to_have_text(said["possible"])
    until(page, "location.search.includes('history=new') && location.search.includes('step=2')")
    assert page.evaluate("window.samePage")
    assert page.evaluate(f"{FOCUSED}.value") == "new"
    status = page.locator("[data-portal-finder-status]")
    assert (plain(status.text_content()), status.get_attribute("role")) == (said["possible"], "status")
    assert page.evaluate("window.refused") == []
    assert faults == []
    assert page.locator("style").count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]  # as the page promises

    page.reload()
    assert page.locator('[name="history"][value="new"]').is_checked()
    with page.expect_navigation():
        page.locator(".step-send button").click()
    assert answers_in(page.url)["step"] == ["3"]
    with page.expect_navigation():
        page.locator(".step-send a").click()
    assert page.locator('[name="history"][value="new"]').is_checked()


def test_somebody_abroad_is_led_to_the_guide_and_back_as_a_pair(open_page):
    page = open_page()
    page.goto("/en/instruments/find/?partner=KE&step=1")
    page.locator('[name="affiliation"][value="foreign"]').check()
    page.locator(".step-send button").click()
    page.wait_for_url("**/en/work-with-us/*")  # the address of the question may still change in place before that
    with page.expect_navigation():
        page.get_by_role("link", name="See what the two of you can ask for").click()
    assert title(page) == "Have you worked together?"
    assert answers_in(page.url)["partner"] == ["KE"]


def test_a_row_added_takes_the_focus_and_touches_no_other(open_page):
    page = open_page()
    faults = watched(page, "/en/instruments/find/?affiliation=inserm&history=established&step=3")
    page.locator("#id_partner_1").select_option("DE")
    page.get_by_role("button", name="Add a country").click()
    expect(page.locator("#id_partner_2")).to_be_focused()
    expect(page.locator("#id_partner_2")).to_have_accessible_name("In which country? Country 2")
    page.locator("#id_partner_2").select_option("US")
    until(page, "location.search.includes('partner=DE') && location.search.includes('partner=US')")
    assert page.locator("#id_partner_1").input_value() == "DE"
    assert faults == []


def test_a_row_is_added_without_scripts_too(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/fr/instruments/trouver/?affiliation=inserm&history=established&partner=DE&step=3")
    page.locator('[name="partner"]').last.select_option("US")
    page.get_by_role("button", name="Ajouter un pays").click()
    assert [row.input_value() for row in page.locator('[name="partner"]').all()] == ["DE", "US", ""]
    assert answers_in(page.url)["step"] == ["3"]


def test_nothing_chosen_is_replaced_by_an_answer_that_arrives_late(open_page):
    page = open_page()
    held = []
    page.goto("/en/instruments/find/?affiliation=inserm&history=established&step=all")
    page.route("**/find/?*", lambda route: held.append(route) if held is not None else route.continue_())
    page.locator('[name="partners"]').fill("2")
    page.locator('[name="partners"]').press("Tab")
    until(page, "document.querySelector('.htmx-request') !== null")
    page.locator("#id_partner_1").select_option("DE")
    page.get_by_role("button", name="Add a country").click()
    page.locator("#id_partner_2").select_option("IT")
    late, held = held, None
    for route in late:
        route.continue_()
    until(page, "location.search.includes('partner=DE') && location.search.includes('partner=IT')")
    expect(page.locator("#verdicts h2").first).to_contain_text("may fit")
    assert [row.input_value() for row in page.locator('[name="partner"]').all()] == ["DE", "IT"]
    assert page.locator('[name="partners"]').input_value() == "2"


def test_a_mistake_is_told_at_its_field_in_place_and_goes_when_it_is_mended(open_page):
    page = open_page()
    watched(page, "/fr/instruments/trouver/?history=new&step=all")
    year, month = page.locator('[name="recruited-year"]'), page.locator('[name="recruited-month"]')
    month.fill("13")
    year.fill("2021")
    year.press("Tab")
    until(page, "document.querySelector('#error-recruited').textContent !== ''")
    until(page, "document.querySelector('[name=recruited-month]').getAttribute('aria-invalid') === 'true'")
    assert plain(page.locator("#error-recruited").inner_text()) == "Cette date n'existe pas."
    assert "error-recruited" in month.get_attribute("aria-describedby").split()
    assert (year.input_value(), month.input_value()) == ("2021", "13")
    assert page.evaluate(f"document.querySelector('form.questions').contains({FOCUSED})")
    month.fill("11")
    month.press("Enter")
    until(page, "document.querySelector('[name=recruited-month]').getAttribute('aria-invalid') === null")
    assert page.locator("#error-recruited").inner_text() == ""


def test_what_is_being_typed_is_not_lost_when_verdicts_arrive(open_page):
    page = open_page()
    watched(page, "/en/instruments/find/?step=all")
    page.locator('[name="partners"]').fill("2")
    page.locator('[name="recruited-year"]').focus()
    page.keyboard.type("202")
    until(page, "location.search.includes('partners=2')")
    page.keyboard.type("1")
    assert page.locator('[name="recruited-year"]').input_value() == "2021"
    assert page.evaluate(f"{FOCUSED}.name") == "recruited-year"
