"""Signing in as a person does it: the second factor set up at the first sign-in, recovery codes, the desk's language."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import AXE, REFUSED
from tests.people import PASSWORD, code, make_person, secret_of, signed_in

FAULTS = "window.refused"


@pytest.fixture
def person(origin):
    """person(role, **overrides): an account that goes when the test ends."""
    made = []

    def new(role, **overrides):
        made.append(make_person(role, **overrides))
        return made[-1]

    yield new
    for user in made:
        user.delete()


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def faults(page):
    """What axe finds in both themes, what the policy refused, whether the page is wider than the window."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate(AXE)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + page.evaluate(FAULTS) + (["too wide"] if wide else [])


def test_the_first_sign_in(open_page, person):
    user = person("publisher", factor=False)
    page = open_page(locale="fr-FR", viewport={"width": 320, "height": 800})
    page.add_init_script(REFUSED)
    page.goto("/admin/")
    found = {"login": faults(page)}
    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    press(page, "Se connecter")
    assert page.locator("h1").inner_text() == "Mettre en place un second facteur"
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 50  # the drawing is drawn, under our policy
    found["factor"] = faults(page)
    page.fill("#id_code", code(page.locator(".key").inner_text()))
    press(page, "Le mettre en place")
    assert page.locator("h1").inner_text() == "Codes de secours"
    assert page.locator(".codes li").count() == 10
    found["codes"] = faults(page)
    first = page.locator(".codes code").first.inner_text()
    for path in ("/admin/account/", "/admin/account/password/"):
        page.goto(path)
        found[path] = faults(page)
    press(page, "Se déconnecter")

    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    press(page, "Se connecter")
    found["code"] = faults(page)
    page.fill("#id_code", first)
    press(page, "Se connecter")
    assert page.locator("#site-name").inner_text() == "Coopération internationale : rédaction"
    assert {place: fault for place, fault in found.items() if fault} == {}


def test_the_sign_in_page_speaks_the_language_that_is_chosen(open_page, person):
    user = person("editor")
    page = open_page(locale="fr-FR")
    page.goto("/admin/")
    page.click("text=English")
    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    press(page, "Sign in")
    page.fill("#id_code", code(secret_of(user)))
    press(page, "Sign in")
    assert page.locator("#content h1").inner_text() == "What do you want to change?"


def test_the_desk_speaks_the_language_of_the_person(open_page, person, origin):
    page = open_page(locale="en-GB")
    user = person("editor")
    signed_in(page, user, origin)
    page.goto("/admin/pages/page/")
    assert page.locator("html").get_attribute("lang") == "en"
    press(page, "Français")
    assert page.url.endswith("/admin/pages/page/")
    assert page.locator("html").get_attribute("lang") == "fr"
    other = open_page(locale="en-GB")
    signed_in(other, user, origin)
    other.goto("/admin/")
    assert other.locator("html").get_attribute("lang") == "fr"
