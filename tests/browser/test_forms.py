"""Long forms at the desk: sections that remember, rows put in order, coordinates from a map."""

import pytest

from instruments.models import Instrument
from sites.models import Place
from tests.people import make_person, signed_in

WIDTHS = (1280, 390)


def shown(page):
    """The headings of the sections that are in sight."""
    heads = page.locator(":is(.fieldset-heading, .inline-heading)[id^='fieldset-0-'], .inline-heading")
    return [head.text_content().strip() for head in heads.all() if head.is_visible()]


@pytest.fixture
def at(open_page, as_it_was, origin):
    """at(path, width): the desk's page, in English, for somebody who publishes."""
    person = make_person("superuser", first_name="Claire")

    def new(path, width=1280, language="en-GB"):
        page = open_page(locale=language, viewport={"width": width, "height": 900})
        signed_in(page, person, origin)
        page.goto(path)
        return page

    return new


def form_of(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


@pytest.mark.parametrize("width", WIDTHS)
def test_one_section_at_a_time_is_remembered_for_the_kind(at, width):
    irp, tcp = Instrument.objects.get(code="irp"), Instrument.objects.get(code="tcp")
    page = at(form_of(irp), width)
    everything = shown(page)
    page.locator(".desk-contents").get_by_role("link", name="Funding rules").click()
    assert shown(page) == ["Funding rules"]
    page.goto(form_of(tcp))
    assert shown(page) == ["Funding rules"]
    page.goto(form_of(irp) + "#routes-heading")
    assert shown(page) == ["Routes"]
    page.locator(".desk-contents").get_by_role("link", name="Show all").click()
    assert shown(page) == everything
    page.reload()
    assert shown(page) == everything
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_error_is_counted_on_its_section_which_opens(at):
    page = at(form_of(Instrument.objects.get(code="irp")))
    page.locator("[name=funding-0-amount]").fill("60.000")
    page.locator(".desk-contents").get_by_role("link", name="Texts").click()
    with page.expect_navigation():
        page.locator(".desk-bar button").first.click()
    assert page.locator(".desk-faults").all_inner_texts() == ["1 error"]
    assert shown(page) == ["Funding rules"]


def test_rows_are_put_in_order_by_the_keyboard(at):
    irp = Instrument.objects.get(code="irp")
    before = list(irp.names.values_list("pk", flat=True))
    page = at(form_of(irp))
    group = page.locator("#names-group")
    assert group.locator("input[name$='-order']:visible").count() == 0
    button = group.get_by_role("button", name="Move down:").first
    button.focus()
    page.keyboard.press("Enter")
    assert "now 2 of" in page.locator(".desk-moved").inner_text()
    with page.expect_navigation():
        page.locator(".desk-bar button").first.click()
    assert list(irp.names.values_list("pk", flat=True)) == [before[1], before[0], *before[2:]]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_place_is_chosen_on_a_map_by_hand_or_by_the_keyboard(at, width):
    place = Place.objects.first()
    page = at(form_of(place), width)
    page.locator(".desk-map summary").click()
    view = page.locator(".desk-map-view")
    view.locator(".desk-land").first.wait_for(state="attached")
    box = view.bounding_box()
    view.click(position={"x": box["width"] / 3, "y": box["height"] / 3})
    first = page.locator("#id_latitude").input_value(), page.locator("#id_longitude").input_value()
    assert [len(value.split(".")[1]) for value in first] == [2, 2]
    view.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    second = page.locator("#id_latitude").input_value(), page.locator("#id_longitude").input_value()
    assert second != first
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_small_window_asks_for_little(at):
    page = at("/admin/core/source/add/?_popup=1")
    labels = [label.inner_text().rstrip(":") for label in page.locator("#content label").all() if label.is_visible()]
    assert labels == [
        *("Publisher", "Title [fr]", "Title [en]", "Language of the document", "What is known of its date"),
        *("Date, or start of the period", "Address"),
    ]
    page.get_by_text("Advanced").click()
    assert page.locator("#id_code").is_visible()


def test_everything_is_reachable_without_a_script(open_page, as_it_was, origin):
    page = open_page(locale="en-GB", java_script_enabled=False)
    signed_in(page, make_person("superuser"), origin)
    page.goto(form_of(Instrument.objects.get(code="irp")))
    assert page.locator("[name=funding-0-order]").is_visible()
    assert page.locator("[name=funding-0-amount]").is_visible()
