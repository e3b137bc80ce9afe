"""Figures, the history, calls, themes and disagreements in a browser: words that can be read at every width, axe in both themes."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.test_drawings import SHOWN, TOUCHING

PAGES = (
    *("/en/key-figures/", "/fr/chiffres-cles/", "/en/strategy/history/", "/fr/strategie/histoire/"),
    *("/en/calls/", "/fr/appels/", "/en/themes/", "/fr/themes/", "/en/data/discrepancies/"),
)
SMALL = f"""() => ({SHOWN})().flatMap(svg => [...svg.querySelectorAll("text")].filter(text => {{
    const matrix = text.getScreenCTM();
    return Math.hypot(matrix.a, matrix.b) * parseFloat(getComputedStyle(text).fontSize) < 11.9;
}}).map(text => text.textContent))"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_words_of_drawings_touch_nothing_and_are_large_enough(open_page, width):
    page = open_page(viewport={"width": width, "height": 900})
    faults = {}
    for path in PAGES:
        assert page.goto(path).status == 200
        wide = page.evaluate("document.documentElement.scrollWidth")
        found = [*page.evaluate(TOUCHING), *page.evaluate(SMALL), *([wide] if wide > width else [])]
        faults |= {path: found} if found else {}
    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_either_theme(open_page, scheme, width):
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = {}
    for path in PAGES[::2]:
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(
            "axe.run().then(found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"
        )
        faults |= {path: found} if found else {}
    assert faults == {}


def test_from_home_the_newest_figure_is_cited_in_two_taps(open_page):
    page = open_page(viewport={"width": 390, "height": 900})
    page.goto("/en/")
    page.get_by_role("link", name="All figures").click()
    opening = page.locator("#figure-declared-collaborations")
    assert "7,000" in opening.inner_text()
    opening.get_by_text("Source, citation, files").first.click()
    assert "consulted on" in opening.inner_text()


def test_an_event_of_the_drawing_leads_to_its_record(open_page):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto("/en/strategy/history/")
    page.locator(".history-wide a").filter(has_text="InterAging").click()
    assert page.url.endswith("/en/cooperations/interaging/")


def test_a_picture_is_shown_with_its_styles(open_page):
    page = open_page(color_scheme="dark")
    page.goto("/en/key-figures/declared-collaborations.svg")
    fill = "getComputedStyle(document.querySelector('.plot-paper')).fill"
    assert page.evaluate(fill) == "rgb(250, 247, 240)"
