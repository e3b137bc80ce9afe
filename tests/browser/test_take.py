"""What can be taken away of the map: the panels are in the window, and a picture opened in a tab has its own style."""

import pytest


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_each_panel_is_in_the_window(open_page, width):
    page = open_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/fr/carte/?kind=tcp")
    for number in range(page.locator(".stage-take summary").count()):
        page.locator(".stage-take summary").nth(number).click()
        box = page.locator(".stage-take details[open] > div").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", ["/fr/carte.svg?kind=tcp", "/en/countries/japan.svg"])
def test_a_picture_in_a_tab_has_its_own_style(open_page, path):
    page = open_page()
    page.goto(path)
    assert page.evaluate("getComputedStyle(document.querySelector('.drawn-land')).fill") == "rgb(207, 216, 211)"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_words_of_a_picture_touch_in_the_widest_font(open_page, language):
    page = open_page()
    page.goto({"fr": "/fr/carte.svg", "en": "/en/map.svg"}[language])
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("svg > text, svg > g > text")]
            .filter(each => !each.closest(".drawn"))
            .map(each => each.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"""
    )
    assert len(boxes) > 10
    assert all(right <= 1200 for _, _, right, _ in boxes)
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom - 4 <= other[1] or other[3] - 4 <= top
