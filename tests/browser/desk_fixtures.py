"""For the journeys at the desk: a person, a clock, and everything put back afterwards."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from portal.editing.people.models import Person
from tests.browser.hand import PARIS, Hand
from tests.people import make_person, signed_in

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=PARIS)
LOCALES = {"fr": "fr-FR", "en": "en-GB"}


@pytest.fixture
def as_it_was(origin, as_loaded):
    """The whole database is as it was loaded, before a journey and after it: its records, their history, the people."""
    _put_back(as_loaded)
    yield
    _put_back(as_loaded)


def _put_back(as_loaded):
    connection.ensure_connection()
    as_loaded.backup(connection.connection)
    for cache in caches.all(initialized_only=True):
        cache.clear()


class Clock:
    """Tells the time that a test sets, which goes on from there: the site and the test are one process."""

    def __init__(self):
        self._real, self._ahead = timezone.now, timedelta()

    def now(self):
        return self._real() + self._ahead

    def set(self, moment):
        self._ahead = moment - self._real()


@pytest.fixture
def clock(monkeypatch):
    """It is Friday morning."""
    found = Clock()
    found.set(FRIDAY)
    monkeypatch.setattr(timezone, "now", found.now)
    return found


@pytest.fixture
def newcomer(open_page, clock, as_it_was):
    """newcomer(language, **options): somebody who publishes and has never been here, and a visitor elsewhere."""

    def new(language, factor=False, **options):
        person = make_person("publisher", factor, first_name="Claire", last_name="Martin")
        Person.objects.update_or_create(user=person, defaults={"language": language})
        return Hand(
            open_page(locale=LOCALES[language], **options), open_page(java_script_enabled=False), language, person
        )

    return new


@pytest.fixture
def hand(newcomer, origin):
    """hand(language, **options): the same, signed in: with the password and the second factor, or (English) some time ago."""

    def new(language, **options):
        found = newcomer(language, factor=True, **options)
        if language == "fr":
            found.sign_in()
        else:
            signed_in(found.page, found.user, origin)
        return found

    return new
