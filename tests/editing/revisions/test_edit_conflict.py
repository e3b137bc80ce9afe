"""Two editors at once: the second is told, sees both versions, loses nothing."""

import pytest

from tests.factories import make_fact, make_funding, make_instrument

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TOLD = "Somebody else has saved this record"


def test_the_second_to_save_is_told_and_nothing_is_written(desk, colleague):
    instrument = make_instrument(summary_en="First")
    page = desk.open(instrument)
    colleague.save(instrument, summary_en="Theirs")
    response = desk.save(instrument, page, summary_en="Mine")
    instrument.refresh_from_db()
    text = response.content.decode()
    assert (response.status_code, instrument.summary_en) == (200, "Theirs")
    assert TOLD in text
    assert "Blaise" in text
    assert "<del>First</del> <ins>Theirs</ins>" in text
    assert ">\nMine</textarea>" in text


def test_where_the_second_touched_nothing_the_form_takes_the_first_s_values(desk, colleague):
    instrument = make_instrument(summary_en="First", body_en="Body", stage=1)
    page = desk.open(instrument)
    colleague.save(instrument, summary_en="Theirs", stage="2", publish_at_0="2026-01-02", publish_at_1="08:00:00")
    again = desk.save(instrument, page, body_en="My body").content.decode()
    response = desk.save(instrument, again)
    instrument.refresh_from_db()
    assert (response.status_code, instrument.summary_en, instrument.stage) == (302, "Theirs", 2)
    assert (instrument.body_en, str(instrument.publish_at)) == ("My body", "2026-01-02 07:00:00+00:00")


def test_rows_that_the_first_changed_or_removed_are_kept_so(desk, colleague):
    instrument = make_instrument()
    rule = make_funding(instrument, amount=10_000)
    make_fact(instrument, text_en="Kept"), make_fact(instrument, text_en="Gone")
    page = desk.open(instrument)
    colleague.save(instrument, **{"funding-0-amount": "20000", "facts-1-DELETE": "on"})
    again = desk.save(instrument, page, summary_en="Mine").content.decode()
    response = desk.save(instrument, again)
    rule.refresh_from_db()
    assert (response.status_code, rule.amount) == (302, 20_000)
    assert list(instrument.facts.values_list("text_en", flat=True)) == ["Kept"]


def test_a_row_that_the_second_changed_and_the_first_removed_stays_as_a_new_one(desk, colleague):
    instrument = make_instrument()
    make_fact(instrument, text_en="Theirs to remove")
    page = desk.open(instrument)
    colleague.save(instrument, **{"facts-0-DELETE": "on"})
    again = desk.save(instrument, page, **{"facts-0-text_en": "Mine to keep"}).content.decode()
    assert desk.save(instrument, again).status_code == 302
    assert list(instrument.facts.values_list("text_en", flat=True)) == ["Mine to keep"]


def test_nobody_is_told_when_nobody_else_saved(desk, colleague):
    instrument = make_instrument()
    page = desk.open(instrument)
    assert desk.save(instrument, page, summary_en="Mine").status_code == 302
    assert desk.save(instrument, summary_en="Mine again").status_code == 302


def test_sending_the_same_form_twice_is_told(desk):
    instrument = make_instrument()
    page = desk.open(instrument)
    desk.save(instrument, page, summary_en="Mine")
    assert TOLD in desk.save(instrument, page, summary_en="Mine again").content.decode()
