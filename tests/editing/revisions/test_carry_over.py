"""The history and the prepared changes of the release before are there after the upgrade; what was done twice is there once."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import connection

from instruments.models import Instrument
from portal.core.content import revisions
from portal.core.models import Revision
from portal.editing.revisions import history, scheduled
from portal.editing.revisions.carry_over import OLD_TABLES
from portal.editing.revisions.deleted import last_of_deleted
from tests.factories import make_fact, make_instrument, make_source
from tests.people import make_person

pytestmark = pytest.mark.django_db

TABLES = """
CREATE TABLE reversion_revision (id integer, date_created {moment}, user_id integer, comment text);
CREATE TABLE reversion_version (id integer, revision_id integer, content_type_id integer, object_id text, serialized_data text);
CREATE TABLE editing_preparation (id integer, content_type_id integer, object_id bigint, before text, after text,
  author_id integer, prepared_at {moment}, publish_at {moment}, note text, is_minor boolean, is_confirmed boolean, failure text);
CREATE TABLE editing_preparation_authors (id integer, preparation_id integer, user_id integer)
"""


class Old:
    """The tables of the release before, and what it wrote into them."""

    def __init__(self):
        moment = "timestamptz" if connection.vendor == "postgresql" else "datetime"
        self.cursor, self.number = connection.cursor(), 0
        for statement in TABLES.format(moment=moment).split(";"):
            self.cursor.execute(statement)

    def rows(self, *records):
        return [(type(r), str(r.pk), serializers.serialize("json", (r,))) for r in records]

    def revision(self, at, user, comment, *records):
        self.number += 1
        values = (self.number, at, user and user.pk, comment)
        self.cursor.execute("INSERT INTO reversion_revision VALUES (%s, %s, %s, %s)", values)
        for model, key, data in self.rows(*records):
            kind = ContentType.objects.get_for_model(model).pk
            values = (self.number, self.number, kind, key, data)
            self.cursor.execute("INSERT INTO reversion_version VALUES (%s, %s, %s, %s, %s)", values)

    def preparation(self, record, before, after, user):
        kept = [json.dumps([[m._meta.label_lower, key, data] for m, key, data in rows]) for rows in (before, after)]
        kind = ContentType.objects.get_for_model(type(record)).pk
        values = (1, kind, record.pk, *kept, user.pk, "2026-02-01 08:00:00+00:00", None, "A note", False, False, "")
        places = ", ".join(["%s"] * len(values))
        self.cursor.execute(f"INSERT INTO editing_preparation VALUES ({places})", values)  # noqa: S608 - no value in it
        self.cursor.execute("INSERT INTO editing_preparation_authors VALUES (1, 1, %s)", (user.pk,))


@pytest.fixture
def ada():
    return make_person("publisher", username="ada")


def with_summary(record, text):
    record.summary_en = text
    return record


def test_versions_come_before_the_revisions_and_those_kept_in_both_are_there_once(ada):
    instrument = make_instrument(summary_en="Two")
    fact = make_fact(instrument, (make_source(code="leaflet"),), text_en="A fact")
    revisions.flush()
    old = Old()
    old.revision("2025-01-01 08:00:00+00:00", None, "", with_summary(instrument, "One"), fact)
    old.revision("2025-01-02 08:00:00+00:00", ada, "import", with_summary(instrument, "Two"), fact)
    old.revision("2025-01-03 08:00:00+00:00", ada, "", with_summary(instrument, "Two"), fact)  # it changed nothing
    call_command("carry_over_history")
    newest, oldest = history.revisions_of(instrument)
    told = [(r.kind, r.author, r.document["summary"]["en"], r.at.year) for r in (newest, oldest)]
    assert told == [("imported", ada, "Two", newest.at.year), ("saved", None, "One", 2025)]
    assert oldest.document["facts"][0] | {"text": None} == {
        "id": fact.pk,
        "kind": fact.kind,
        "text": None,
        "sources": ["leaflet"],
    }
    assert newest.document == history.document(Instrument.objects.get(pk=instrument.pk))
    assert not set(OLD_TABLES) & set(connection.introspection.table_names())


def test_a_draft_that_was_deleted_can_still_be_brought_back(ada):
    draft = make_instrument(status="draft", name_en="Gone")
    old = Old()
    old.revision("2025-01-01 08:00:00+00:00", ada, "", draft)
    Instrument.objects.filter(pk=draft.pk).delete()
    Revision.objects.all().delete()
    call_command("carry_over_history")
    found = last_of_deleted(Instrument).get()
    assert (found.author, found.document["name"]["en"]) == (ada, "Gone")


def test_a_prepared_change_waits_as_before_and_is_published(ada):
    instrument = make_instrument(summary_en="Public")
    revisions.flush()
    old = Old()
    before = old.rows(instrument)
    new = make_fact(instrument, text_en="New")
    new.delete()
    new.pk = 2**40 + 7
    after = old.rows(with_summary(instrument, "Prepared"), new)
    old.preparation(instrument, before, after, ada)
    call_command("carry_over_history")
    waiting = scheduled.of(instrument).get()
    assert (waiting.comment, waiting.author, list(waiting.authors.all())) == ("A note", ada, [ada])
    scheduled.publish(waiting, ada)
    instrument.refresh_from_db()
    assert (instrument.summary_en, instrument.facts.get().text_en) == ("Prepared", "New")
    assert instrument.facts.get().pk < 2**40


def test_a_new_database_has_nothing_to_carry_over(capsys):
    call_command("carry_over_history")
    assert capsys.readouterr().out == ""
