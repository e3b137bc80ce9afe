"""Who changed what, field by field; one click back."""

import pytest

from instruments.models import Instrument
from portal.core.content import revisions
from portal.core.content.differences import between
from portal.editing.revisions import history
from portal.editing.revisions.deleted import last_of_deleted
from tests.factories import make_fact, make_funding, make_instrument, make_source

pytestmark = pytest.mark.django_db


def fields(changes):
    return [(row.kind, change.attribute, change.before, change.after) for row in changes for change in row.changes]


def test_a_change_is_kept_with_what_was_before(desk):
    instrument = make_instrument(summary_en="Before")
    desk.save(instrument, summary_en="After")
    instrument.refresh_from_db()
    newest, oldest = history.revisions_of(instrument)
    assert instrument.summary_en == "After"
    shape = history.shape_of(instrument)
    assert fields(between(shape, oldest.document, newest.document, instrument.pk)) == [
        ("changed", "summary_en", "Before", "After")
    ]
    assert (newest.author, oldest.author) == (desk.user, None)


def test_saving_without_a_change_is_no_revision(desk):
    instrument = make_instrument()
    desk.save(instrument)
    assert [revision.author for revision in history.revisions_of(instrument)] == [None]


def test_the_amount_of_a_rule_belongs_to_its_instrument(desk):
    instrument = make_instrument()
    rule = make_funding(instrument, amount=10_000)
    desk.save(instrument, **{"funding-0-amount": "15000"})
    page = desk.client.get(desk.address(instrument, "history")).content.decode()
    assert "<del>10000</del> <ins>15000</ins>" in page
    rule.refresh_from_db()
    assert rule.amount == 15_000


def test_the_history_names_the_field_the_language_and_the_person(desk):
    instrument = make_instrument(summary_en="A first text")
    desk.save(instrument, summary_en="A second text")
    page = desk.client.get(desk.address(instrument, "history")).content.decode()
    for words in ("Ada", "Summary", ">EN<", "A <del>first</del><ins>second</ins> text"):
        assert words in page


def test_one_click_brings_a_version_back_and_keeps_what_it_replaces(desk):
    instrument = make_instrument(summary_en="Before", summary_fr="Avant")
    desk.save(instrument, summary_en="After", summary_fr="Après")
    oldest = history.revisions_of(instrument).last()
    response = desk.client.post(desk.address(instrument, "history"), {"version": oldest.pk})
    instrument.refresh_from_db()
    assert (response.status_code, instrument.summary_en, instrument.summary_fr) == (302, "Before", "Avant")
    assert history.revisions_of(instrument).count() == 3


def test_rows_come_back_and_go(desk):
    instrument = make_instrument()
    kept, gone = make_fact(instrument, text_en="Kept"), make_fact(instrument, (make_source(),), text_en="Gone")
    desk.save(instrument, **{"facts-1-DELETE": "on"})
    assert list(instrument.facts.values_list("text_en", flat=True)) == ["Kept"]
    oldest = history.revisions_of(instrument).last()
    desk.client.post(desk.address(instrument, "history"), {"version": oldest.pk})
    assert sorted(instrument.facts.values_list("text_en", flat=True)) == ["Gone", "Kept"]
    assert instrument.facts.get(text_en="Gone").sources.count() == 1
    assert {fact.pk for fact in instrument.facts.all()} == {kept.pk, gone.pk}


def test_an_old_address_that_comes_back_still_leads_from_the_new_one(desk, visitor):
    instrument = make_instrument(slug_en="before")
    desk.save(instrument, slug_en="after")
    desk.client.post(desk.address(instrument, "history"), {"version": history.revisions_of(instrument).last().pk})
    response = visitor.get("/en/instruments/after/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/instruments/before/")


def test_what_another_program_wrote_is_kept_before_the_next_change(desk):
    instrument = make_instrument(summary_en="One")
    desk.save(instrument, summary_en="Two")
    Instrument.objects.filter(pk=instrument.pk).update(summary_en="Three")
    desk.save(instrument, summary_en="Four")
    assert [revision.document["summary"]["en"] for revision in history.revisions_of(instrument)] == [
        *("Four", "Three", "Two", "One")
    ]


def test_a_version_of_another_record_is_not_brought_back(desk):
    one, other = make_instrument(), make_instrument()
    desk.save(other, summary_en="Other")
    version = history.revisions_of(other).first()
    assert desk.client.post(desk.address(one, "history"), {"version": version.pk}).status_code == 404


def deleted_draft(desk):
    """A draft with a fact in it, changed once and deleted: (its key, what its last version says)."""
    draft = make_instrument(status="draft", name_en="A draft to bring back")
    make_fact(draft, (make_source(),), text_en="A fact")
    desk.save(draft, summary_en="Another text")
    key = draft.pk
    desk.client.post(desk.address(draft, "delete"), {"post": "yes"})
    assert not Instrument.objects.filter(pk=key).exists()
    return key, last_of_deleted(Instrument).get()


def test_a_deleted_draft_is_brought_back_with_its_rows(desk, editor):
    key, version = deleted_draft(desk)
    address = "/admin/instruments/instrument/deleted/"
    assert "A draft to bring back" in editor.client.get(address).content.decode()
    editor.client.post(address, {"version": version.pk})
    draft = Instrument.objects.get(pk=key)
    fact = draft.facts.get()
    assert (draft.status, draft.summary_en, fact.text_en, fact.sources.count()) == (
        "draft",
        "Another text",
        "A fact",
        1,
    )
    assert "No draft of this kind has been deleted." in editor.client.get(address).content.decode()


def test_a_deleted_version_that_was_public_does_not_come_back_by_an_editor(desk, editor):
    key, version = deleted_draft(desk)
    version.document |= {"status": "published"}
    version.save()
    page = editor.client.post("/admin/instruments/instrument/deleted/", {"version": version.pk}, follow=True)
    assert "That version was public: a publisher brings it back." in page.content.decode()
    assert not Instrument.objects.filter(pk=key).exists()


def test_a_version_that_was_public_does_not_come_back_over_a_draft_by_an_editor(desk, editor):
    instrument = make_instrument(summary_en="Public")
    desk.save(instrument, status="draft", summary_en="Hidden")
    oldest = history.revisions_of(instrument).last()
    page = editor.client.post(editor.address(instrument, "history"), {"version": oldest.pk}, follow=True)
    instrument.refresh_from_db()
    assert "That version was public: a publisher brings it back." in page.content.decode()
    assert (instrument.status, instrument.summary_en) == ("draft", "Hidden")


@pytest.mark.parametrize("page", ["recover/", "recover/1/", "1/history/1/"])
def test_there_is_one_way_back_and_no_other(office, page):
    assert office.get(f"/admin/instruments/instrument/{page}").status_code in (302, 404)
    assert office.post(f"/admin/instruments/instrument/{page}").status_code in (302, 404)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_history_costs_the_same_whatever_its_length(desk, django_assert_num_queries, rows):
    instrument = make_instrument()
    desk.save(instrument, summary_en="Text")
    for number in range(rows - 1):
        with revisions.by(desk.user):
            instrument.summary_en = f"Text {number}"
            instrument.save()
        revisions.flush()
    assert history.revisions_of(instrument).count() == rows + 1
    with django_assert_num_queries(21):
        desk.client.get(desk.address(instrument, "history"))
