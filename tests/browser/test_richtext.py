"""The editor of texts in Chromium: it gives back what it was given, links name records, the policy stays strict."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.apps import apps

from instruments.models import Instrument
from portal.core.models import Record
from portal.core.text import languages
from portal.pages.models import Page
from tests.browser.conftest import REFUSED, until
from tests.people import make_person, signed_in

READY = "'portalRichtextReady' in document.documentElement.dataset"
# [what the editor gives back, whether it says that it can] for each of these texts.
GIVEN_BACK = """async (texts) => {
    const {modules} = JSON.parse(document.querySelector("[data-portal-richtext]").dataset.portalRichtext);
    const [lib, schema] = await Promise.all([import(modules.editor), import(modules.schema)]);
    return texts.map((source) => {
        const editor = new lib.Editor({element: document.createElement("div"), content: schema.read(source),
            extensions: schema.extensions(lib), injectCSS: false});
        const given = [schema.text(editor, !source.includes("<")), schema.survives(editor, source)];
        editor.destroy();
        return given;
    });
}"""
AXE = """axe.run(document.querySelector("dialog") ?? document.querySelector(".richtext"), {preload: false})
    .then(found => found.violations.map(fault => [fault.id, fault.nodes[0].target[0]]))"""
RARE = """<h2 id="a" lang="en">Title</h2>
<p>In <time datetime="2025-10">October</time>, the <abbr title="Agency">A</abbr> and <cite lang="en">C</cite>, <dfn>D</dfn></p>
<dl>
<dt>Term</dt>
<dd>H<sub>2</sub>O</dd>
</dl>
<table>
<thead>
<tr>
<th scope="col">A</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
</tr>
</tbody>
</table>"""
REFUSED_BY_THE_EDITOR = [
    "<table><caption>c</caption><tbody><tr><td>1</td></tr></tbody></table>",
    "<div>a</div>",
    "<!-- a --><p>b</p>",
    '<p><a href="javascript:alert(1)">a</a></p>',
    "<ul><li><p>a</p></li></ul>",
]


@pytest.fixture
def editor(origin):
    user = make_person("publisher")
    yield user
    user.delete()


@pytest.fixture
def record(origin):
    """The page on history, put back afterwards."""
    found = Page.objects.get(code="history")
    before = {f"body_{code}": getattr(found, f"body_{code}") for code in ("fr", "en")}
    yield found
    Page.objects.filter(pk=found.pk).update(**before)


@pytest.fixture
def desk(open_page, editor, origin):
    """desk(record, **options): its form, the editors ready; what the policy refused is in `window.refused`."""

    def new(record, **options):
        page = open_page(**options)
        page.add_init_script(REFUSED)
        signed_in(page, editor, origin)
        page.goto(f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/")
        until(page, READY)
        return page

    return new


def field(page, language):
    return page.locator(f".richtext:has(#id_body_{language})")


def kept(page, language):
    return page.evaluate(f"document.getElementById('id_body_{language}').value")


def save(page, button="_continue"):
    with page.expect_navigation():
        page.locator(f"button[name={button}]").first.click()
    assert page.locator(".errornote").count() == 0


def texts():
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    columns = [languages.localized("body", code) for code in languages.codes()]
    return [text for model in models for row in model._base_manager.values_list(*columns) for text in row if text]


def test_every_text_of_the_site_is_given_back_as_it_is(desk, record):
    page, sources = desk(record), [*texts(), RARE, "A plain text.\nIts second line, R&D"]
    given = page.evaluate(GIVEN_BACK, sources)
    changed = [(source, *found) for source, found in zip(sources, given, strict=True) if found != [source, True]]
    assert (changed, len(sources) > 20) == ([], True)
    assert [can for _text, can in page.evaluate(GIVEN_BACK, REFUSED_BY_THE_EDITOR)] == [False] * 5
    # Once cleaned and opened again, what the editor has written stays with the editor.
    typed = "<p>a  <em>b </em> <strong> c</strong></p><ul><li>d<ul><li>e</li></ul></li></ul>"
    again = page.evaluate(GIVEN_BACK, [typed])[0][0]
    assert page.evaluate(GIVEN_BACK, [again]) == [[again, True]]


def test_saving_without_typing_changes_nothing(desk, record):
    page = desk(record)
    save(page)
    after = Page.objects.get(pk=record.pk)
    assert (after.body_fr, after.body_en) == (record.body_fr, record.body_en)
    assert page.evaluate("window.refused") == []


def test_a_word_typed_changes_that_line_alone_and_undoing_it_nothing(desk, record):
    page = desk(record)
    field(page, "en").locator(".richtext-text p").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("New ")
    before, after = record.body_en.split("\n"), kept(page, "en").split("\n")
    assert [line for line in after if line not in before] == [before[0].replace(">", ">New ", 1)]
    for _ in range(4):
        page.keyboard.press("Control+z")
    assert kept(page, "en") == record.body_en


def test_a_link_is_chosen_by_the_keyboard_and_follows_the_record(desk, record, open_page):
    page, instrument = desk(record), Instrument.objects.get(code="irp")
    page.evaluate(AXE_SCRIPT)
    field(page, "en").locator(".richtext-text p").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+k")
    page.keyboard.type("international research pro")
    page.locator("dialog [role=option]").first.wait_for()
    assert page.evaluate(AXE) == []
    for key in ("ArrowDown", "Enter", "Enter"):
        page.keyboard.press(key)
    assert '<a href="[[ref:instrument/irp]]">International Research Project</a>' in kept(page, "en")
    save(page)
    assert page.evaluate("window.refused") == []

    old, visitor = instrument.slug_en, open_page()
    instrument.slug_en = "renamed"
    instrument.save()
    visitor.goto(record.get_absolute_url("en"))
    address = visitor.locator(".prose a", has_text="International Research Project").first.get_attribute("href")
    instrument.slug_en = old
    instrument.save()
    assert address == "/en/instruments/renamed/"


def test_a_text_the_editor_cannot_keep_is_shown_as_source(desk, record):
    Page.objects.filter(pk=record.pk).update(body_en=REFUSED_BY_THE_EDITOR[0])
    page = desk(record)
    assert (page.locator("#id_body_en").is_visible(), page.locator("#id_body_fr").is_visible()) == (True, False)
    assert "here is its source" in field(page, "en").locator(".richtext-note").inner_text()
    page.fill("#id_body_en", RARE)
    field(page, "en").locator("[data-tool=source]").click()
    assert (page.locator("#id_body_en").is_visible(), kept(page, "en")) == (False, RARE)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "dark")])
def test_the_editor_is_accessible_and_fits(desk, record, width, scheme):
    page = desk(record, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    boxes = [field(page, code).bounding_box() for code in ("fr", "en")]
    assert (boxes[0]["y"] == boxes[1]["y"]) is (width == 1280)
    assert field(page, "fr").locator("[data-tool=bold]").get_attribute("aria-label") == "Gras"


def test_without_scripts_the_source_is_edited(open_page, editor, record, origin):
    page = open_page(java_script_enabled=False)
    signed_in(page, editor, origin)
    page.goto(f"/admin/pages/page/{record.pk}/change/")
    page.fill("#id_body_en", '<p><a href="[[ref:instrument/irp]]">by hand</a></p>')
    save(page)
    page.goto(record.get_absolute_url("en"))
    found = page.locator(".prose a", has_text="by hand").get_attribute("href")
    assert found == Instrument.objects.get(code="irp").get_absolute_url("en")


# --- pasting ---------------------------------------------------------------------------------------------------------

WORD = """<html><body>
<h1>Heading</h1><h2>Below</h2>
<p class=MsoNormal>A text<a href="#_ftn1">[1]</a> and <a href="file:///C:/x.doc">a file</a>, <a href="https://inserm.fr">a page</a>.</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>one</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>inside</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>two</p>
<p class=MsoNormal>&nbsp;</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>first</p>
<p>Between.</p><p>·&nbsp;&nbsp;plain one</p><p>·&nbsp;plain two</p>
<p><img src="file:///C:/p.png"></p>
</body></html>"""
TIDY = (
    "<h2>Heading</h2><h3>Below</h3>"
    '<p>A text[1] and a file, <a href="https://inserm.fr">a page</a>.</p>'
    "<ul><li>one<ul><li>inside</li></ul></li><li>two</li></ul><ol><li>first</li></ol>"
    "<p>Between.</p><ul><li>plain one</li><li>plain two</li></ul>"
)
PASTE = """([selector, markup]) => {
    const data = new DataTransfer();
    data.setData("text/html", markup);
    document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_what_a_word_processor_gives_becomes_a_text_of_the_portal(desk, record):
    page = desk(record, locale="en-GB")
    own = field(page, "en").locator(".richtext-text")
    own.click()
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, [".richtext:has(#id_body_en) .richtext-text", WORD])
    until(page, "document.querySelector('.richtext:has(#id_body_en) [role=status]').textContent !== ''")
    assert re.sub(r"\s*\n\s*", "", kept(page, "en")) == TIDY
    assert field(page, "en").locator("[role=status]").inner_text() == (
        "Left out of what was pasted: pictures (1), links of footnotes (1); their words stay, "
        "links that lead nowhere from here (1); their words stay."
    )
