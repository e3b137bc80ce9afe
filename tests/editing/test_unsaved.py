"""What the desk tells a form that is being filled, and what it does with one that comes back or is too old."""

import json
import time

import pytest
from django.test import Client
from django.utils.translation import override

from instruments.models import Instrument
from portal.core.models import Revision
from portal.editing import unsaved
from portal.editing.people import sessions
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
PULSE = "/admin/pulse/"


@pytest.fixture
def publisher():
    return make_person("publisher")


@pytest.fixture
def desk(publisher):
    return client_of(publisher)


def told(client):
    response = client.get(PULSE)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return json.loads(response.content)


def test_the_pulse_says_who_is_in_and_for_how_long(desk, publisher):
    found = told(desk)
    assert found["person"] == str(publisher.pk)
    assert 8 * 3600 - 60 < found["left"] <= 8 * 3600
    assert len(found["token"]) == 64


def test_nobody_is_nobody():
    assert {**told(Client()), "token": ""} == {"person": "", "token": "", "left": 0}


def test_a_session_that_is_over_is_nobodys(desk):
    session = desk.session
    session[sessions.STARTED] = time.time() - sessions.LONGEST - 1
    session.save()
    assert desk.get(PULSE).status_code == 302  # to the sign-in page, which says why; the script asks again
    assert told(desk)["person"] == ""


def test_the_words_are_those_of_the_language():
    found = {}
    for language in ("fr", "en"):
        with override(language):
            found[language] = json.loads(unsaved.words())
    assert found["fr"].keys() == found["en"].keys()
    assert [key for key in found["fr"] if found["fr"][key] == found["en"][key]] == []


def test_only_a_session_with_something_saved_is_written(desk):
    before = dict(desk.session.items())
    desk.get("/admin/")
    assert unsaved.SAVED not in before
    assert unsaved.SAVED not in desk.session


def test_a_form_too_old_says_so_and_gives_the_long_texts_back(publisher):
    client = client_of(publisher, enforce_csrf_checks=True)
    text = "A long text, <b>with marks</b>, that somebody has typed at the desk."
    response = client.post("/admin/instruments/instrument/add/", {"summary_en": text, "code": "short"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "&lt;b&gt;with marks&lt;/b&gt;" in page
    assert ">short<" not in page
    assert 'href="/admin/instruments/instrument/add/"' in page


def test_a_stranger_gets_nothing_back():
    response = Client(enforce_csrf_checks=True).post("/admin/instruments/instrument/add/", {"summary_en": "x" * 80})
    assert response.status_code == 403
    assert "x" * 80 not in response.content.decode()


def test_a_new_record_comes_back_as_it_was_typed_and_is_not_saved(desk):
    count = Revision.objects.count()
    page = desk.post("/admin/instruments/instrument/add/", {"summary_en": "Typed before.", "_take_up": "1"})
    assert page.status_code == 200
    assert "Typed before." in page.content.decode()
    assert (Instrument.objects.count(), Revision.objects.count()) == (0, count)
