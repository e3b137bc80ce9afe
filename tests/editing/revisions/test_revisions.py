"""Every write at the desk is a revision that says what the record then was, by whom, and how; and nothing else is one."""

import pytest

from instruments.models import Instrument
from portal.core.content import revisions
from portal.core.content.dump import complete, mapping
from portal.core.content.specs import concepts
from portal.core.models import Revision
from portal.editing import housekeeping
from portal.editing.revisions import history
from tests.editing.importing import INSTITUTION, as_csv, confirm, look
from tests.factories import make_fact, make_institution, make_instrument

pytestmark = pytest.mark.django_db(transaction=True)


def told(record):
    """(how, by whom) of each revision of the record, the last first."""
    rows = Revision.objects.filter(model=record._meta.label_lower, object_id=record.pk).select_related("author")
    return [(row.kind, row.author and row.author.first_name) for row in rows]


def document(record):
    (shape,) = [concept.shape for concept in concepts() if concept.model is type(record)]
    return mapping(shape, complete(shape, type(record)._base_manager.filter(pk=record.pk)).get(), keys=True)


def test_a_save_is_one_with_the_document_and_the_person(desk):
    instrument = make_instrument()
    make_fact(instrument)
    desk.save(instrument, **{"summary_en": "Other words", "facts-0-text_en": "Another fact"})
    newest = Revision.objects.filter(object_id=instrument.pk, model="instruments.instrument").first()
    assert (newest.kind, newest.author, newest.code) == ("saved", desk.user, instrument.code)
    assert newest.document == document(instrument)
    assert newest.document["summary"]["en"] == "Other words"
    assert newest.document["facts"][0]["text"]["en"] == "Another fact"


def test_a_save_that_changes_nothing_and_one_that_is_refused_are_none(desk):
    instrument = make_instrument()
    before = told(instrument)
    desk.save(instrument)
    desk.save(instrument, name_en="", name_fr="", summary_en="Typed")
    assert told(instrument) == before


def test_a_new_record_and_a_deleted_draft_say_who(desk):
    draft = make_instrument(status="draft")
    desk.client.post(desk.address(draft, "delete"), {"post": "yes"})
    assert told(draft)[0] == ("deleted", "Ada")
    assert not Instrument.objects.filter(pk=draft.pk).exists()


def test_each_way_has_its_kind(desk, colleague):
    body = make_institution(code="a", unit_number="")
    confirm(desk.client, look(desk.client, as_csv(("code", "unit_number"), ("a", "U1")), INSTITUTION), INSTITUTION)
    oldest = history.revisions_of(body).last()
    colleague.client.post(colleague.address(body, "history"), {"version": oldest.pk})
    desk.save(body, button="_prepare", summary_en="Prepared")
    assert told(body)[0] == ("restored", "Blaise")  # what waits is none
    Revision.pending.update(publish_at="2026-01-01T00:00Z")
    housekeeping.once()
    assert told(body)[:4] == [("scheduled", "Ada"), ("restored", "Blaise"), ("imported", "Ada"), ("saved", None)]


def test_what_is_confirmed_says_so_and_its_page_shows_it_at_once(desk, visitor):
    body = make_institution(reviewed_on="2020-01-05")
    address = body.get_absolute_url("en")
    assert "5 January 2020" in visitor.get(address).content.decode()
    desk.client.post(INSTITUTION, {"_still_true": body.pk})
    assert told(body)[0] == ("confirmed", "Ada")
    assert "5 January 2020" not in visitor.get(address).content.decode()


def test_a_look_at_what_is_prepared_leaves_none(desk):
    instrument = make_instrument()
    desk.save(instrument, button="_prepare", summary_en="Prepared")
    before = Revision.objects.count()
    desk.open(instrument, "?_prepare=1")
    revisions.flush()
    assert Revision.objects.count() == before
