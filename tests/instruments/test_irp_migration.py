"""Upgrading: where a cooperation stood for each city of the IRP, the instrument has a row; what editors wrote stays."""

from importlib import import_module

import pytest
from django.apps import apps

from instruments.models import Cooperation, Instrument, InstrumentPlace
from portal.core.content import load, revisions
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.editing.revisions import history
from tests.factories import make_cooperation, make_instrument, make_place, make_source
from tests.people import make_person

pytestmark = pytest.mark.django_db

move = import_module("instruments.migrations.0006_irp_places").move


@pytest.fixture
def irp():
    """The instrument as the content files had it."""
    instrument = make_instrument(code="irp")
    loaded(instrument)
    return instrument


@pytest.fixture
def ada():
    return make_person("publisher", username="ada")


def loaded(record):
    with revisions.by(None, RevisionKind.LOADED):
        record.save()
        revisions.flush()


def signed_in(instrument, code, by=None):
    """A cooperation in one place, written by the loader, or by a person."""
    with revisions.by(by, RevisionKind.SAVED if by else RevisionKind.LOADED):
        cooperation = make_cooperation(instrument, partners=0, code=f"irp-{code}", as_of="2021")
        cooperation.partners.all().delete()
        cooperation.partners.create(place=make_place(code=code)).sources.add(make_source())
        revisions.flush()
    return cooperation


def changed_by(ada, record):
    with revisions.by(ada):
        record.summary_en = "What an editor found out."
        record.save()
        revisions.flush()


def upgrade():
    revisions.flush()
    move(apps, None)


def placed():
    rows = InstrumentPlace.objects.order_by("order").prefetch_related("sources")
    return [(row.place.code, str(row.as_of), row.sources.count()) for row in rows]


def is_loaders(record):
    newest = Revision.objects.of(type(record), record.pk).first()
    return load.loaded()[record._meta.label_lower, record.code] == newest.digest


def test_what_the_loader_wrote_becomes_a_place_and_is_left_to_the_loader(irp):
    for code in ("harbin", "haifa"):
        signed_in(irp, code)
    upgrade()
    assert placed() == [("harbin", "2021", 1), ("haifa", "2021", 1)]
    assert all(map(is_loaders, Cooperation.objects.all()))


def test_what_an_editor_wrote_is_a_place_and_is_archived_with_its_text(irp, ada):
    changed_by(ada, signed_in(irp, "harbin"))
    upgrade()
    (kept,) = Cooperation.objects.all()
    assert placed() == [("harbin", "2021", 1)]
    assert (kept.status, kept.summary_en) == ("archived", "What an editor found out.")
    newest = Revision.objects.of(Cooperation, kept.pk).first()
    revisions.note(Cooperation, [kept.pk], None, RevisionKind.SAVED)  # the database says what the history says
    assert Revision.objects.of(Cooperation, kept.pk).first() == newest


def test_cooperations_of_other_instruments_stay(irp):
    other = signed_in(make_instrument(code="umi"), "irvine")
    upgrade()
    assert (list(Cooperation.objects.all()), placed()) == ([other], [])


def test_twice_is_once(irp):
    signed_in(irp, "harbin")
    upgrade()
    upgrade()
    assert placed() == [("harbin", "2021", 1)]


def test_the_instrument_stays_the_loaders_and_its_history_has_the_places(irp):
    signed_in(irp, "harbin")
    upgrade()
    newest = Revision.objects.of(Instrument, irp.pk).first()
    assert ([row["place"] for row in newest.document["places"]], is_loaders(irp)) == (["harbin"], True)
    revisions.note(Instrument, [irp.pk], None, RevisionKind.SAVED)  # the database says what the history says
    assert Revision.objects.of(Instrument, irp.pk).first() == newest
    assert len(history.revisions_of(irp)) == 2


def test_an_instrument_that_an_editor_wrote_in_stays_the_editors_and_has_the_places(irp, ada):
    signed_in(irp, "harbin")
    changed_by(ada, irp)
    upgrade()
    assert (placed(), is_loaders(irp)) == ([("harbin", "2021", 1)], False)


def test_a_place_that_only_an_editor_knows_is_not_the_loaders_to_take_away(irp, ada):
    signed_in(irp, "harbin")
    signed_in(irp, "lima", by=ada)
    upgrade()
    assert ([code for code, *_ in placed()], is_loaders(irp)) == (["harbin", "lima"], False)
