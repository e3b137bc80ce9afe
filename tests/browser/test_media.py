"""Paper, forced colours, motion, dark: what the style sheets promise."""

import pytest

HIDDEN = "[...document.querySelectorAll('{}')].map(e => getComputedStyle(e).display === 'none')"


def test_print_drops_the_navigation_and_keeps_the_content(open_page, paths):
    page = open_page()
    for path in (paths["fr"][0], paths["en"][1], paths["en"][2]):
        page.goto(path)
        assert set(page.evaluate(HIDDEN.format(".main-nav, .languages, .site-footer, .skip"))) == {False}
        page.emulate_media(media="print")
        assert set(page.evaluate(HIDDEN.format(".main-nav, .languages, .breadcrumb, .site-footer, .skip"))) == {True}
        assert page.evaluate(HIDDEN.format("h1, main, .brand")) == [False] * 3
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        page.emulate_media(media="screen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_buttons_a_border(open_page, paths, scheme):
    page = open_page(forced_colors="active", color_scheme=scheme)
    page.goto(paths["fr"][0])
    borders = page.evaluate(
        """[...document.querySelectorAll('.button')].map(e => {
            const style = getComputedStyle(e);
            return [style.borderTopStyle, style.borderTopWidth, style.borderTopColor !== style.backgroundColor];
        })"""
    )
    assert [tuple(border) for border in borders] == [("solid", "1px", True)] * len(borders) != []


def test_smooth_scrolling_is_for_those_who_do_not_mind(open_page, paths):
    scroll = {}
    for wish in ("reduce", "no-preference"):
        page = open_page(reduced_motion=wish)
        page.goto(paths["en"][0])
        page.locator("main a").first.focus()  # who moves within the page; who arrives is there at once
        scroll[wish] = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert scroll == {"reduce": "auto", "no-preference": "smooth"}


def test_dark_is_dark(open_page, paths):
    page = open_page()
    page.goto(paths["en"][0])
    light = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        channels = (
            page.evaluate("getComputedStyle(document.body).backgroundColor").removeprefix("rgb(").removesuffix(")")
        )
        light[scheme] = sum(int(channel) for channel in channels.split(",")) > 3 * 128
    assert light == {"light": True, "dark": False}
