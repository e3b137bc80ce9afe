"""What axe and a ruler find on every kind of page: faults of accessibility, pages wider than the window."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(tour, width):
    found = {path: faults for path, of in tour.pages.items() if (faults := of.get(("axe", width))) is not None}
    assert len(found) == 27
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_would_find_a_fault(open_page, paths):
    page = open_page()
    page.goto(paths["en"][-1])
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("axe.run().then(found => found.violations.map(fault => fault.id))") == ["html-has-lang"]


@pytest.mark.parametrize("width", [320, 1920])
def test_no_page_is_wider_than_its_window(tour, width):
    found = {path: measures["width", width] for path, measures in tour.pages.items()}
    assert {path: wide for path, wide in found.items() if wide > width} == {}


def test_spaced_out_text_is_neither_cut_nor_too_wide(tour):
    assert {path: measures["cut"] for path, measures in tour.pages.items() if measures["cut"]} == {}
    wide = {path: measures["width", "spaced out"] for path, measures in tour.pages.items()}
    assert {path: found for path, found in wide.items() if found > 320} == {}


def test_who_wants_no_motion_gets_none(tour):
    assert {path: measures["moving"] for path, measures in tour.pages.items() if measures["moving"]} == {}
