"""Changes that wait: prepared, looked at, published or dropped, by hand or at their moment."""

import pytest

from portal.core.models import Revision
from portal.editing.models import Outdated
from portal.editing.revisions import history, scheduled
from portal.editing.revisions.scheduled import publish_due
from tests.editing.conftest import Desk
from tests.factories import make_fact, make_funding, make_instrument, make_source
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def instrument():
    return make_instrument(summary_en="Public", summary_fr="Publié")


def prepare(desk, record, query="", **typed):
    return desk.save(record, button="_prepare", query=query, **typed)


def test_a_prepared_change_leaves_the_record_as_it_is(desk, instrument):
    response = prepare(desk, instrument, summary_en="Prepared")
    instrument.refresh_from_db()
    assert (response.status_code, instrument.summary_en, Revision.pending.count()) == (302, "Public", 1)
    assert [revision.author for revision in history.revisions_of(instrument)] == [None]  # what it was made from


def test_published_it_is_the_record_one_revision_and_gone_from_the_list(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    desk.decide(instrument, _publish="1")
    instrument.refresh_from_db()
    assert (instrument.summary_en, Revision.pending.count()) == ("Prepared", 0)
    newest, oldest = history.revisions_of(instrument)
    assert (newest.author, oldest.author) == (desk.user, None)
    assert [(mark.field, mark.language) for mark in Outdated.objects.all()] == [("summary", "fr")]


def test_dropped_it_leaves_nothing(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    desk.decide(instrument, _drop="1")
    instrument.refresh_from_db()
    assert (instrument.summary_en, Revision.pending.count()) == ("Public", 0)


def test_dropping_is_asked_and_can_be_taken_back(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared", _note="Why")
    address = desk.address(instrument, "preparation")
    asked = desk.client.post(address, {"_seen": scheduled.of(instrument).get().seal, "_drop": "1"}, follow=True)
    seal = scheduled.of(instrument).get().seal
    assert "Drop this change?" in asked.content.decode()
    assert Revision.pending.count() == 1
    page = desk.decide(instrument, _drop="1").content.decode()
    assert "<del>Public</del> <ins>Prepared</ins>" in page
    assert Revision.pending.count() == 0
    desk.client.post(address, {"_seen": seal, "_publish": "1"})  # of a page opened before
    assert Revision.pending.count() == 0
    desk.client.post(address, {"_seen": seal, "_take_back": "1"})
    assert [(each.comment, each.document["summary"]["en"]) for each in scheduled.of(instrument)] == [
        ("Why", "Prepared")
    ]


def test_one_that_was_dropped_goes_once_another_is_prepared(desk, instrument):
    prepare(desk, instrument, summary_en="First")
    desk.decide(instrument, _drop="1")
    prepare(desk, instrument, summary_en="Second")
    assert list(scheduled.dropped(instrument)) == []
    assert [each.document["summary"]["en"] for each in Revision._base_manager.filter(is_pending=True)] == ["Second"]


def test_the_history_names_who_wrote_it_and_who_made_it_public(editor, desk, instrument):
    prepare(editor, instrument, summary_en="Prepared")
    desk.decide(instrument, _publish="1")
    newest = history.revisions_of(instrument).first()
    assert (newest.author, list(newest.authors.all())) == (desk.user, [editor.user])
    page = desk.client.get(desk.address(instrument, "history")).content.decode()
    assert "Prepared, then made public. Written by: Émilie." in page


def test_a_moment_that_has_passed_is_refused_and_nothing_typed_is_lost(desk, instrument):
    text = prepare(desk, instrument, summary_en="Prepared", _publish_at="2026-01-01T08:00").content.decode()
    assert "This moment has passed: choose a later one, or leave it empty and publish it now." in text
    assert "Prepared</textarea>" in text
    assert Revision.pending.count() == 0


def test_rows_may_come_change_and_go(desk, instrument):
    rule = make_funding(instrument, amount=10_000)
    gone = make_fact(instrument, text_en="Gone")
    source = make_source()
    prepare(
        desk,
        instrument,
        **{
            "funding-0-amount": "15000",
            "facts-TOTAL_FORMS": "2",
            "facts-0-DELETE": "on",
            "facts-1-kind": "who",
            "facts-1-text_fr": "Nouveau",
            "facts-1-text_en": "New",
            "facts-1-order": "0",
            "facts-1-sources": [str(source.pk)],
        },
    )
    rule.refresh_from_db()
    assert (rule.amount, list(instrument.facts.all())) == (10_000, [gone])
    between = make_fact(instrument, text_en="Meanwhile")
    answer = desk.decide(instrument, _publish="1")
    assert [str(message) for message in answer.context["messages"]][-1] == "The pending change is public."
    rule.refresh_from_db()
    assert rule.amount == 15_000
    assert set(instrument.facts.values_list("text_en", flat=True)) == {"Meanwhile", "New"}
    new = instrument.facts.get(text_en="New")
    assert (list(new.sources.all()), new.pk > between.pk, new.pk < 2**40) == ([source], True, True)


def test_it_can_be_changed_again_with_the_rows_it_adds(desk, instrument):
    added = {
        "facts-TOTAL_FORMS": "1",
        "facts-0-kind": "who",
        "facts-0-text_fr": "Nouveau",
        "facts-0-text_en": "New",
        "facts-0-order": "0",
    }
    prepare(desk, instrument, summary_en="Prepared", **added)
    page = desk.open(instrument, "?_prepare=1")
    assert "Prepared</textarea>" in page
    assert "New</textarea>" in page
    prepare(desk, instrument, "?_prepare=1", **{"facts-0-text_en": "Newer"})
    assert (instrument.facts.count(), Revision.pending.count()) == (0, 1)
    desk.decide(instrument, _publish="1")
    instrument.refresh_from_db()
    assert (instrument.summary_en, instrument.facts.get().text_en) == ("Prepared", "Newer")


def test_what_changed_meanwhile_elsewhere_in_the_record_stays(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    desk.save(instrument, body_en="<p>Meanwhile</p>")
    desk.decide(instrument, _publish="1")
    instrument.refresh_from_db()
    assert (instrument.summary_en, instrument.body_en) == ("Prepared", "<p>Meanwhile</p>")


def test_what_changed_meanwhile_in_the_same_place_is_asked(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    desk.save(instrument, summary_en="Meanwhile")
    desk.decide(instrument, _publish="1")
    instrument.refresh_from_db()
    assert instrument.summary_en == "Meanwhile"
    page = desk.client.get(desk.address(instrument, "preparation")).content.decode()
    assert "<del>Public</del> <ins>Meanwhile</ins>" in page
    assert "<del>Public</del> <ins>Prepared</ins>" in page
    desk.decide(instrument, _publish="1", _anyway="1")
    instrument.refresh_from_db()
    assert instrument.summary_en == "Prepared"


def test_a_wrong_moment_is_told_and_nothing_typed_is_lost(desk, instrument):
    response = prepare(desk, instrument, summary_en="Prepared", _publish_at="next Monday")
    text = response.content.decode()
    assert "“next Monday” is not a day. Write 3 April 2027, 03/04/2027 (the day first) or 2027-04-03." in text
    assert "Prepared</textarea>" in text
    assert Revision.pending.count() == 0


def test_a_form_with_errors_prepares_nothing(desk, instrument):
    response = prepare(desk, instrument, name_en="", summary_en="Prepared")
    assert (response.status_code, Revision.pending.count()) == (200, 0)
    assert "Prepared</textarea>" in response.content.decode()


# --- who may what ----------------------------------------------------------------------------------------------------


def test_who_does_not_publish_cannot_change_what_is_public_but_can_prepare_it(editor, desk, instrument):
    refused = editor.save(instrument, summary_en="At once")
    instrument.refresh_from_db()
    assert (refused.status_code, instrument.summary_en) == (200, "Public")
    text = refused.content.decode()
    assert "your role prepares changes to public records" in text
    assert ">\nAt once</textarea>" in text
    prepare(editor, instrument, summary_en="Prepared")
    assert editor.decide(instrument, _publish="1").status_code == 403
    desk.decide(instrument, _publish="1")
    instrument.refresh_from_db()
    assert instrument.summary_en == "Prepared"


def test_who_does_not_publish_brings_no_public_version_back(editor, desk, instrument):
    desk.save(instrument, summary_en="Second")
    version = history.revisions_of(instrument).last()
    assert editor.client.post(editor.address(instrument, "history"), {"version": version.pk}).status_code == 403
    assert "Bring this version back" not in editor.client.get(editor.address(instrument, "history")).content.decode()


def test_who_does_not_publish_writes_drafts_at_once(editor):
    draft = make_instrument(status="draft")
    editor.save(draft, summary_en="At once")
    draft.refresh_from_db()
    assert draft.summary_en == "At once"


def test_a_moment_at_which_nobody_who_publishes_has_looked_is_not_enough(editor, instrument):
    prepare(editor, instrument, summary_en="Prepared", _publish_at="2030-01-01T08:00")
    assert (publish_due(), Revision.pending.get().publish_at) == (0, None)


def test_who_writes_in_a_change_that_has_its_moment_takes_the_moment_away(editor, desk, instrument):
    prepare(desk, instrument, summary_en="Prepared", _publish_at="2030-01-01T08:00")
    answer = editor.save(
        instrument, button="_prepare", query=f"?_prepare={Revision.pending.get().pk}", summary_en="Something else"
    )
    told = [str(message) for message in editor.client.get(answer["Location"]).context["messages"]]
    assert "It no longer goes public by itself: a publisher looks at it and sets the moment." in told
    assert Revision.pending.get().publish_at is None


def test_what_is_published_is_what_the_publisher_saw(editor, desk, instrument):
    prepare(editor, instrument, summary_en="Seen")
    seen = Revision.pending.get().seal
    prepare(editor, instrument, summary_en="Never seen")
    for button in ({"_publish": "1"}, {"_drop": "1"}):
        answer = desk.decide(instrument, seen, **button).content.decode()
        assert "Not done: somebody has written in this change since you looked." in answer
    instrument.refresh_from_db()
    assert (instrument.summary_en, Revision.pending.count()) == ("Public", 1)


def test_a_prepared_change_is_dropped_by_who_wrote_it_or_by_who_publishes(editor, desk, instrument):
    translator = Desk(make_person("translator: en"))
    prepare(editor, instrument, summary_fr="Préparé")
    waiting = Revision.pending.get()
    assert "Drop it" not in translator.client.get(translator.address(instrument, "preparation")).content.decode()
    assert translator.decide(instrument, _drop="1").status_code == 403
    prepare(translator, instrument, f"?_prepare={waiting.pk}", summary_en="Prepared")
    waiting = Revision.pending.get()
    assert (waiting.author, list(waiting.authors.order_by("pk"))) == (editor.user, [editor.user, translator.user])
    assert (editor.decide(instrument, _drop="1").status_code, translator.decide(instrument, _drop="1").status_code) == (
        403,
        403,
    )
    page = desk.client.get(desk.address(instrument, "preparation")).content.decode()
    assert "Written by: Émilie" in page
    assert (desk.decide(instrument, _drop="1").status_code, Revision.pending.count()) == (200, 0)


# --- one for each author ----------------------------------------------------------------------------------------------


def test_each_author_has_a_change_of_their_own_and_drops_it_alone(editor, desk, instrument):
    translator = Desk(make_person("translator: en", first_name="Theo"))
    prepare(editor, instrument, summary_fr="Préparé")
    prepare(translator, instrument, summary_en="Prepared")
    assert [(each.author, each.document["summary"]) for each in scheduled.of(instrument)] == [
        (editor.user, {"fr": "Préparé", "en": "Public"}),
        (translator.user, {"fr": "Publié", "en": "Prepared"}),
    ]
    page = desk.client.get(desk.address(instrument, "preparation")).content.decode()
    assert "Change prepared by Émilie" in page
    assert "Change prepared by Theo" in page
    translator.decide(instrument, scheduled.of(instrument).last().seal, _drop="1")
    assert [each.author for each in scheduled.of(instrument)] == [editor.user]
    translator.client.post(
        desk.address(instrument, "preparation"), {"_seen": scheduled.dropped(instrument).get().seal, "_take_back": "1"}
    )
    for each in scheduled.of(instrument):
        desk.decide(instrument, each.seal, _publish="1")
    instrument.refresh_from_db()
    assert (instrument.summary_fr, instrument.summary_en) == ("Préparé", "Prepared")
    assert [list(each.authors.all()) for each in history.revisions_of(instrument)[:2]] == [
        [translator.user],
        [editor.user],
    ]


def test_the_form_of_who_only_prepares_shows_their_change(editor, desk, instrument):
    prepare(editor, instrument, summary_en="Prepared")
    assert "Prepared</textarea>" in editor.open(instrument)
    assert "Public</textarea>" in desk.open(instrument)


def test_what_was_not_touched_in_the_record_s_form_stays_as_the_change_has_it(desk, instrument):
    prepare(desk, instrument, summary_en="Prepared")
    page = desk.open(instrument)  # the record, not the change
    desk.save(instrument, page, button="_prepare", summary_fr="Préparé")
    assert Revision.pending.get().document["summary"] == {"fr": "Préparé", "en": "Prepared"}


def test_what_was_dropped_goes_with_the_next_change_of_its_author_alone(editor, desk, instrument):
    prepare(editor, instrument, summary_en="Émilie's")
    editor.decide(instrument, _drop="1")
    prepare(desk, instrument, summary_en="Ada's")
    assert [each.author for each in scheduled.dropped(instrument)] == [editor.user]
    prepare(editor, instrument, summary_en="Another")
    assert list(scheduled.dropped(instrument)) == []


def test_who_alone_wrote_a_prepared_change_drops_it(editor, instrument):
    prepare(editor, instrument, summary_en="Prepared")
    assert (editor.decide(instrument, _drop="1").status_code, Revision.pending.count()) == (200, 0)


def test_the_consequences_are_confirmed_by_who_publishes(editor, instrument):
    prepare(editor, instrument, summary_en="Prepared", _confirm="1")
    assert Revision.pending.get().is_confirmed is False
