"""What a change in one language says of the other."""

import pytest

from portal.editing.models import Outdated
from tests.factories import make_fact, make_instrument

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def marks():
    return sorted((mark.field, mark.language, mark.was) for mark in Outdated.objects.all())


@pytest.fixture
def instrument():
    return make_instrument(summary_fr="Un", summary_en="One", body_fr="<p>Corps</p>", body_en="<p>Body</p>")


def test_a_change_in_one_language_marks_that_field_of_the_other_alone(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    assert marks() == [("summary", "en", "Un")]


def test_either_language_may_be_written_first(desk, instrument):
    desk.save(instrument, summary_en="Two")
    assert marks() == [("summary", "fr", "One")]


def test_both_at_once_mark_nothing(desk, instrument):
    desk.save(instrument, summary_en="Two", summary_fr="Deux")
    assert marks() == []


def test_the_other_language_brought_up_to_date_is_current_again(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    desk.save(instrument, summary_en="Two")
    assert marks() == []


def test_a_minor_edit_marks_nothing(desk, instrument):
    desk.save(instrument, summary_fr="Un.", _minor="1")
    assert marks() == []


def test_a_minor_edit_of_an_outdated_text_leaves_it_outdated(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    desk.save(instrument, summary_en="One.", _minor="1")
    assert marks() == [("summary", "en", "Un")]


def test_a_text_that_returns_to_what_it_was_outdates_nothing(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    desk.save(instrument, summary_fr="Un")
    assert marks() == []


def test_a_second_change_is_told_from_the_first(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    desk.save(instrument, summary_fr="Trois")
    assert marks() == [("summary", "en", "Un")]


def test_publishing_marks_nothing(desk):
    draft = make_instrument(status="draft")
    desk.save(draft, status="published")
    draft.refresh_from_db()
    assert (draft.status, marks()) == ("published", [])


def test_a_first_text_outdates_nothing_and_one_that_is_missing_is_not_outdated(desk):
    draft = make_instrument(status="draft", summary_fr="Un", summary_en="")
    desk.save(draft, summary_fr="Deux")
    assert marks() == []
    desk.save(draft, summary_en="Two")
    assert marks() == []


def test_an_address_is_never_outdated(desk, instrument):
    desk.save(instrument, slug_fr="autre-adresse")
    assert marks() == []


def test_the_texts_of_rows_are_followed_too(desk, instrument):
    fact = make_fact(instrument, text_fr="Une équipe.", text_en="A team.")
    desk.save(instrument, **{"facts-0-text_en": "A laboratory."})
    mark = Outdated.objects.get()
    assert (mark.record, mark.field, mark.language, mark.owner_id) == (fact, "text", "fr", instrument.pk)
    desk.save(instrument, **{"facts-0-DELETE": "on"})
    assert marks() == []


def test_the_form_shows_what_changed_and_one_click_says_that_the_text_still_holds(desk, instrument):
    desk.save(instrument, summary_fr="Un peu")
    page = desk.open(instrument)
    assert "Un<ins> peu</ins>" in page
    mark = Outdated.objects.get()
    before = {**type(instrument).objects.values().get(pk=instrument.pk)}
    desk.client.post(desk.address(instrument, "current"), {"mark": mark.pk})
    assert (marks(), type(instrument).objects.values().get(pk=instrument.pk)) == ([], before)
    assert "text-outdated" not in desk.open(instrument)


def test_a_mark_of_another_record_is_not_touched(desk, instrument):
    desk.save(instrument, summary_fr="Deux")
    desk.client.post(desk.address(make_instrument(), "current"), {"mark": Outdated.objects.get().pk})
    assert marks() == [("summary", "en", "Un")]


def test_the_form_says_which_text_is_missing(desk):
    draft = make_instrument(status="draft", summary_en="")
    assert "text-missing" in desk.open(draft)


def test_the_draft_may_lack_either_language(desk):
    draft = make_instrument(status="draft", name_fr="", slug_fr=None)
    desk.save(draft, name_en="Written in English first")
    draft.refresh_from_db()
    assert (draft.name_fr or "", draft.name_en) == ("", "Written in English first")
