"""The drawings in a browser: words that touch nothing in a real font, ends that are in view, one of two versions shown."""

import pytest

PAGES = (
    *("/fr/cooperations/u1068-buenos-aires/", "/en/cooperations/u1329-dkfz/", "/en/cooperations/u1059-tu-wien/"),
    *("/fr/cooperations/interaging/", "/en/cooperations/inpp/", "/fr/cooperations/climatehealth/"),
    *("/en/countries/united-states/", "/fr/pays/royaume-uni/", "/en/countries/brazil/", "/fr/pays/japon/"),
    *("/fr/instruments/joint-lab/", "/en/partnerships/anrs-mie/"),
)
SHOWN = """() => [...document.querySelectorAll("svg.drawn")].filter(svg => svg.getBoundingClientRect().width)"""
TOUCHING = f"""() => ({SHOWN})().flatMap(svg => {{
    const words = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
    return words.flatMap(([one, a], at) => words.slice(at + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => [one, other]));
}})"""  # the boxes of two lines of one name overlap by a little: a line is higher than its letters
OUTSIDE = f"""() => ({SHOWN})().flatMap(svg => [...svg.querySelectorAll(".drawn-end, .mark use")].filter(part => {{
    const {{left, right}} = part.getBoundingClientRect();
    return left < -1 || right > document.documentElement.clientWidth + 1;
}}).map(part => part.textContent || "mark"))"""


def test_words_touch_nothing_and_ends_are_in_view(open_page):
    page = open_page()
    touching, outside = {}, {}
    for path in PAGES:
        assert page.goto(path).status == 200
        for width in (1280, 1024, 375):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(f"({SHOWN})().length") > 0
            touching[path, width], outside[path, width] = page.evaluate(TOUCHING), page.evaluate(OUTSIDE)
    assert {where: found for where, found in touching.items() if found} == {}
    assert {where: found for where, found in outside.items() if found} == {}


@pytest.mark.parametrize(("width", "shown"), [(1280, "strip-wide"), (1024, "strip-narrow"), (375, "strip-narrow")])
def test_one_of_two_versions_is_shown(open_page, width, shown):
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(PAGES[0])
    assert page.evaluate(f"({SHOWN})().map(svg => svg.classList[1])") == [shown]


def test_larger_text_takes_the_version_that_has_room(open_page):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(PAGES[0])
    page.evaluate("document.documentElement.dataset.size = 'larger'")
    assert page.evaluate(f"({SHOWN})().map(svg => svg.classList[1])") == ["strip-narrow"]
    assert page.evaluate(OUTSIDE) == []


def test_drawings_are_nothing_to_a_screen_reader(open_page):
    page = open_page()
    for path in PAGES:
        page.goto(path)
        open_ones = f"({SHOWN})().filter(svg => !svg.closest('[aria-hidden=true]')).length"
        assert page.evaluate(open_ones) == 0
