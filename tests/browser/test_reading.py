"""Text size and theme: chosen by the reader, kept on the device, never needed."""

from playwright.sync_api import expect

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"
OPENER = {"fr": "Taille du texte et thème", "en": "Text size and theme"}
DARK = {"fr": "Sombre", "en": "Dark"}
LARGER = {"fr": "Très grande", "en": "Very large"}


def test_theme_and_size_are_kept_from_page_to_page_without_a_cookie(open_page, paths):
    for language in ("fr", "en"):
        page = open_page(color_scheme="light")
        page.goto(paths[language][0])
        light, size = page.evaluate(BACKGROUND), page.evaluate(SIZE)
        page.locator(".site-footer").get_by_role("button", name=OPENER[language]).press("Enter")
        page.get_by_label(DARK[language], exact=True).check()
        page.get_by_label(LARGER[language]).check()
        dark = page.evaluate(BACKGROUND)
        page.goto(paths[language][1])
        assert (page.evaluate(BACKGROUND), page.evaluate(SIZE)) == (dark, size * 1.375)
        assert dark != light
        assert page.context.cookies() == []


def test_the_settings_open_from_the_menu_close_with_escape_and_give_the_focus_back(open_page, paths):
    page = open_page(viewport={"width": 375, "height": 800})
    page.goto(paths["en"][0])
    page.locator(".menu summary").press("Enter")
    opener = page.locator(".menu").get_by_role("button", name=OPENER["en"])
    opener.press("Enter")
    expect(page.get_by_role("dialog", name=OPENER["en"])).to_be_visible()
    page.get_by_label("Large", exact=True).focus()
    page.keyboard.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()
    expect(opener).to_be_focused()


def test_without_script_there_is_nothing_to_set_and_the_browser_decides(open_page, paths):
    backgrounds = []
    for scheme in ("light", "dark"):
        page = open_page(java_script_enabled=False, color_scheme=scheme)
        page.goto(paths["fr"][0])
        expect(page.locator(".site-footer").get_by_text(OPENER["fr"]).first).to_be_hidden()
        backgrounds.append(page.evaluate(BACKGROUND))
    assert backgrounds[0] != backgrounds[1]


def test_the_largest_text_makes_no_page_wider_than_a_small_screen(open_page, paths):
    page = open_page(viewport={"width": 320, "height": 800})
    page.add_init_script("localStorage.setItem('portal-size', 'larger')")
    wide = {}
    for language in ("fr", "en"):
        for path in paths[language][:20:3]:
            page.goto(path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[path] = width
    assert wide == {}


LONG_WORD = """(word) => [...document.querySelectorAll("main :is(h1, h2, h3, a, p, dt, dd, td, strong), .breadcrumb span")]
    .filter((each) => !each.children.length && each.checkVisibility() && !each.closest(".marks"))
    .filter((each) => {
        const before = each.textContent;
        each.textContent = word;
        const width = document.documentElement.scrollWidth;
        each.textContent = before;
        return width > innerWidth;
    }).map((each) => `${each.tagName} of ${each.parentElement.className}`)"""


def test_a_word_of_118_letters_makes_no_page_wider(open_page, paths):
    page = open_page(viewport={"width": 320, "height": 800})
    wide = {}
    for path in (*paths["en"][:4], paths["fr"][13], paths["fr"][16]):
        page.goto(path)
        if found := page.evaluate(LONG_WORD, "w" * 118):
            wide[path] = found
    assert wide == {}
