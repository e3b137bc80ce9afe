"""What is typed at the desk survives: a closed tab, an ended session, a stale token, a network that is gone, somebody else's save."""

import pytest
from django.contrib.sessions.models import Session

from instruments.models import Instrument
from portal.core.models import Revision
from tests.browser.conftest import until
from tests.browser.test_editor import sign_in
from tests.people import PASSWORD, code, secret_of, signed_in

pytestmark = pytest.mark.usefixtures("as_it_was")
TYPED = "Half an hour of typing, in one sentence."
WORDS = {
    "en": ("is not saved", "Put it back into the form", "Sign in in another window"),
    "fr": ("n’est pas enregistrée", "La remettre dans le formulaire", "Me connecter dans une autre fenêtre"),
}


@pytest.fixture
def desk(newcomer, origin):
    """desk(language): somebody signed in who publishes, with the form of an instrument open."""

    def new(language="en"):
        person = newcomer(language, factor=True)
        signed_in(person.page, person.user, origin)
        person.record = Instrument.objects.get(code="irp")
        person.address = f"/admin/instruments/instrument/{person.record.pk}/change/"
        person.page.goto(person.address)
        return person

    return new


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('portal-unsaved')).length")


def type_into(page, text=TYPED):
    field = page.locator("#id_summary_en")
    field.fill("")
    field.press_sequentially(text)
    until(page, "Object.keys(localStorage).some(key => key.startsWith('portal-unsaved'))")


def summary(record):
    record.refresh_from_db()
    return record.summary_en


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_closed_tab_is_offered_again_and_saved(desk, language):
    person = desk(language)
    found, take_up, _ = WORDS[language]
    type_into(person.page)
    page = person.page.context.new_page()
    person.page.close()  # without a word, as a crash does
    page.goto(person.address)
    assert found in page.locator(".desk-kept").inner_text()
    assert page.locator("#id_summary_en").input_value() != TYPED
    with page.expect_navigation():
        page.get_by_role("button", name=take_up).click()
    assert page.locator("#id_summary_en").input_value() == TYPED
    revisions = Revision.objects.count()
    assert summary(person.record) != TYPED  # shown, not saved
    with page.expect_navigation():
        page.locator("button[name=_continue]").first.click()
    assert summary(person.record) == TYPED
    assert Revision.objects.count() == revisions + 1
    until(page, "!Object.keys(localStorage).some(key => key.startsWith('portal-unsaved'))")
    assert page.locator(".desk-kept").count() == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_ended_session_is_signed_in_again_in_place(desk, language):
    person = desk(language)
    page = person.page
    type_into(page)
    Session.objects.all().delete()
    page.locator("button[name=_continue]").first.click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name=WORDS[language][2]).click()
    other = opened.value
    other.wait_for_selector("#id_login")
    sign_in_here(other, person.user)
    page.bring_to_front()
    page.wait_for_url("**/change/")
    page.wait_for_selector(".messagelist .success")
    assert summary(person.record) == TYPED
    assert kept(page) == 0


def sign_in_here(page, user):
    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.fill("#id_code", code(secret_of(user)))
    with page.expect_event("close"):
        page.press("#id_code", "Enter")


def test_a_token_of_another_session_is_replaced(desk):
    person = desk()
    page = person.page
    type_into(page)
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, person.user)
    with page.expect_navigation():
        page.locator("button[name=_continue]").first.click()
    assert summary(person.record) == TYPED


def test_without_the_network_nothing_is_lost(desk):
    person = desk()
    page = person.page
    type_into(page)
    page.context.set_offline(True)
    page.locator("button[name=_continue]").first.click()
    page.wait_for_selector(".desk-kept-now")
    assert "nothing is lost" in page.locator(".desk-kept-now").inner_text()
    assert page.locator("#id_summary_en").input_value() == TYPED
    page.context.set_offline(False)
    with page.expect_navigation():
        page.locator("button[name=_continue]").first.click()
    assert summary(person.record) == TYPED


def test_the_page_asks_before_it_is_left_and_only_then(desk):
    page, asked = desk().page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []
    type_into(page)
    page.reload()
    assert asked == ["beforeunload"]


def test_what_is_taken_back_is_not_kept(desk):
    page = desk().page
    before = page.locator("#id_summary_en").input_value()
    type_into(page)
    page.locator("#id_summary_en").fill(before)
    until(page, "!Object.keys(localStorage).some(key => key.startsWith('portal-unsaved'))")


def test_what_was_kept_can_be_deleted(desk):
    person = desk()
    type_into(person.page)
    page = person.page.context.new_page()
    person.page.close()
    page.goto(person.address)
    page.get_by_role("button", name="Delete it").click()
    assert (kept(page), page.locator(".desk-kept").count()) == (0, 0)


def test_signing_out_asks_what_shall_stay_on_the_device(desk):
    person = desk()
    type_into(person.page)
    page = person.page.context.new_page()
    person.page.close()
    page.goto("/admin/")
    assert "not saved" in page.locator(".desk-kept").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/admin/")
    with page.expect_navigation():
        page.get_by_role("button", name="Delete it and sign out").click()
    assert kept(page) == 0


def test_somebody_elses_save_is_met_when_the_text_is_taken_up(desk):
    person = desk()
    type_into(person.page)
    page = person.page.context.new_page()
    person.page.close()
    other = page.context.new_page()
    other.goto(person.address)
    other.locator("#id_summary_fr").fill("Une autre personne a enregistré ceci.")
    with other.expect_navigation():
        other.locator("button[name=_continue]").first.click()
    other.close()
    page.goto(person.address)
    with page.expect_navigation():
        page.get_by_role("button", name="Put it back into the form").click()
    assert page.locator("#id_summary_en").input_value() == TYPED
    assert page.locator("#id_summary_fr").input_value() == "Une autre personne a enregistré ceci."


def test_the_keyboard_saves(desk):
    person = desk()
    type_into(person.page)
    with person.page.expect_navigation():
        person.page.keyboard.press("Control+s")
    assert summary(person.record) == TYPED
