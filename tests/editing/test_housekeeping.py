"""What is due is published once, whatever the processes; no reader waits for it or sees it fail."""

import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.core.models import Revision
from portal.editing import housekeeping
from portal.editing.revisions import history
from portal.editing.revisions.scheduled import publish_due
from tests.factories import make_fact, make_instrument

pytestmark = pytest.mark.django_db

# One process that waits for the others, then publishes what is due; prints how many, and, when all have, what it sees:
# how many facts each instrument has.
PUBLISHER = """
import sys, time
import django; django.setup()
from django.db import connection
from portal.editing.revisions.scheduled import publish_due
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
print(publish_due(), flush=True)
sys.stdin.readline()
from instruments.models import Instrument
print([one.facts.count() for one in Instrument.objects.order_by("pk")], flush=True)
"""


@pytest.fixture
def instrument():
    return make_instrument(summary_en="Public", summary_fr="Publié")


def prepare(desk, record, **typed):
    """A change to the record that is due."""
    desk.save(record, button="_prepare", **typed)
    Revision.pending.filter(object_id=record.pk).update(publish_at=timezone.now() - timedelta(seconds=1))


def test_what_is_not_due_waits(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    Revision.pending.update(publish_at=timezone.now() + timedelta(days=2))
    assert (publish_due(), Revision.pending.count()) == (0, 1)


def test_what_is_due_becomes_public_in_the_name_of_who_prepared_it(desk, instrument, visitor):
    prepare(desk, instrument, summary_en="Prepared")
    assert housekeeping.once()
    assert "Prepared" in visitor.get(instrument.get_absolute_url("en")).content.decode()
    assert Revision.pending.count() == 0
    assert history.revisions_of(instrument).first().author == desk.user


def test_one_that_no_longer_fits_is_kept_with_the_reason(desk, instrument):
    prepare(desk, instrument, slug_en="taken")
    make_instrument(slug_en="taken")
    assert (publish_due(), publish_due()) == (0, 0)
    assert Revision.pending.get().failure == "Une autre fiche (Instrument) a déjà cette valeur : Adresse [en]."
    instrument.refresh_from_db()
    assert instrument.slug_en != "taken"


def test_one_that_can_no_longer_be_read_is_told_once_and_readers_see_nothing_of_it(desk, instrument, visitor, caplog):
    """As after an upgrade that took a kind of row away."""
    prepare(desk, instrument, summary_en="Prepared")
    waiting = Revision.pending.get()
    waiting.document |= {"rows_of_old": [{"text": "Old"}]}
    waiting.save()
    with caplog.at_level(logging.WARNING):
        assert [housekeeping.once() for _ in range(3)] == [True, True, True]
    told = [record.getMessage() for record in caplog.records if "could not be published" in record.getMessage()]
    assert len(told) == 1
    assert visitor.get(instrument.get_absolute_url("en")).status_code == 200
    assert "Pending changes that could not be published" in desk.client.get("/admin/").content.decode()
    page = desk.client.get(desk.address(instrument, "preparation"))
    assert "It can no longer be read: drop it, and prepare the change again." in page.content.decode()
    assert desk.client.get(desk.address(instrument) + "?_prepare=1").url == desk.address(instrument, "preparation")
    assert (desk.decide(instrument, _drop="1").status_code, Revision.pending.count()) == (200, 0)


@contextmanager
def read_only():
    """The database takes no writes, as when its disk is full or another one has taken its place."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET default_transaction_read_only = on")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF" if sqlite else "SET default_transaction_read_only = off")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_no_writes_keeps_what_is_due(desk, instrument, visitor, caplog):
    prepare(desk, instrument, summary_en="Prepared")
    with caplog.at_level(logging.ERROR), read_only():
        assert [housekeeping.once(is_first=each == 0) for each in range(3)] == [False, False, False]
        assert "Public" in visitor.get(instrument.get_absolute_url("en")).content.decode()
    assert [record.getMessage()[:19] for record in caplog.records] == ["Housekeeping waits:"]
    waiting = Revision.pending.get()
    assert (waiting.failure, housekeeping.once(), Revision.pending.count()) == ("", True, 0)


def test_what_was_prepared_for_a_draft_that_is_gone_goes_too(desk):
    draft = make_instrument(status="archived")
    prepare(desk, draft, summary_en="Prepared")
    draft.delete()
    assert (publish_due(), Revision.pending.count()) == (0, 0)


def test_a_reader_never_publishes(desk, instrument, visitor, settings, monkeypatch):
    """The first request of a process starts the thread, and does nothing else."""
    started = []
    monkeypatch.setattr(housekeeping, "start", started.append)
    prepare(desk, instrument, summary_en="Prepared")
    settings.PREPARED_EVERY = 2.0
    assert "Public" in visitor.get(instrument.get_absolute_url("en")).content.decode()
    assert (started, Revision.pending.count()) == ([2.0], 1)


def elsewhere(folder):
    """The environment in which other processes see this database as it stands."""
    if connection.vendor == "sqlite":  # in memory: a copy on disk
        import sqlite3

        target = sqlite3.connect(folder / "copy.sqlite3")
        connection.connection.backup(target)
        target.close()
        url = f"sqlite:///{folder / 'copy.sqlite3'}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {**os.environ, "DATABASE_URL": url, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings"}


@pytest.mark.django_db(transaction=True)
def test_two_processes_publish_ten_due_changes_once_each(desk, tmp_path):
    """Each change adds a fact, which a second publication would add again."""
    instruments = [make_instrument() for _ in range(10)]
    for one in instruments:
        make_fact(one, text_en="There before")
        added = {"facts-1-kind": "who", "facts-1-text_fr": "Nouveau", "facts-1-text_en": "New", "facts-1-order": "9"}
        prepare(desk, one, **{"facts-TOTAL_FORMS": "2"}, **added)
    command, environment = [sys.executable, "-c", PUBLISHER], elsewhere(tmp_path)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": settings.BASE_DIR}
    both = [subprocess.Popen(command, env=environment, **pipes) for _ in range(2)]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    counts = [int(answer) for answer in told(both)]
    facts = told(both)
    assert sum(counts) == 10
    assert facts == [f"{[2] * 10}\n"] * 2
    for process in both:
        process.communicate(timeout=120)
    assert [process.returncode for process in both] == [0, 0]


def told(processes):
    """What each says once all have been told to go on."""
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.stdout.readline() for process in processes]
