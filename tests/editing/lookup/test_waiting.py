"""A translator who has saved is led to the next text that waits in their language, at its field."""

import re

import pytest

from portal.core.content import revisions
from portal.editing.forms.mixins import in_words
from tests.editing.conftest import Desk
from tests.factories import make_page
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEXT = re.compile(r'<a href="([^"]+)">Next text that waits for you: ([^<]*)</a>')


@pytest.fixture
def translator():
    return Desk(make_person("translator: en"))


def saved(desk, page, **typed):
    """What the page says after a save."""
    revisions.flush()
    answer = desk.save(page, button="_continue", **typed)
    return desk.client.get(answer["Location"]).content.decode()


def drafts(*names):
    return [make_page(code=name, name_fr=name, status="draft", summary_en="") for name in names]


def test_the_next_text_and_after_the_last_the_first(translator):
    first, second, third = drafts("a", "b", "c")
    assert NEXT.search(saved(translator, first, summary_en="One"))[1] == translator.address(second) + "#id_summary_en"
    assert NEXT.search(saved(translator, third, summary_en="Three"))[1] == translator.address(second) + "#id_summary_en"
    assert "Nothing more waits" in saved(translator, second, summary_en="Two")


def test_what_another_language_has_changed_waits_too(translator, desk):
    page, other = make_page(code="a", status="draft"), make_page(code="b", status="draft")
    revisions.flush()
    desk.save(page, summary_fr="Un tout autre résumé")
    assert NEXT.search(saved(translator, other, summary_en="Another"))[1] == translator.address(page) + "#id_summary_en"


def test_who_writes_all_is_led_nowhere(desk):
    drafts("a", "b")
    page = make_page(code="c")
    assert NEXT.search(saved(desk, page, summary_en="New")) is None


def test_a_change_is_told_in_words(translator, desk):
    page = make_page(
        code="a", status="draft", body_fr="<p>Un <strong>seul</strong> mot.</p>", body_en="<p>One word.</p>"
    )
    revisions.flush()
    desk.save(page, body_fr="<h2>Titre</h2><p>Un autre mot.</p>")
    told = translator.open(page).partition('class="text-change"')[2].partition("</span>")[0]
    assert "&lt;" not in told
    assert ("<del>" in told, "autre" in told) == (True, True)


def test_words_of_a_text_keep_its_lines():
    assert in_words("<h2>A &amp; B</h2><ul><li>one</li><li>two <em>three</em></li></ul>") == "A & B\none\ntwo three"
