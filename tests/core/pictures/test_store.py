"""What is kept of pictures: each drawn once for a content version, never more bytes than there is room for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils.translation import override

from portal.core.content import version
from portal.core.pictures import answer, raster
from portal.core.pictures.store import Store


@pytest.fixture
def now(monkeypatch):
    """The content version, which a test may change."""
    found = {"version": "1"}
    monkeypatch.setattr(version, "is_certain", lambda: True)
    monkeypatch.setattr(version, "current", lambda: found["version"])
    return found


def test_a_picture_is_drawn_once_for_a_content_version_and_a_language(now):
    store, drawn = Store(), []

    def draw():
        drawn.append(1)
        return b"picture"

    for language in ("fr", "en", "fr", "en"):
        with override(language):
            assert store.keep("map", draw) == b"picture"
    assert len(drawn) == 2
    now["version"] = "2"
    store.keep("map", draw)
    assert (len(drawn), len(store), store.size) == (3, 1, 7)


def test_a_flood_of_different_pictures_takes_no_more_than_its_room(now):
    store = Store(most=1000)
    for number in range(500):
        store.keep(number, lambda: bytes(100))
    assert (len(store), store.size) == (10, 1000)


def test_what_was_asked_for_last_stays(now):
    store = Store(most=300)
    for key in ("a", "b", "c", "a", "d"):
        store.keep(key, lambda: bytes(100))
    assert store.keep("a", lambda: b"anew") == bytes(100)
    assert store.keep("b", lambda: b"anew") == b"anew"


def test_a_picture_larger_than_all_the_room_is_not_kept(now):
    store = Store(most=10)
    assert store.keep("map", lambda: bytes(11)) == bytes(11)
    assert (len(store), store.size) == (0, 0)


def test_in_a_transaction_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(version, "is_certain", lambda: False)
    store = Store()
    store.keep("map", lambda: b"picture")
    assert len(store) == 0


def test_whoever_would_wait_behind_two_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(raster, "_in_line", raster.BoundedSemaphore(1))
    with raster._in_line, pytest.raises(raster.BusyError), raster.turn():
        pass


def test_who_has_waited_for_the_same_picture_finds_it_drawn(now, monkeypatch):
    drawn = []
    monkeypatch.setattr(answer, "pictures", Store())
    monkeypatch.setattr(raster, "png", lambda svg, width: drawn.append(svg) or b"picture")
    with ThreadPoolExecutor(2) as readers:
        found = list(readers.map(lambda _: answer._png("map", lambda: "<svg/>", 10), range(2)))
    assert found == [b"picture"] * 2
    assert drawn == ["<svg/>"]
