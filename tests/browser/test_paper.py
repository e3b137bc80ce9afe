"""On paper: how many A4 sheets a page takes, and what the first one says of where it comes from and of which day."""

import re

import pytest
from django.utils import timezone

A4 = {(595, 842), (842, 595)}  # points
SHEETS = [
    *[(f"/fr/pays/{slug}/", 1) for slug in ("bresil", "allemagne", "canada")],
    *[(f"/en/countries/{slug}/", 1) for slug in ("brazil", "germany", "canada")],
    ("/fr/chiffres-cles/essentiel/", 1),
    ("/en/key-figures/fact-sheet/", 1),
    ("/fr/instruments/", 2),  # the stages, then the comparison on a sheet of its own
    ("/en/instruments/", 2),
    *[(f"/fr/instruments/{slug}/", 1) for slug in ("projet-de-recherche-international", "joint-lab")],
    *[(f"/en/instruments/{slug}/", 1) for slug in ("international-research-project", "first-steps", "joint-lab")],
    ("/en/instruments/thematic-coordination-programme/", 1),
    ("/en/instruments/key-international-partnership/", 1),
    ("/fr/carte/", 5),
    ("/en/map/?kind=joint-lab", 2),
    ("/en/map/?country=JP", 1),
]


def sheets(page):
    """Widths and heights of the sheets in points."""
    found = page.pdf(format="A4", prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", found)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b", found))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize(("path", "most"), SHEETS)
def test_a_page_takes_no_more_sheets_than_it_needs(open_page, path, most):
    page = open_page()
    page.goto(path)
    found = sheets(page)
    assert len(found) <= most
    assert set(found) <= A4


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_comparison_lies_across_its_sheet_and_shows_every_instrument(open_page, language):
    page = open_page()
    page.goto(f"/{language}/instruments/?a=kip&b=tcp")
    assert set(sheets(page)) == {(842, 595)}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 390, "height": 800})  # printed from a telephone
    assert page.locator(".comparison thead [data-side]:visible").count() == 5
    assert not page.locator(".comparison-choice").is_visible()


@pytest.mark.parametrize("path", ["/fr/pays/canada/?x=1", "/en/key-figures/fact-sheet/"])
def test_the_head_of_a_sheet_names_the_portal_the_address_and_the_day(open_page, origin, path):
    page = open_page()
    page.goto(path)
    head = page.locator(".printed")
    assert not head.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".brand-name").first.is_visible()
    address, day = head.locator("> span").all_inner_texts()
    assert address == f"{origin}{path}"
    assert head.locator("time").get_attribute("datetime") == timezone.localdate().isoformat()
    assert day.startswith({"f": "Contenu au", "e": "Content on"}[path[1]])


def test_what_is_folded_on_screen_leaves_no_empty_line(open_page):
    page = open_page()
    page.goto("/en/countries/canada/")
    page.emulate_media(media="print")
    assert page.locator(".source-line").is_visible()
    assert page.locator("details:not([open]) > summary:visible").count() == 0
