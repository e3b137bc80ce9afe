"""A registry: what rooms add to it, in which order, and when their modules are imported."""

import pytest

from portal.core import registry
from portal.core.registry import Registry


@pytest.fixture
def imported(monkeypatch):
    """The modules that a registry looked for; the room that has one adds two entries to `found`."""
    asked = []
    found = Registry("words")

    def look(name):
        asked.append(name)
        found.add("b", 2)
        found.add("a", 1)

    monkeypatch.setattr(registry, "autodiscover_modules", look)
    return found, asked


def test_modules_are_imported_at_the_first_reading_and_once(imported):
    found, asked = imported
    found.add("own", 0)
    assert asked == []
    assert (list(found), list(found.values()), len(found)) == (["own", "b", "a"], [0, 2, 1], 3)
    assert asked == ["words"]


def test_what_nobody_added_is_not_there(imported):
    found, _ = imported
    assert (found.get("a"), found.get("c"), "c" in found) == (1, None, False)


def test_a_second_entry_of_a_key_takes_the_place_of_the_first(imported):
    found, _ = imported
    assert list(found) == ["b", "a"]
    assert found.add("b", 3) == 3
    assert dict(found) == {"b": 3, "a": 1}


def test_entries_without_a_key_are_numbered(imported):
    found, _ = imported
    found.append("x")
    found.append("y")
    assert [found[0], found[1]] == ["x", "y"]


def test_a_module_that_breaks_is_not_taken_for_read(monkeypatch):
    def breaks(name):
        raise ImportError(name)

    monkeypatch.setattr(registry, "autodiscover_modules", breaks)
    found = Registry("words")
    for _ in range(2):
        with pytest.raises(ImportError):
            list(found)
