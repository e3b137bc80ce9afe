"""Arriving at a part of a page on a phone: at once, and with what one came for in sight."""

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}}
SHEETS = {
    "/en/key-figures/fact-sheet/": ("Partner countries", "102"),
    "/fr/chiffres-cles/essentiel/": ("Pays partenaires", "102"),
    "/en/key-figures/fact-sheet/?": ("Horizon Europe projects", "212"),
}


@pytest.mark.parametrize("path", SHEETS)
def test_who_arrives_at_a_figure_sees_its_value(open_page, path):
    name, value = SHEETS[path]
    page = open_page(**PHONE)
    page.goto(path)
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_url("**#figure-*")
    page.wait_for_load_state()
    shown = page.locator(":target .opening-value")
    box = shown.bounding_box()
    assert shown.inner_text() == value
    assert 0 <= box["y"] <= PHONE["viewport"]["height"] / 2


def test_who_comes_from_another_page_is_there_at_once_who_moves_within_one_sees_the_way(open_page):
    page = open_page(**PHONE)
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/en/key-figures/#figure-partner-countries")
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"
    page.locator(".to-top a").focus()
    assert page.evaluate(behaviour) == "smooth"
