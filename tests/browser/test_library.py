"""The library in Chromium: an image is sent, put into a text by the keyboard, saved, and seen by a visitor."""

import os

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from portal.library.models import Image
from portal.pages.models import Document, Page
from tests.browser.conftest import REFUSED, until
from tests.browser.test_richtext import AXE, READY, field, kept, save
from tests.library.samples import make_document, make_image, picture
from tests.people import make_person, signed_in

FORM = "axe.run(document.querySelector('#content'), {preload: false}).then(found => found.violations.map(one => [one.id, one.nodes[0].target[0]]))"


@pytest.fixture
def editor(origin):
    user = make_person("publisher")
    yield user
    user.delete()


@pytest.fixture
def page_record(origin):
    found = Page.objects.get(code="history")
    before = {f"body_{code}": getattr(found, f"body_{code}") for code in ("fr", "en")}
    yield found
    Page.objects.filter(pk=found.pk).update(**before)
    Image.objects.all().delete()
    Document.objects.filter(code="leaflet").delete()


@pytest.fixture
def desk(open_page, editor, origin):
    def new(path, **options):
        page = open_page(**options)
        page.add_init_script(REFUSED)
        signed_in(page, editor, origin)
        page.goto(path)
        return page

    return new


def taken(page, name):
    """A picture of the screen for who looks at it, where PORTAL_LOOK names a folder."""
    if os.environ.get("PORTAL_LOOK"):
        page.screenshot(path=f"{os.environ['PORTAL_LOOK']}/{name}.png")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_an_image_and_a_document_go_into_a_text_by_the_keyboard(desk, page_record, open_page, width, scheme):
    make_image(picture(1000, 500), code="visit", name_en="A visit", alt_en="A room with people")
    make_image(picture(300, 500), code="tall", name_en="A tall visit", status="draft")
    make_document(code="leaflet", name_en="Leaflet", name_fr="Dépliant", url="https://example.org/a")
    page = desk(
        f"/admin/pages/page/{page_record.pk}/change/", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    until(page, READY)
    page.evaluate(AXE_SCRIPT)
    text = field(page, "en")
    text.locator(".richtext-text p").first.click()
    page.keyboard.press("Control+Home")
    text.locator("[data-tool=image]").click()
    page.locator("dialog .richtext-file").nth(1).wait_for()
    taken(page, f"dialog-{width}")
    assert page.evaluate(AXE) == []
    page.keyboard.type("people")
    until(page, "document.querySelectorAll('dialog .richtext-file').length === 1")
    page.keyboard.press("Enter")  # nothing is chosen yet
    assert "Choose one" in page.locator("dialog .richtext-note").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.richtext-image img')")
    assert kept(page, "en").count("<p>[[image.visit]]</p>") == 1
    text.locator(".richtext-text p").first.click()
    text.locator("[data-tool=document]").click()
    page.locator("dialog .richtext-file").first.click()
    page.locator("dialog [type=submit]").click()
    assert "[[document.leaflet]]" in kept(page, "en")
    taken(page, f"text-{width}")
    assert page.evaluate(AXE) == []
    save(page)
    assert page.evaluate("window.refused") == []
    assert page.locator(".richtext-image").count() == 1  # the editor gives back what it was given

    visitor = open_page(viewport={"width": width, "height": 900})
    visitor.goto(page_record.get_absolute_url("en"))
    shown = visitor.locator("figure.picture img")
    shown.scroll_into_view_if_needed()
    until(visitor, "document.querySelector('figure.picture img').naturalWidth > 0")
    assert shown.evaluate("image => image.currentSrc").endswith(".webp")
    assert "(in French)" in visitor.locator("a.document-link").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_an_image_is_sent_by_its_form(desk, page_record, width, scheme):
    page = desk("/admin/library/image/add/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_input_files("#id_file", {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    for name, words in {"name_fr": "Salle", "name_en": "Room", "alt_fr": "Une salle", "credit": "Inserm"}.items():
        page.fill(f"#id_{name}", words)
    page.fill("#id_code", "room")
    page.select_option("#id_licence", "open")
    with page.expect_navigation():
        page.locator("button[name=_continue]").first.click()
    assert "not a JPEG, PNG or WebP" in page.locator(".field-file .errorlist").inner_text()
    page.set_input_files("#id_file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(800, 500)})
    save(page)
    page.evaluate(AXE_SCRIPT)
    taken(page, f"form-{width}")
    assert page.evaluate(FORM) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    until(page, "document.querySelector('.library-small').naturalWidth > 0")
    assert page.evaluate("window.refused") == []
