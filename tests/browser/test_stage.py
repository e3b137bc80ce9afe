"""The stage of the map as people use it: filters in place, a selection in the panel, two views on a phone, paper."""

import pytest

from tests.browser.conftest import until
from tests.browser.test_map import FOCUSED, LIVE, wake

MARKS = f"""[...document.querySelectorAll('{LIVE}')].map(mark => {{
    const at = mark.getBoundingClientRect();
    return [mark.getAttribute('aria-label'), Math.round(at.x + at.width / 2), Math.round(at.y + at.height / 2)];
}})"""
STILL = """[...document.querySelectorAll('.map-still svg')].filter(svg => svg.getBoundingClientRect().width).flatMap(
    svg => [...svg.querySelectorAll('.mark use')].map(sign => {
        const at = sign.getBoundingClientRect();
        return [Math.round(at.x + at.width / 2), Math.round(at.y + at.height / 2)];
    }))"""
QUIET = "window.requestIdleCallback = () => 0"  # nothing wakes the map but a person


@pytest.fixture
def stage(open_page):
    def new(path="/en/map/", width=1280, height=900, **options):
        page = open_page(viewport={"width": width, "height": height}, **options)
        page.add_init_script(QUIET)
        page.goto(path)
        return page

    return new


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (1280, 900), (1920, 1080)])
def test_the_map_wakes_where_the_picture_was(stage, width, height):
    page = stage("/en/map/?country=AR", width, height)
    ((x, y),) = page.evaluate(STILL)
    assert page.locator(LIVE).count() == 0
    wake(page)
    marks = {label: (left, top) for label, left, top in page.evaluate(MARKS)}
    (found,) = [at for label, at in marks.items() if label.startswith("Buenos Aires, Argentina:")]
    assert abs(found[0] - x) <= 1
    assert abs(found[1] - y) <= 1


def test_the_stage_begins_high_and_fills_the_window(stage):
    page = stage("/fr/carte/")
    at = page.evaluate("(({top, height}) => [top, height])(document.querySelector('.stage').getBoundingClientRect())")
    assert at[0] <= 180
    assert at[1] == 630
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_a_filter_acts_at_once_and_keeps_focus_place_and_address(stage):
    page = stage()
    wake(page)
    page.get_by_role("button", name="Zoom in", exact=True).click()
    until(page, "document.querySelectorAll('.map-name-country').length > 0")
    before = page.evaluate("document.querySelector('.leaflet-map-pane path').getBoundingClientRect().x")
    box = page.get_by_label("Laboratories")
    box.focus()
    page.keyboard.press("Space")
    until(page, "document.getElementById('stage-count').textContent.trim() === '11 of 77 shown'")
    assert page.url.endswith("/en/map/?kind=laboratories&country=&theme=&year=&continent=&instrument=&on=")
    assert page.evaluate(f"{FOCUSED}.id") == "kind-laboratories"
    assert page.locator("[data-portal-feature]").count() == 11
    until(page, f"document.querySelectorAll('{LIVE} .mark-irp').length === 0")
    assert page.evaluate("document.querySelector('.leaflet-map-pane path').getBoundingClientRect().x") == before
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url("**/en/map/")


def test_the_slider_chooses_a_year(stage):
    page = stage("/fr/carte/")
    slider = page.get_by_role("slider", name="Année")
    assert slider.get_attribute("aria-valuetext") == "Toutes les années"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    until(page, "location.search.includes('year=20')")
    year = page.get_by_label("Année", exact=True).first.input_value()
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == year
    assert page.evaluate(f"{FOCUSED}.id") == "year-slider"


def test_a_selection_opens_in_the_panel_and_names_its_ties(stage):
    page = stage("/en/map/?kind=tcp")
    wake(page)
    page.get_by_role("button", name="Shanghai, China: InterAging").click()
    card, view = page.locator("[data-portal-card]"), page.locator("[data-portal-view]")
    assert card.bounding_box()["x"] + card.bounding_box()["width"] <= view.bounding_box()["x"]
    assert card.locator("h2").inner_text() == "Shanghai, China"
    assert "Ruijin Hospital" in card.inner_text()
    assert page.locator(".map-link.is-shown").count() == 4  # the other ends of the same programme
    page.get_by_role("button", name="Close").click()
    assert card.is_hidden()
    assert page.locator(".map-link.is-shown").count() == 0


def test_a_press_on_the_picture_selects(stage):
    page = stage("/en/map/?country=AR")
    ((x, y),) = page.evaluate(STILL)
    page.mouse.click(x, y)
    page.wait_for_selector("[data-portal-card]:not([hidden])")
    assert page.locator("#place-card-title").inner_text() == "Buenos Aires, Argentina"


def test_a_french_side_without_a_place_is_a_symbol(stage):
    page = stage("/fr/carte/?kind=tcp&country=ES")
    wake(page)
    assert page.locator(".marker-symbol").get_attribute("aria-label").startswith("France, sans lieu publié")


def test_a_phone_shows_the_map_or_the_list(stage):
    page = stage("/fr/carte/", 390, 844, has_touch=True)
    assert page.locator(".map").is_visible()
    assert page.locator("#stage-list").is_hidden()
    page.get_by_role("link", name="En liste").click()
    assert page.locator("#stage-list").is_visible()
    assert page.locator(".map").is_hidden()
    page.get_by_role("link", name="Carte", exact=True).click()
    assert page.locator(".map").is_visible()
    page.locator("#stage-sheet > summary").click()
    assert page.get_by_label("Laboratoires").is_visible()
    page.locator("[data-portal-view]").dispatch_event("pointerenter")
    page.wait_for_selector(LIVE)
    assert min(page.locator(LIVE).first.bounding_box()[side] for side in ("width", "height")) >= 44


def test_the_filters_need_no_fold_in_a_wide_window(stage):
    page = stage()
    assert page.locator("#stage-sheet > summary").is_hidden()
    assert page.get_by_label("Laboratories").is_visible()


def test_paper_has_the_map_and_the_table(stage):
    page = stage("/en/map/?kind=tcp")
    wake(page)
    page.emulate_media(media="print")
    assert page.locator(".map-wide").is_visible()
    assert page.locator(".leaflet-pane").first.is_hidden()
    assert page.locator("#stage-list").is_visible()
    assert page.locator(".stage-panel").is_hidden()
