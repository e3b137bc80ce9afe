"""A reader reports an error without an account, a cookie or a name; an editor answers, and the answer is public."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.editing.upkeep import form as form_module
from portal.editing.upkeep.models import ReaderReport
from tests.people import client_of, make_person
from tests.walk import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORDS = "The amount is not the one of the 2025 page."


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def later(monkeypatch):
    """The reader took the time to write."""
    monkeypatch.setattr(form_module, "was_opened_within", lambda stamp, seconds: seconds > form_module.LEAST)


def opened(client, path="/en/report/"):
    (stamp,) = Page(path, client.get(path)).all("input", name="opened")
    return stamp.get("value")


def send(client, path="/en/report/", **typed):
    fields = {"page": "/en/instruments/", "text": WORDS, "website": "", "opened": opened(client, path), **typed}
    return client.post(path, fields)


def typed_in(answer):
    page = Page("/en/report/", answer)
    return page.all("input", name="page")[0].get("value"), "".join(page.all("textarea")[0].itertext()).strip()


def errors(answer):
    page = Page("/en/report/", answer)
    found = [e for e in page.all("p") if e.get("class") == "report-error" or e.get("role") == "alert"]
    return [" ".join("".join(e.itertext()).split()) for e in found]


def test_a_report_is_stored_and_thanked_for(visitor, later):
    answer = send(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/report/thanks/")
    kept = ReaderReport.objects.values().get()
    del kept["id"]
    wanted = {"page": "/en/instruments/", "text": WORDS, "language": "en", "sent_on": timezone.localdate()}
    assert {name: value for name, value in kept.items() if value} == {**wanted, "status": "new"}
    assert Page("/en/report/thanks/", visitor.get("/en/report/thanks/")).words("h1") == ["Thank you for your report"]


def test_no_cookie_no_index_no_cache(visitor, later):
    for answer in (
        visitor.get("/fr/signaler/?page=/fr/instruments/"),
        send(visitor),
        visitor.get("/fr/signaler/merci/"),
    ):
        assert answer.cookies.output() == ""
    form = visitor.get("/fr/signaler/?page=/fr/instruments/")
    page = Page("/fr/signaler/", form)
    assert [found.get("content") for found in page.all("meta", name="robots")] == ["noindex"]
    assert "no-store" in form.headers["Cache-Control"]
    assert page.all("input", name="page")[0].get("value") == "/fr/instruments/"


@pytest.mark.parametrize("given", ["/en/instruments/?mode=call#x", "http://testserver/en/instruments/"])
def test_a_page_is_its_path(visitor, later, given):
    send(visitor, page=given)
    assert ReaderReport.objects.get().page == "/en/instruments/"


NOT_OURS = "This is not the address of a page of this site."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("page", "", "Tell us which page it is: copy its address."),
        ("page", "https://example.org/en/instruments/", NOT_OURS),
        ("page", "//example.org/en/", NOT_OURS),
        ("page", "/admin/", NOT_OURS),
        ("page", "/en/nowhere-at-all/x/", NOT_OURS),
        ("page", "javascript:alert(1)", NOT_OURS),
        ("page", "/en/\r\nX: y/", NOT_OURS),
        ("text", "", "Tell us what is wrong, in a few words."),
        ("text", "   ", "Tell us what is wrong, in a few words."),
        ("text", "x" * 2001, "This is 2001 characters long; we can take 2000."),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(visitor, later, field, value, message):
    answer = send(visitor, **{field: value})
    assert (answer.status_code, message in errors(answer)) == (200, True)
    other = {"page": 1, "text": 0}[field]
    assert typed_in(answer)[other] == ("/en/instruments/", WORDS)[other]
    assert ReaderReport.objects.count() == 0


def test_a_mistake_is_told_in_the_reader_s_language(visitor, later):
    answer = send(visitor, "/fr/signaler/", text="")
    assert "Dites-nous en quelques mots ce qui est faux." in errors(answer)


def test_a_robot_is_thanked_and_nothing_is_stored(visitor, later):
    assert send(visitor, website="https://spam.example").status_code == 303
    assert ReaderReport.objects.count() == 0


@pytest.mark.parametrize(
    ("stamp", "message"),
    [
        (None, "That was fast. Please read your report once more and send it again."),
        ("", "The form was open for too long. Send it again: it is still as you wrote it."),
        ("report:1:forged", "The form was open for too long. Send it again: it is still as you wrote it."),
    ],
)
def test_the_form_says_when_it_was_opened(visitor, stamp, message):
    answer = send(visitor) if stamp is None else send(visitor, opened=stamp)
    assert errors(answer) == [message]
    assert typed_in(answer) == ("/en/instruments/", WORDS)
    assert ReaderReport.objects.count() == 0


def test_one_address_sends_five_in_an_hour(visitor, later, settings):
    settings.PROXIES = 0
    assert [send(visitor).status_code for _ in range(6)] == [303] * 5 + [429]
    answer = send(visitor)
    assert (answer.headers["Retry-After"], typed_in(answer)) == ("3600", ("/en/instruments/", WORDS))
    elsewhere = Client(REMOTE_ADDR="9.9.9.9")
    assert send(elsewhere).status_code == 303
    forged = Client(REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert [send(forged).status_code for _ in range(5)] == [303] * 4 + [429]
    settings.PROXIES = 1
    behind_our_proxy = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.2")
    assert send(behind_our_proxy).status_code == 303


def test_every_page_leads_to_the_form(visitor):
    for path, link in (
        ("/fr/plan-du-site/", "/fr/signaler/?page=/fr/plan-du-site/"),
        ("/en/x/", "/en/report/?page=/en/x/"),
    ):
        assert link in [found.get("href") for found in Page(path, visitor.get(path)).all("a")]


# --- the answer ------------------------------------------------------------------------------------------------------


def answered(**overrides):
    texts = {"said_fr": "Le montant.", "said_en": "The amount.", "done_fr": "Corrigé.", "done_en": "Corrected."}
    values = {"page": "/en/instruments/", "text": WORDS, "language": "en", "status": "answered", **texts}
    return ReaderReport.objects.create(**{**values, **overrides})


def test_an_editor_answers_and_the_answer_is_public(visitor):
    report = ReaderReport.objects.create(page="/en/instruments/", text=WORDS, language="en")
    client = client_of(make_person("superuser", username="ada"))
    assert "/admin/upkeep/readerreport/?check=report" in client.get("/admin/").content.decode()
    texts = {"said_fr": "Le montant.", "said_en": "The amount.", "done_fr": "Corrigé.", "done_en": "Corrected."}
    address = f"/admin/upkeep/readerreport/{report.pk}/change/"
    assert client.post(address, {"status": "answered", **texts, "text": "forged"}).status_code == 302
    report.refresh_from_db()
    assert (report.text, report.answered_on) == (WORDS, timezone.localdate())
    page = Page("/en/corrections/", visitor.get("/en/corrections/"))
    assert (page.words("h2")[:1], page.words("dd")) == (["/en/instruments/"], ["The amount.", "Corrected."])
    assert WORDS not in page.response.content.decode()
    assert "?check=report" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("private", [{"status": "new"}, {"said_fr": "", "said_en": ""}, {"done_fr": "", "done_en": ""}])
def test_what_is_not_answered_in_public_stays_private(visitor, private):
    answered(**private)
    for path, words in (
        ("/en/corrections/", "No report has been answered in public yet"),
        ("/fr/corrections/", "Aucun"),
    ):
        page = Page(path, visitor.get(path))
        assert (page.words("dd"), any(words in text for text in page.words("p"))) == ([], True)


def test_half_an_answer_is_refused():
    client = client_of(make_person("superuser", username="ada"), headers={"Accept-Language": "en"})
    report = ReaderReport.objects.create(page="/en/", text=WORDS, language="en")
    address = f"/admin/upkeep/readerreport/{report.pk}/change/"
    answer = client.post(address, {"status": "answered", "said_en": "The amount."})
    assert "A public answer says both what was reported and what we did." in answer.content.decode()


def test_an_answer_in_one_language_is_shown_as_such(visitor):
    answered(done_en="")
    (said, done) = Page("/en/corrections/", visitor.get("/en/corrections/")).all("dd")
    assert (said.find("span"), done.find("span").get("lang")) == (None, "fr")


def test_readers_words_are_gone_a_year_after_the_answer(visitor, later):
    old, young = answered(), answered()
    ReaderReport.objects.filter(pk=old.pk).update(answered_on=timezone.localdate() - timedelta(days=366))
    send(visitor)
    assert ReaderReport.objects.get(pk=old.pk).text == ""
    assert ReaderReport.objects.get(pk=young.pk).text == WORDS
    assert len(Page("/en/corrections/", visitor.get("/en/corrections/")).words("dd")) == 4


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_page_of_corrections_costs_the_same_queries(visitor, rows):
    for _ in range(rows):
        answered()
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get("/en/corrections/?page=x").status_code == 200
    assert len(queries) == 4  # two for the frame
