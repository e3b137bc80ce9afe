"""Looking at a draft, or at a pending change, by a signed link that expires."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from portal.core.models import Revision
from portal.editing.review import preview
from tests.factories import make_cooperation, make_instrument, make_menu_entry, make_notice, make_question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_draft_is_seen_by_its_link_alone(visitor, language):
    draft = make_instrument(status="draft", summary_fr="Brouillon", summary_en="A draft")
    assert visitor.get(draft.get_absolute_url(language)).status_code == 404
    response = visitor.get(preview.links(draft)[language])
    text = response.content.decode()
    assert (response.status_code, {"fr": "Brouillon", "en": "A draft"}[language] in text) == (200, True)
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert response.cookies.output() == ""
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert visitor.get(draft.get_absolute_url(language)).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("fr", "Aperçu"), ("en", "Preview")])
def test_it_says_that_it_is_a_preview_and_leads_to_the_other_language(visitor, language, words):
    draft = make_instrument(status="draft")
    text = visitor.get(preview.links(draft)[language]).content.decode()
    other = {"fr": "en", "en": "fr"}[language]
    assert words in text
    assert preview.links(draft)[other].split("/")[1] == other
    assert f'href="/{other}/' in text
    assert 'rel="canonical"' not in text


def test_a_prepared_change_is_seen_and_the_public_page_stays(desk, visitor):
    instrument = make_instrument(summary_en="Public")
    desk.save(instrument, button="_prepare", summary_en="Prepared", slug_en="prepared")
    change = Revision.pending.get()
    assert "Prepared" in visitor.get(preview.links(instrument, change)["en"]).content.decode()
    assert "Prepared" not in visitor.get(preview.links(instrument)["en"]).content.decode()
    assert "Public" in visitor.get(instrument.get_absolute_url("en")).content.decode()


def test_the_link_expires(visitor, monkeypatch):
    draft = make_instrument(status="draft", summary_en="A draft")
    link = preview.links(draft)["en"]
    later = timezone.now() + timedelta(days=preview.DAYS, seconds=5)
    monkeypatch.setattr(signing.time, "time", later.timestamp)
    response = visitor.get(link)
    assert (response.status_code, "has expired" in response.content.decode()) == (404, True)


@pytest.mark.parametrize("token", ["x", "a:b:c", "WyJhdXRoLnVzZXIiLDFd:1vOc2k:AAAA"])
def test_a_link_that_nobody_signed_shows_nothing(visitor, token):
    assert visitor.get(f"/en/preview/{token}/").status_code == 404


def test_what_belongs_to_a_draft_says_so(visitor):
    cooperation = make_cooperation(instrument=make_instrument(status="draft"))
    response = visitor.get(preview.links(cooperation)["en"])
    assert (response.status_code, "Nothing to preview" in response.content.decode()) == (404, True)


def test_a_record_without_a_page_in_the_language_says_so(visitor):
    draft = make_instrument(status="draft", slug_en=None, name_en="")
    response = visitor.get(preview.links(draft)["en"])
    assert (response.status_code, "Nothing to preview" in response.content.decode()) == (404, True)


@pytest.mark.parametrize("status", ["published", "archived"])
def test_the_form_leads_to_the_public_page_in_each_language(desk, status):
    instrument = make_instrument(status=status, slug_fr="a-fr", slug_en="an-en")
    page = desk.open(instrument)
    assert ('href="/fr/instruments/a-fr/"' in page, 'href="/en/instruments/an-en/"' in page) == (True, True)


def test_the_form_of_a_draft_leads_to_no_dead_link(desk):
    draft = make_instrument(status="draft", slug_en="an-en")
    assert 'href="/en/instruments/an-en/"' not in desk.open(draft)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: make_notice(status="draft", text_en="Closed on Monday."), "Closed on Monday."),
        (lambda: make_question(status="draft", name_en="Who, then?"), "Who, then?"),
        (lambda: make_menu_entry(status="draft", label_en="Open calls"), "Open calls"),
    ],
)
def test_what_shows_on_another_page_is_previewed_there(visitor, make, words):
    record = make()
    page = visitor.get(preview.links(record)["en"])
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert words not in visitor.get(record.shown_in("en")).content.decode()
