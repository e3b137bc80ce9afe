"""From a question to a verdict and back: by keyboard without scripts on a telephone, and in place with them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import REFUSED, until
from tests.browser.test_keyboard import FOCUSED, tab_to

WORDS = {
    "fr": {
        "path": "/fr/instruments/trouver/",
        "fits": "Convient",
        "not": "Ne convient pas",
        "change": "Si la collaboration était naissante",
        "summary": "1 convient, 2 ne conviennent pas, 2 ne sont pas ouverts aux candidatures",
    },
    "en": {
        "path": "/en/instruments/find/",
        "fits": "Fits",
        "not": "Does not fit",
        "change": "If the collaboration were emerging",
        "summary": "1 fits, 2 do not fit, 2 are not open to application",
    },
}


def answers_in(url):
    return parse_qs(urlsplit(url).query)


def choose(page, name, value):
    """Tabs to a list and moves down to a value with the arrow keys."""
    tab_to(page, f'[name="{name}"]')
    for _ in range(6):
        if page.evaluate(f"{FOCUSED}.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {name}")


def verdict(page, code):
    return page.locator(f"article:has(#verdict-{code}) .verdict-fit").inner_text()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_journey_by_keyboard_without_scripts_on_a_telephone(open_page, language):
    said = WORDS[language]
    page = open_page(viewport={"width": 375, "height": 700}, java_script_enabled=False)
    page.goto(said["path"])
    choose(page, "affiliation", "inserm")
    choose(page, "history", "new")
    choose(page, "partner_kind", "team")
    tab_to(page, '[name="partners"]')
    page.keyboard.type("1")
    tab_to(page, '[name="award"][value="erc-starting"]')
    page.keyboard.press("Space")
    with page.expect_navigation():
        tab_to(page, '[type="submit"]')
        page.keyboard.press("Enter")

    answered = answers_in(page.url)
    assert answered.pop("rules")
    assert answered == {
        "affiliation": ["inserm"],
        "award": ["erc-starting"],
        "history": ["new"],
        "partner_kind": ["team"],
        "partners": ["1"],
    }
    assert verdict(page, "first-steps") == said["fits"]
    assert verdict(page, "irp") == said["not"]
    assert page.evaluate("document.documentElement.scrollWidth") == 375

    page.locator("#verdict-irp a").focus()  # reading on from there
    with page.expect_navigation():
        tab_to(page, ".changes a")
        assert page.evaluate(f"{FOCUSED}.innerText").replace("\N{NO-BREAK SPACE}", " ") == said["change"]
        page.keyboard.press("Enter")
    assert answers_in(page.url)["history"] == ["emerging"]
    assert (verdict(page, "irp"), verdict(page, "first-steps")) == (said["fits"], said["not"])
    assert page.locator('[name="history"]').input_value() == "emerging"

    with page.expect_navigation():
        page.go_back()
    assert answers_in(page.url)["history"] == ["new"]
    assert verdict(page, "first-steps") == said["fits"]


def watched(page, path):
    """Opens a page and notes what it is refused and what it says of itself to a screen reader."""
    page.add_init_script(REFUSED)
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path)
    return faults


@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_scripts_the_verdicts_change_in_place(open_page, language):
    said = WORDS[language]
    page = open_page()
    faults = watched(page, said["path"])
    page.evaluate("window.samePage = true")
    for name, value in (("affiliation", "inserm"), ("history", "new"), ("partner_kind", "team")):
        page.locator(f'[name="{name}"]').select_option(value)
        until(page, f"location.search.includes('{name}={value}')")
    page.locator('[name="partners"]').fill("1")
    page.locator('[name="award"][value="erc-starting"]').focus()
    page.keyboard.press("Space")
    until(page, "location.search.includes('award=erc-starting') && location.search.includes('partners=1')")
    until(page, "document.querySelector('.verdict-fits #verdict-first-steps') !== null")

    assert page.evaluate("window.samePage")
    assert page.evaluate(f"{FOCUSED}.value") == "erc-starting"
    status = page.locator("[data-portal-finder-status]")
    assert re.sub(r"\s", " ", status.text_content()) == said["summary"]
    assert status.get_attribute("role") == "status"
    assert "position=&" not in page.url  # the address is the tidy one
    assert (verdict(page, "first-steps"), verdict(page, "irp")) == (said["fits"], said["not"])
    assert page.evaluate("window.refused") == []
    assert faults == []
    assert page.locator("style").count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]  # as the page promises

    page.go_back()
    page.locator(".verdict-may-fit #verdict-first-steps").wait_for()
    assert "award=" not in page.url
    assert not page.locator('[name="award"][value="erc-starting"]').is_checked()
    assert page.locator('[name="history"]').input_value() == "new"


def test_a_country_added_keeps_the_focus_and_gives_room_for_another(open_page):
    page = open_page()
    faults = watched(page, "/en/instruments/find/")
    for number, code in enumerate(("DE", "US"), 1):
        choice = page.locator(f"#id_partner_{number}")
        choice.focus()
        choice.select_option(code)
        until(page, f"location.search.includes('partner={code}')")
        until(
            page, f"document.querySelector('.chips').innerText.includes('{ {'DE': 'Germany', 'US': 'United'}[code] }')"
        )
        assert page.evaluate(f"{FOCUSED}.id") == f"id_partner_{number}"
    assert page.locator('[name="partner"]').count() == 3
    assert page.locator("article:has(#verdict-irp) .verdict-money strong").count() == 2
    assert faults == []


def test_a_mistake_is_told_at_its_field_in_place_and_goes_when_it_is_mended(open_page):
    page = open_page()
    watched(page, "/fr/instruments/trouver/?history=new")
    field = page.locator('[name="recruited"]')
    field.fill("2021-13-45")
    field.press("Tab")
    until(page, "document.querySelector('#error-recruited').textContent !== ''")
    until(page, "document.querySelector('[name=recruited]').getAttribute('aria-invalid') === 'true'")
    assert page.locator("#error-recruited").inner_text().replace("’", "'") == "Cette date n'existe pas."
    assert "error-recruited" in field.get_attribute("aria-describedby").split()
    assert field.input_value() == "2021-13-45"
    assert page.evaluate(f"document.querySelector('form.questions').contains({FOCUSED})")
    field.fill("2021")
    field.press("Enter")
    until(page, "document.querySelector('[name=recruited]').getAttribute('aria-invalid') === null")
    assert page.locator("#error-recruited").inner_text() == ""


def test_what_is_being_typed_is_not_lost_when_verdicts_arrive(open_page):
    page = open_page()
    watched(page, "/en/instruments/find/")
    page.locator('[name="partners"]').fill("2")
    page.locator('[name="recruited"]').focus()
    page.keyboard.type("202")
    until(page, "location.search.includes('partners=2')")
    page.keyboard.type("1")
    assert page.locator('[name="recruited"]').input_value() == "2021"
    assert page.evaluate(f"{FOCUSED}.name") == "recruited"
