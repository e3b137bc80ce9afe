"""All with the keyboard: the skip link first, the language switch within reach."""

import pytest

FOCUSED = "document.activeElement"


@pytest.mark.parametrize(("language", "words"), [("fr", "Aller au contenu"), ("en", "Skip to content")])
def test_the_skip_link_comes_first_and_leads_to_the_content(open_page, paths, language, words):
    page = open_page()
    for path in (paths[language][0], paths[language][2], paths[language][-1]):
        page.goto(path)
        link = page.locator(".skip")
        assert link.bounding_box()["y"] < 0
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED}.innerText") == words
        assert link.bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate(f"{FOCUSED}.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate(
            f"document.querySelector('main').contains({FOCUSED}) || {FOCUSED}.closest('footer') !== null"
        )


def tab_to(page, selector):
    """Presses Tab until the focus is on `selector`."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches('{selector}')"):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (
            "/fr/instruments/projet-de-recherche-international/?a=1&b=%C3%A9#funding",
            "/en/instruments/international-research-project/?a=1&b=%C3%A9#funding",
        ),
        ("/en/offices/brussels/?page=2#content", "/fr/bureaux/bruxelles/?page=2#content"),
        ("/en/instruments/", "/fr/instruments/"),
    ],
)
def test_the_language_switch_keeps_page_query_and_place(open_page, origin, start, end):
    page = open_page()
    page.goto(start)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # a fragment moves the start of the Tab order
    tab_to(page, "[data-portal-language]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == origin + end


def test_every_focus_can_be_seen_and_none_is_a_trap(open_page, paths):
    page = open_page()
    for path in (paths["fr"][1], paths["en"][2]):
        page.goto(path)
        expected = page.evaluate(
            "[...document.querySelectorAll('a[href], summary, [tabindex=\"0\"], [role=search] input, button')]"
            ".filter(each => each.checkVisibility()).length"  # what is folded cannot be reached
        )
        seen = 0
        while page.keyboard.press("Tab") or page.evaluate(f"{FOCUSED} !== document.body"):
            outline = page.evaluate(
                f"[getComputedStyle({FOCUSED}).outlineStyle, getComputedStyle({FOCUSED}).outlineWidth]"
            )
            assert outline == ["solid", "3px"]
            seen += 1
            assert seen <= expected
        assert seen == expected


def test_the_wide_table_scrolls_with_the_keyboard(open_page):
    page = open_page(viewport={"width": 700, "height": 640})
    page.goto("/en/instruments/")
    page.locator(".table-scroll").focus()
    moved = []
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        moved.append(page.evaluate("document.querySelector('.table-scroll').scrollLeft"))
    assert moved[-1] > moved[0] >= 0
