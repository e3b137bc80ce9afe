"""An editor signs in, changes a text in one language, and the public page shows it at once."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from instruments.models import Instrument
from tests.browser.conftest import AXE
from tests.people import PASSWORD, code, make_person, secret_of

SENTENCE = "A sentence that an editor has just written."


@pytest.fixture
def editor(origin):
    user = make_person("publisher")
    yield user
    user.delete()


@pytest.fixture
def instrument(origin):
    record = Instrument.objects.get(code="irp")
    before = record.summary_en
    yield record
    Instrument.objects.filter(pk=record.pk).update(summary_en=before)


def sign_in(page, user, password=PASSWORD):
    """With the password, and the code where one is asked for."""
    page.goto("/admin/")
    page.fill("#id_login", user.username)
    page.fill("#id_password", password)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    if page.locator("#id_code").count():
        page.fill("#id_code", code(secret_of(user)))
        with page.expect_navigation():
            page.press("#id_code", "Enter")


def test_an_editor_changes_a_text_in_one_language(open_page, editor, instrument):
    page, visitor = open_page(), open_page()
    refused = []
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.log('refused ' + e.blockedURI))")
    page.on("console", lambda message: refused.append(message.text) if "refused" in message.text.lower() else None)

    sign_in(page, editor)
    page.goto(f"/admin/instruments/instrument/{instrument.pk}/change/")
    page.fill("#id_summary_en", SENTENCE)
    with page.expect_navigation():
        page.locator("button[name=_continue]").first.click()
    assert page.locator(".errornote").count() == 0

    shown = {}
    for language in ("fr", "en"):
        visitor.goto(instrument.get_absolute_url(language))
        shown[language] = visitor.locator(".lead").inner_text()
    instrument.refresh_from_db()
    assert shown["en"] == instrument.summary_en == SENTENCE
    assert SENTENCE not in shown["fr"]
    assert refused == []
    assert visitor.context.cookies() == []


def test_the_cookies_of_an_editor_are_bound_to_the_site(open_page, editor):
    page = open_page()
    sign_in(page, editor)
    kept = {
        cookie["name"]: (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"])
        for cookie in page.context.cookies()
    }
    assert kept == {"__Host-session": (True, True, "Lax", "/"), "__Host-csrf": (True, True, "Strict", "/")}


def test_a_wrong_password_opens_nothing(open_page, editor):
    page = open_page()
    sign_in(page, editor, "not the passphrase")
    assert page.locator("#id_login").count() == 1
    assert "__Host-session" not in {cookie["name"] for cookie in page.context.cookies()}


CROWDED = """() => {
    const [head, tools] = ["#content > h1, #content-start h1", ".object-tools"].map(it => document.querySelector(it));
    return head && tools ? head.getBoundingClientRect().bottom > tools.getBoundingClientRect().top : false;
}"""


@pytest.mark.parametrize(("language", "width"), [("fr", 375), ("en", 1280)])
def test_the_desk_is_accessible_and_fits(hand, language, width):
    page = hand(language, viewport={"width": width, "height": 900}).page
    form = f"/admin/instruments/instrument/{Instrument.objects.get(code='irp').pk}"
    lists = ("/admin/instruments/cooperation/?q=de", "/admin/instruments/cooperation/import/")
    for path in ("/admin/", *lists, f"{form}/change/", f"{form}/history/"):
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        assert (path, page.evaluate(AXE)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
        assert (path, page.evaluate(CROWDED)) == (path, False)
