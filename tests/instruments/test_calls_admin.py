"""Next year's call is prepared from the last one: a draft, whose dates are proposals."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.forms import SplitDateTimeField

from instruments.models import Call
from portal.search.models import SearchDocument
from tests.factories import make_call, make_source
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PARIS = ZoneInfo("Europe/Paris")
TEXTS = {f"{field}_{code}": f"{field} {code}" for field in ("summary", "body") for code in ("fr", "en")}
WARNING = {
    "fr": "Ce brouillon a été préparé d&#x27;après « Appel 2026 ».",
    "en": "This draft was prepared from “Call 2026”.",
}


@pytest.fixture
def last():
    call = make_call(
        code="steps-2026",
        edition="2026",
        opens_at=datetime(2026, 3, 28, 9, tzinfo=PARIS),
        closes_at=datetime(2026, 10, 20, 17, tzinfo=PARIS),
        ended_at=datetime(2026, 9, 1, 12, tzinfo=PARIS),
        end_reason="budget",
        received=40,
        selected=10,
        name_fr="Appel 2026",
        name_en="Call 2026",
        slug_fr="appel-2026",
        slug_en="call-2026",
        publish_at=datetime(2026, 1, 1, tzinfo=UTC),
        reviewed_on="2026-11-21",
        **TEXTS,
    )
    call.sources.add(make_source())
    return call


def prepare(client, call, language="en"):
    path = f"/admin/instruments/call/{call.pk}/next-year/"
    return client.post(path, headers={"accept-language": language}, follow=True)


def columns(call):
    return {field.name: getattr(call, field.name) for field in Call._meta.concrete_fields}


def test_the_draft_has_the_same_texts_and_dates_a_year_later(admin_client, last):
    prepare(admin_client, last)
    draft = Call.objects.get(code="steps-2027")
    assert {name: getattr(draft, name) for name in TEXTS} == TEXTS
    assert (draft.name_fr, draft.name_en) == ("Appel 2027", "Call 2027")
    assert (draft.slug_fr, draft.slug_en) == ("appel-2027", "call-2027")
    assert (draft.instrument, str(draft.edition)) == (last.instrument, "2027")
    assert draft.opens_at == datetime(2027, 3, 28, 7, tzinfo=UTC)  # 9:00 in Paris, where the clocks have changed
    assert draft.closes_at == datetime(2027, 10, 20, 15, tzinfo=UTC)
    assert (draft.status, draft.dates_to_confirm) == ("draft", True)


def test_what_nobody_has_stated_yet_is_empty(admin_client, last):
    prepare(admin_client, last)
    draft = Call.objects.get(code="steps-2027")
    emptied = ("ended_at", "received", "selected", "publish_at", "unpublish_at", "reviewed_on", "as_of")
    assert {name: getattr(draft, name) for name in emptied} == dict.fromkeys(emptied)
    assert (draft.end_reason, draft.sequence, list(draft.sources.all())) == ("", 0, [])


def test_a_call_without_dates_gives_one_without_dates(admin_client):
    prepare(admin_client, make_call(code="bare", edition=None))
    draft = Call.objects.get(code="bare-2")
    assert (draft.opens_at, draft.closes_at, draft.edition) == (None, None, None)


@pytest.mark.parametrize(("edition", "later"), [("2026", "2027"), ("2026-11", "2027-11"), ("2028-02-29", "2029-02-28")])
def test_an_edition_goes_a_year_on(admin_client, edition, later):
    prepare(admin_client, make_call(code="x", edition=edition))
    assert str(Call.objects.get(code="x-2").edition) == later


def test_the_source_is_left_as_it_is(admin_client, last):
    before = columns(Call.objects.get(pk=last.pk))
    prepare(admin_client, last)
    assert columns(Call.objects.get(pk=last.pk)) == before


def test_preparing_twice_makes_two_drafts_with_addresses_of_their_own(admin_client, last):
    prepare(admin_client, last)
    prepare(admin_client, last)
    found = Call.objects.filter(status="draft").order_by("pk").values_list("code", "slug_fr", "slug_en")
    assert list(found) == [
        ("steps-2027", "appel-2027", "call-2027"),
        ("steps-2027-2", "appel-2027-2", "call-2027-2"),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_editor_is_told_to_confirm_in_their_language(admin_client, last, language):
    last.name_fr = last.name_en = "Appel 2026" if language == "fr" else "Call 2026"
    last.save()
    page = prepare(admin_client, last, language)
    text = page.content.decode().replace("\u00a0", " ")
    assert page.redirect_chain == [(f"/admin/instruments/call/{Call.objects.get(status='draft').pk}/change/", 302)]
    assert WARNING[language] in text


@pytest.mark.parametrize(("language", "words"), [("fr", "Préparer l"), ("en", "Prepare next year")])
def test_the_form_has_the_button(admin_client, last, language, words):
    path = f"/admin/instruments/call/{last.pk}/change/"
    assert words in admin_client.get(path, headers={"accept-language": language}).content.decode()


def test_who_may_not_add_a_call_does_not_prepare_one(last):
    client = client_of(make_person("translator: en"))
    assert prepare(client, last).status_code == 403
    assert "next-year" not in client.get(f"/admin/instruments/call/{last.pk}/change/").content.decode()
    assert Call.objects.count() == 1


def test_who_adds_calls_prepares_the_next(last):
    assert prepare(client_of(make_person("editor")), last).status_code == 200
    assert Call.objects.count() == 2


def test_dates_are_typed_in_the_time_of_paris():
    field = Call._meta.get_field("closes_at").formfield(form_class=SplitDateTimeField)
    assert field.clean(["2027-07-01", "17:00"]) == datetime(2027, 7, 1, 15, tzinfo=UTC)
    for day, hour in (("2027-03-28", "02:30"), ("2027-10-31", "02:30")):  # there is none, there are two
        with pytest.raises(ValidationError):
            field.clean([day, hour])


def test_a_stranger_and_a_mere_link_do_nothing(visitor, admin_client, last):
    path = f"/admin/instruments/call/{last.pk}/next-year/"
    assert visitor.post(path).status_code == 302
    assert admin_client.get(path).status_code == 405
    assert admin_client.post("/admin/instruments/call/999999/next-year/").status_code == 404
    assert Call.objects.count() == 1


def test_proposed_dates_are_not_published(admin_client, last):
    prepare(admin_client, last)
    draft = Call.objects.get(code="steps-2027")
    draft.status = "published"
    with pytest.raises(ValidationError) as refused:
        draft.full_clean()
    assert refused.value.messages == ["Ces dates sont proposées : confirmez-les avant de rendre l'appel public."]
    draft.dates_to_confirm = False
    draft.full_clean()


def test_the_draft_is_nowhere(admin_client, visitor, last, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        prepare(admin_client, last)
    draft = Call.objects.get(code="steps-2027")
    assert not SearchDocument.objects.filter(kind="call", object_id=draft.pk).exists()
    instrument = last.instrument
    pages = (
        *("/en/", "/en/calls/", "/en/instruments/", "/en/instruments/find/", "/en/site-map/", "/sitemap.xml"),
        *("/en/search/?q=2027", "/en/calls.csv", "/en/calls.json", "/en/calls.atom", "/en/calls.ics"),
        *(instrument.address_in("en"), last.address_in("en")),
    )
    for path in pages:
        response = visitor.get(path)
        assert response.status_code == 200, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"call-2027" not in body, path
        assert b"Call 2027" not in body, path
    assert visitor.get("/en/calls/call-2027/").status_code == 404
