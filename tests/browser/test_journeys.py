"""What an editor comes for, from the desk's first page to the public page, in either language."""

import re
from datetime import datetime, timedelta

import pytest

from instruments.models import Cooperation, Instrument, Partner
from portal.editing import housekeeping
from portal.pages.models import Page
from sites.models import Institution, Office, Place
from tests.browser.conftest import until
from tests.browser.hand import PARIS, exactly
from tests.browser.pictures import shot
from tests.browser.test_richtext import READY
from tests.editing.conftest import Desk
from tests.people import PASSWORD, code, make_person

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
BOTH = pytest.mark.parametrize("language", ["fr", "en"])


def addresses(record):
    return {language: record.get_absolute_url(language) for language in ("fr", "en")}


@BOTH
def test_who_publishes_comes_for_the_first_time(newcomer, language):
    she = newcomer(language)
    page = she.page
    page.goto("/admin/")
    shot(page, language, "sign-in", page.locator("main, #content").first)
    she.write("Username", she.user.username)
    she.write("Password", PASSWORD)
    she.press("Sign in")
    she.is_at("Set up a second factor")
    key = page.locator(".key").inner_text()
    shot(page, language, "second-factor", page.locator("#content").first, without=[key])
    page.locator("input[name=code]").fill(code(key))
    she.press("Set it up")
    she.is_at("Recovery codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    shot(page, language, "recovery-codes", page.locator("#content").first, without=codes)
    she.home()
    she.is_at("What do you want to change?")
    shot(page, language, "first-page", page.locator("#content h1").first, page.locator(".cares").last)


@BOTH
def test_the_amount_of_an_instrument(hand, language):
    she, instrument = hand(language), Instrument.objects.get(code="irp")
    page = she.page
    she.room(Instrument)
    shot(page, language, "list", page.locator("#content h1").first, page.locator("#changelist"))
    she.follow(she.name(instrument))
    rule = she.group("funding rules").locator(".has_original").first
    fact = she.group("facts").locator(".has_original").first  # one of thirty: its first words are enough
    assert not she.field("text", "fr", within=fact).is_visible()
    fact.get_by_role("button").first.click()
    assert she.field("text", "fr", within=fact).is_visible()
    she.write("amount in euros", "82000", within=rule)
    shot(page, language, "amount", rule)
    she.press("Publish")
    question = page.locator(".errornote").filter(has=page.get_by_role("checkbox"))
    shot(page, language, "verdicts", page.locator(".errorlist.nonfield"), question)
    assert not Instrument.objects.filter(code="irp", funding__amount=82000).exists()
    question.get_by_role("checkbox").check()
    said = she.publish("Publish", addresses(instrument), {"fr": ["82 000 €"], "en": ["€82,000"]})
    assert she.name(instrument) in said
    assert she.links_said() == addresses(instrument)


@BOTH
def test_a_joint_lab_with_a_new_partner_in_a_new_place(hand, language):
    she = hand(language)
    page = she.page
    she.home()
    page.get_by_role("row", name=re.compile(f"^{she.kind(Cooperation)}")).get_by_role(
        "link", name=she.says("Add")
    ).click()
    for code_, name in (("fr", "Institut de la vision – Coimbra"), ("en", "Vision Institute – Coimbra")):
        she.write("name", name, code_)
    assert she.field("code").input_value() == "institut-de-la-vision-coimbra"
    page.get_by_label(she.label("status")).select_option("published")
    she.choose("instrument", "Joint Lab")
    she.write("summary", "La vision, étudiée à Paris et à Coimbra.", "fr")
    she.write("summary", "Vision, studied in Paris and in Coimbra.", "en")
    she.write("as of", "2026-11")
    she.choose("sources", "ANRS MIE")
    named = page.locator("fieldset").filter(has=she.heading("Name and address"))
    shot(page, language, "languages", named, page.locator("fieldset").filter(has=she.heading("Texts")))

    partners = she.group("partners")
    add = partners.get_by_role(
        "button", name=exactly(she.says("Add another %(verbose_name)s", verbose_name=she.named(Partner)))
    )
    add.click()
    french = partners.locator(".dynamic-partners").last
    french.get_by_label(she.label("side")).select_option("french")
    she.choose("institution", "Institut de la vision" if language == "fr" else "Vision", within=french)
    add.click()
    foreign = partners.locator(".dynamic-partners").last
    with she.aside(Institution, within=foreign) as institution:
        institution.write("name", "Université de Coimbra", "fr")
        institution.write("name", "University of Coimbra", "en")
        institution.page.get_by_label(institution.label("status")).select_option("published")
        institution.page.get_by_label(institution.label("kind")).select_option("university")
        institution.choose("country", "Portugal")
        shot(
            institution.page,
            language,
            "new-partner",
            institution.page.locator("fieldset").nth(0),
            institution.page.locator("fieldset").nth(1),
        )
        with institution.aside(Place) as place:
            place.write("name", "Coïmbre", "fr")
            place.write("name", "Coimbra", "en")
            place.choose("country", "Portugal")
            place.write("latitude", "40.21")
            place.write("longitude", "-8.42")
    shot(page, language, "partner", foreign)

    wanted = {
        "fr": [
            "Institut de la vision – Coimbra",
            "La vision, étudiée à Paris et à Coimbra.",
            "Université de Coimbra",
            "Coïmbre, Portugal",
        ],
        "en": [
            "Vision Institute – Coimbra",
            "Vision, studied in Paris and in Coimbra.",
            "University of Coimbra",
            "Coimbra, Portugal",
        ],
    }
    she.send("Save")
    she.visitor_reads(she.links_said(), wanted)
    assert ("Institut de la vision" if language == "fr" else "Vision Institute") in she.saved()
    cooperation = Cooperation.objects.get(code="institut-de-la-vision-coimbra")
    assert (cooperation.sources.count(), cooperation.instrument.code) == (1, "joint-lab")


AT_ITS_START = """
!!document.activeElement.closest(".richtext-text") && getSelection().isCollapsed && getSelection().anchorOffset === 0
"""


@BOTH
def test_an_english_sentence_on_a_telephone(hand, language):
    she, record = hand(language, viewport={"width": 375, "height": 800}), Page.objects.get(code="history")
    page, before = she.page, record.body_fr
    corrected = "Corrected: " + re.sub("<[^>]+>", "", record.body_en.split("</p>")[0])[:20].strip()
    she.find("histoire" if language == "fr" else "history", she.name(record))
    until(page, READY)
    page.get_by_role("button", name="EN", exact=True).click()
    editor = page.locator(".richtext:has(#id_body_en)")
    for _ in range(100):  # the editor follows a click and a key when it has time
        editor.locator(".richtext-text p").first.click()
        page.keyboard.press("Control+Home")
        page.wait_for_timeout(50)
        if page.evaluate(AT_ITS_START):
            break
    page.keyboard.type("Corrected: ")
    editor.get_by_text(corrected).wait_for()
    shot(page, language, "text", editor)
    page.locator(".desk-options summary").click()
    page.get_by_label(exactly(she.says("Minor edit: the other language need not follow"))).check()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    plain = re.sub("<[^>]+>", "", before.split("</p>")[0])[:40]
    she.publish("Publish", addresses(record), {"fr": [plain], "en": [corrected]})
    record.refresh_from_db()
    assert record.body_fr == before


@BOTH
def test_a_change_prepared_for_monday(hand, clock, language):
    she, office = hand(language), Office.objects.get(code="washington")
    page = she.page
    old = {"fr": [office.summary_fr], "en": [office.summary_en]}
    new = {"fr": ["Le bureau change d'adresse."], "en": ["The office moves."]}
    she.room(Office)
    she.follow(she.name(office))
    for code_, texts in new.items():
        she.write("summary", texts[0], code_)
    page.locator(".desk-options summary").click()
    page.get_by_label(exactly(she.says("Goes public by itself on (Paris time; empty: when you say so)"))).fill(
        "2026-11-23T09:00"
    )
    page.get_by_label(exactly(she.says("Note for your colleagues"))).fill("Washington, 2026")
    shot(page, language, "prepare", page.locator(".desk-options > div"), page.locator(".desk-bar"))
    she.press("Save as a pending change")
    shot(page, language, "prepared", page.locator("#content h1").first, page.locator("#content-main"))
    previews = page.locator("#content-main p a[target=_blank]").all()
    preview = dict(zip(("fr", "en"), (link.get_attribute("href") for link in previews), strict=True))
    she.visitor_reads(addresses(office), old)
    she.visitor_reads(preview, new)

    clock.set(MONDAY - timedelta(seconds=30))
    housekeeping.once()
    she.visitor_reads(addresses(office), old)
    clock.set(MONDAY)
    housekeeping.once()  # what the thread of a process does every two seconds
    she.visitor_reads(addresses(office), new)


@BOTH
def test_yesterday_s_change_is_undone(hand, clock, language):
    cooperation, friday = Cooperation.objects.get(code="climatehealth"), clock.now()
    old = {"fr": [cooperation.summary_fr], "en": [cooperation.summary_en]}
    clock.set(friday - timedelta(days=1))
    colleague = Desk(make_person("publisher", first_name="Émilie", last_name="Durand"))
    colleague.client.defaults["SERVER_NAME"] = "localhost"
    answer = colleague.save(cooperation, summary_fr="Une phrase de trop.", summary_en="One sentence too many.")
    assert answer.status_code == 302
    clock.set(friday)

    she = hand(language)
    she.visitor_reads(addresses(cooperation), {"fr": ["Une phrase de trop."], "en": ["One sentence too many."]})
    she.find("climatehealth", "ClimateHealth")
    she.follow(she.says("History"), within=".object-tools")
    shot(she.page, language, "history", she.page.locator("#content h1").first, she.page.locator("#content-main"))
    said = she.publish("Bring this version back", addresses(cooperation), old)
    assert she.says("The earlier version is back. What it replaced is in the history.") in said
