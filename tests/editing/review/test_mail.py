"""E-mail about reviews: to those who wish it, in their language, once; never without a mail server, never in a save's way."""

import pytest
from django.core import mail
from django.utils import timezone

from portal.editing.models import ReviewRequest
from portal.editing.people.models import Person
from portal.editing.review import mail as reviews
from portal.editing.review import requests
from tests.factories import make_instrument
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _server(settings, monkeypatch):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example.org", "https://portal.example.org"
    monkeypatch.setattr(reviews, "_not_before", 0.0)


def person(wish, language="en", role="publisher"):
    user = make_person(role, email=f"{wish}-{language}@example.org")
    Person.objects.update_or_create(user=user, defaults={"mail": wish, "language": language})
    return user


def asked(**more):
    draft = make_instrument(status="draft", name_en="A new one", name_fr="Une nouvelle")
    return requests.ask(draft, make_person("editor", first_name="Émilie", email="e@example.org"), **more)


def told():
    return [(each.to, each.subject) for each in mail.outbox]


def test_who_wishes_it_is_told_at_once_in_their_language_and_once():
    person("once"), person("once", "fr"), person("never"), person("daily")
    request = asked(note="Please")
    assert (reviews.send(), reviews.send()) == (2, 0)
    assert told() == [
        (["once-en@example.org"], "1 review waits for you"),
        (["once-fr@example.org"], "1 relecture vous attend"),
    ]
    page = f"https://portal.example.org/admin/instruments/instrument/{request.object_id}/change/"
    assert ("to review, asked by Émilie. Please" in mail.outbox[0].body, page in mail.outbox[0].body) == (True, True)


def test_who_is_not_asked_is_not_told():
    person("once", role="translator: en")
    asked()
    assert reviews.send() == 0


def test_the_answer_is_told_to_who_asked():
    request = asked()
    Person.objects.update_or_create(user=request.asked_by, defaults={"mail": "once", "language": "en"})
    reviews.send()
    requests.answer(request, person("never"), "sent-back", "No source")
    assert reviews.send() == 1
    assert told() == [(["e@example.org"], "Your request for review has an answer")]
    assert "No source" in mail.outbox[0].body


def test_once_a_day_what_waits_is_told_in_one_e_mail(monkeypatch):
    person("daily")
    morning = timezone.localtime().replace(hour=8)
    monkeypatch.setattr(reviews.timezone, "localtime", lambda *args: morning)
    assert reviews.send() == 0  # nothing waits
    Person.objects.update(mailed_on=None)
    asked(), asked()
    assert (reviews.send(), reviews.send()) == (1, 0)
    assert told() == [(["daily-en@example.org"], "2 reviews wait for you")]
    monkeypatch.setattr(reviews.timezone, "localtime", lambda *args: morning.replace(hour=6))
    Person.objects.update(mailed_on=None)
    assert reviews.send() == 0


def test_a_server_that_fails_is_tried_again_a_minute_later(monkeypatch):
    person("once")
    asked()
    with monkeypatch.context() as broken:
        broken.setattr(reviews, "send_mail", lambda *args: (_ for _ in ()).throw(ConnectionRefusedError()))
        assert reviews.send() == 0
    assert ReviewRequest.objects.get().mailed_at is None
    assert reviews.send() == 0  # not yet
    monkeypatch.setattr(reviews, "_not_before", 0.0)
    assert reviews.send() == 1


def test_without_a_server_nothing_is_sent_nor_promised(settings):
    user = person("once")
    settings.EMAIL_HOST = ""
    asked()
    assert reviews.send() == 0
    page = client_of(user, headers={"Accept-Language": "en"}).get("/admin/account/").content.decode()
    assert "This site sends no e-mail: what waits is on the first page." in page


def test_a_person_chooses_on_the_page_of_the_account(django_user_model):
    user = person("never")
    client_of(user).post("/admin/account/", {"language": "en", "mail": "daily"})
    assert Person.objects.get(user=user).mail == "daily"
