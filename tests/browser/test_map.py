"""The map with the keyboard, without scripts, and without a word to anybody else."""

import re

import pytest

from tests.browser.conftest import until

FOCUSED = "document.activeElement"
LABEL = f"{FOCUSED}.getAttribute('aria-label')"
LIVE = ".map-marker"


@pytest.fixture
def open_map(open_page):
    """open_map(query): the map page once its marks are drawn."""

    def new(query="", language="en", **options):
        page = open_page(viewport={"width": 1280, "height": 900}, **options)
        page.goto({"en": "/en/map/", "fr": "/fr/carte/"}[language] + query)
        wake(page)
        return page

    return new


def wake(page):
    """The still picture becomes a map when it is touched."""
    page.locator("[data-portal-view]").hover()
    page.wait_for_selector(LIVE)


def tab_to(page, words, key="Tab"):
    for _ in range(60):
        page.keyboard.press(key)
        if words in (page.evaluate(LABEL) or ""):
            return
    raise AssertionError(f"{key} does not reach {words}")


@pytest.mark.parametrize(
    ("query", "place", "rows"),
    [
        (
            "?country=DE&kind=joint-lab&kind=umi",
            "Heidelberg, Germany",
            {
                *("CIRI (U1111) – DKFZ", "Strasbourg Neuroscience & Psychiatry (U1329) – DKFZ"),
                "International joint unit – Heidelberg",
            },
        ),
        (
            "?country=CA&kind=joint-lab&kind=irp",
            "Ottawa, Canada",
            {"Neuron and Muscle (U1315) – University of Ottawa", "Ottawa"},
        ),
    ],
)
def test_a_place_opens_reads_and_closes_with_the_keyboard(open_map, query, place, rows):
    page = open_map(query)
    page.locator(".skip-map").focus()
    tab_to(page, place)
    assert page.evaluate(f"[{FOCUSED}.tagName, {FOCUSED}.getAttribute('aria-expanded')]") == ["BUTTON", "false"]
    assert page.evaluate(LABEL) == f"{place}: {len(rows)} results"

    page.keyboard.press("Enter")
    card = page.locator(".place-card")
    assert card.is_visible()
    assert page.evaluate(f"{FOCUSED}.getAttribute('role')") == "dialog"
    assert card.locator("h2").inner_text() == place
    assert {text.replace("\xa0", " ") for text in card.locator(".place-name a").all_inner_texts()} == rows
    assert page.locator(f'{LIVE}[aria-expanded="true"]').count() == 1

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('[role=dialog]') !== null && {FOCUSED}.tagName") == "A"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate(LABEL) == f"{place}: {len(rows)} results"
    assert page.locator(f'{LIVE}[aria-expanded="true"]').count() == 0


def test_marks_come_in_the_order_of_the_list_and_tab_leaves_the_map(open_map):
    page = open_map("?kind=irp")
    page.locator(".skip-map").focus()
    heard = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(f"{FOCUSED}.closest('.map') !== null"):
            break
        heard.append(page.evaluate(LABEL))
    else:
        raise AssertionError("the map keeps the focus")
    assert heard[0].startswith("World map")
    drawn = page.evaluate(f"[...document.querySelectorAll('{LIVE}')].map(e => e.getAttribute('aria-label'))")
    assert heard[1 : 1 + len(drawn)] == drawn
    assert heard[-7:] == [
        *("Zoom in", "Zoom out", "Show everything"),
        *("Move west", "Move north", "Move south", "Move east"),
    ]


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("en", r"\d+ results in \d+ places, around .+\. Zoom in"),
        ("fr", r"\d+ résultats en \d+ lieux, autour de\xa0: .+\. Agrandir"),
    ],
)
def test_a_cluster_is_spoken_and_opens_into_its_places(open_map, language, form):
    page = open_map("", language)
    cluster = page.locator(".marker-cluster").first
    label = cluster.get_attribute("aria-label")
    assert re.fullmatch(form, label)
    cluster.focus()
    page.keyboard.press("Enter")
    until(page, f"!{FOCUSED}.isConnected || {LABEL} !== {label!r}")
    assert page.evaluate(f"{FOCUSED}.matches('{LIVE}')")


def test_the_skip_link_passes_the_map(open_map):
    page = open_map()
    page.locator(".skip-map").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.name") == "kind"


def test_buttons_zoom_and_move(open_map):
    page = open_map()

    def where():
        return page.evaluate("document.querySelector('.map-marker').getBoundingClientRect().x")

    count = page.locator(LIVE).count()
    page.get_by_role("button", name="Zoom in", exact=True).click()
    until(page, f"document.querySelectorAll('{LIVE}').length !== {count}")
    before = where()
    page.get_by_role("button", name="Move east").click()
    until(page, f"document.querySelector('{LIVE}').getBoundingClientRect().x !== {before}")
    page.get_by_role("button", name="Show everything").click()
    until(page, f"document.querySelectorAll('{LIVE}').length === {count}")


def test_the_map_asks_its_own_site_alone_and_little(open_page, origin):
    page, asked, refused = open_page(), [], []
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.log('refused ' + e.blockedURI))")
    page.on("console", lambda message: refused.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/fr/carte/")
    wake(page)
    label = page.locator(".marker-cluster").first.get_attribute("aria-label")
    page.locator(".marker-cluster").first.click()
    until(page, f"document.querySelector('.marker-cluster')?.getAttribute('aria-label') !== {label!r}")
    assert [url for url in asked if not url.startswith(f"{origin}/")] == []
    assert (refused, page.context.cookies()) == ([], [])
    assert any(url.endswith("/static/leaflet/leaflet.js") for url in asked)


def test_without_scripts_there_is_a_picture_and_the_filters_work(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/map/")
    assert page.locator(".map-wide .mark use").count() > 50
    assert page.locator("[data-portal-controls]").is_hidden()
    everything = page.locator("[data-portal-feature]").count()
    page.locator("#kinds-laboratories summary").click()
    page.get_by_label("Joint Labs").check()
    page.get_by_label("Country", exact=True).select_option("DE")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/en/map/?kind=joint-lab&country=DE&theme=&year=&continent=&instrument=&on=")
    assert page.locator("[data-portal-feature]").count() == 2 < everything
    assert page.locator("#stage-count").inner_text() == "2 of 77 shown"
    page.get_by_role("link", name="Country: Germany").click()
    assert page.locator("[data-portal-feature]").count() == 9
