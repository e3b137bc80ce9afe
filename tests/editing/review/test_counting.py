"""What is slow to count is counted by housekeeping: a request gets what is known, or learns that it is being counted."""

import time

import pytest

from portal.editing.review import counting
from portal.pages.models import Page

LATER, NOW = time.monotonic() + 1000, 0.0


@pytest.fixture(autouse=True)
def world(monkeypatch, settings):
    """A content version that the test sets, a table that is long or not, and housekeeping."""
    settings.PREPARED_EVERY = 2.0
    state = {"version": "1", "many": False}
    monkeypatch.setattr(counting.version, "is_certain", lambda: True)
    monkeypatch.setattr(counting.version, "current", lambda: state["version"])
    monkeypatch.setattr(counting, "has_many", lambda model: state["many"])
    monkeypatch.setattr(counting, "_counted", {})
    monkeypatch.setattr(counting, "_later", {})
    return state


def counts(*numbers):
    """A count that gives each of these numbers in turn."""
    left = iter(numbers)
    return lambda: {"check": next(left)}


def test_counted_once_for_each_content(world):
    count = counts(1, 2)
    assert [counting.of(Page, count, LATER) for _ in range(2)] == [{"check": 1}] * 2
    world["version"] = "2"
    assert counting.of(Page, count, LATER) == {"check": 2}


def test_nobody_waits_for_a_long_table(world):
    world["many"], count = True, counts(1)
    assert counting.of(Page, count, LATER) is None
    counting.catch_up()
    assert counting.of(Page, count, LATER) == {"check": 1}


def test_what_was_slow_shows_the_last_count_until_it_is_counted_again(world, monkeypatch):
    monkeypatch.setattr(counting, "QUICK", -1.0)
    count = counts(1, 2)
    counting.of(Page, count, LATER)
    world["version"] = "2"
    assert counting.of(Page, count, LATER) == {"check": 1}
    counting.catch_up()
    assert counting.of(Page, count, LATER) == {"check": 2}


def test_after_its_time_a_request_takes_what_is_known(world):
    count = counts(1, 2)
    counting.of(Page, count, LATER)
    world["version"] = "2"
    assert counting.of(Page, count, NOW) == {"check": 1}


def test_without_housekeeping_it_is_counted_at_once(world, settings):
    settings.PREPARED_EVERY, world["many"] = None, True
    assert counting.of(Page, counts(1), LATER) == {"check": 1}


def test_in_a_transaction_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(counting.version, "is_certain", lambda: False)
    count = counts(1, 2)
    assert [counting.of(Page, count, LATER) for _ in range(2)] == [{"check": 1}, {"check": 2}]
