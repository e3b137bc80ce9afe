"""The comparison of the instruments in a browser: two side by side in a small window, all of them in a wide one."""

import pytest

LIST = {"fr": "/fr/instruments/", "en": "/en/instruments/"}
NAMES = {"fr": ["Tremplin international", "PRI", "Joint Lab"], "en": ["First Steps", "IRP", "Joint Lab"]}
SMALL = {"width": 390, "height": 844}


def heads(page):
    """Names of the columns that are seen, from left to right."""
    return page.evaluate(
        """[...document.querySelectorAll('.comparison thead [data-side]')]
            .map(cell => [cell.getBoundingClientRect(), cell.innerText]).filter(([box]) => box.width)
            .sort(([one], [other]) => one.left - other.left).map(([box, words]) => words.replace(/\\s+/g, ' ').trim())"""
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_of_equal_width_stand_side_by_side_in_a_small_window(open_page, language):
    first, second, lab = NAMES[language]
    page = open_page(viewport=SMALL)
    page.goto(LIST[language])
    assert heads(page) == [first, second]
    widths = page.evaluate(
        "[...document.querySelectorAll('.comparison tbody td')].map(e => e.getBoundingClientRect().width).filter(Boolean)"
    )
    assert len(widths) == 2 * page.locator(".comparison tbody tr").count()
    assert max(widths) - min(widths) < 1
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
    assert not page.locator(".comparison-choice button").is_visible()

    page.locator("#compare-a").select_option("joint-lab")
    assert heads(page) == [lab, second]
    assert page.url.endswith("?a=joint-lab&b=irp")
    page.locator("#compare-b").select_option("joint-lab")  # the same twice: the two are exchanged
    assert heads(page) == [second, lab]
    page.locator("[data-portal-language]").click()
    other = "en" if language == "fr" else "fr"
    page.wait_for_load_state()
    assert page.url.endswith(f"{LIST[other]}?a=irp&b=joint-lab")
    assert heads(page) == NAMES[other][1:]


@pytest.mark.parametrize("width", [320, 390, 600])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_choice_stays_in_sight_while_the_table_scrolls(open_page, language, width):
    page = open_page(viewport={"width": width, "height": 700})
    page.goto(LIST[language])
    for row in page.locator(".comparison tbody tr").all()[1:]:
        row.evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")
        boxes = [page.locator(f"#compare-{side}").bounding_box() for side in "ab"]
        assert [0 <= box["y"] < 16 for box in boxes] == [True, True]
    assert [name.strip() for name in page.locator(".comparison-choice option:checked").all_inner_texts()]
    page.locator("#compare-a").select_option("tcp")  # where one reads
    assert page.locator("#compare-a").bounding_box()["y"] < 16
    assert page.locator(".comparison tbody tr").last.is_visible()
    page.evaluate("document.querySelector('.comparison-part').nextElementSibling.scrollIntoView({behavior: 'instant'})")
    assert page.locator("#compare-a").bounding_box()["y"] < 0  # it leaves with its table


@pytest.mark.parametrize("keys", ["Tab", "Shift+Tab"])
def test_the_choice_never_covers_what_has_the_focus(open_page, keys):
    page = open_page(viewport={"width": 390, "height": 500})
    page.goto(LIST["en"])
    links = page.locator(".comparison tbody a:visible")
    (links.first if keys == "Tab" else links.last).focus()
    seen = 0
    for _ in range(links.count() - 1):
        page.keyboard.press(keys)
        page.wait_for_function("Promise.all(document.getAnimations().map(one => one.finished)).then(() => true)")
        covered = page.evaluate(
            """() => {
                const focused = document.activeElement, box = focused.getBoundingClientRect();
                if (!focused.closest('.comparison tbody')) return null;
                const edge = document.querySelector('.comparison-choice').getBoundingClientRect().bottom;
                return box.top < edge;
            }"""
        )
        if covered is not None:
            seen += 1
            assert not covered
    assert seen


def test_the_form_chooses_without_a_script(open_page):
    page = open_page(viewport=SMALL, java_script_enabled=False)
    page.goto(LIST["en"])
    page.locator("#compare-a").select_option("tcp")
    page.locator(".comparison-choice button").click()
    page.wait_for_load_state()
    assert page.url.endswith("?a=tcp&b=irp#compare")
    assert page.locator(".comparison thead [data-side]:visible").all_inner_texts() == ["IRP", "TCP"]


def test_all_stand_in_a_wide_window_and_their_names_stay_in_sight(open_page):
    page = open_page(viewport={"width": 1280, "height": 500})
    page.goto(LIST["en"])
    assert len(heads(page)) == 5
    assert not page.locator(".comparison-choice").is_visible()
    page.evaluate("document.querySelector('.comparison tbody tr:last-child').scrollIntoView({block: 'center'})")
    assert page.locator(".comparison thead th").nth(1).bounding_box()["y"] == 0
    widths = {round(head.bounding_box()["width"]) for head in page.locator(".comparison thead [data-side]").all()}
    assert len(widths) == 1


@pytest.mark.parametrize("width", [320, 390, 639, 640, 800, 960, 1280])
def test_the_page_is_never_wider_than_its_window(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    for path in LIST.values():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_table_keeps_its_roles_when_it_is_laid_out_anew(open_page):
    page = open_page(viewport=SMALL)
    page.goto(LIST["en"])
    table = page.get_by_role("table", name="What each instrument offers")
    assert table.get_by_role("rowheader").first.inner_text().startswith("Who may apply")
    assert table.get_by_role("columnheader").all_inner_texts()[1:] == NAMES["en"][:2]
    assert table.get_by_role("row").count() == page.locator(".comparison tr").count()
