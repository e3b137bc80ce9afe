"""Addresses and keys that no page of the desk makes: not found, or nothing done; never a failure."""

import pytest

from tests.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["abc", "²", "9" * 30, "-1", "1.5", "\x00", ""])
def test_a_key_that_is_none_is_nothing(desk, key):
    page = make_page(kind="strategy")
    desk.save(page, summary_en="One")
    history_page = desk.address(page, "history")
    assert desk.client.post(history_page, {"version": key}).status_code == 404
    assert desk.client.get(history_page, {"from": key}).status_code == 200
    assert desk.client.post(desk.address(page, "current"), {"mark": key}).status_code == 302
    assert desk.client.get("/admin/references/", {"q": key}).status_code in (200, 404)


@pytest.mark.parametrize("what", ["preparation", "current", "history"])
@pytest.mark.parametrize("key", ["abc", "²", "9" * 30, "_00"])
def test_a_record_that_there_is_not_is_not_found(desk, key, what):
    assert desk.client.get(f"/admin/pages/page/{key}/{what}/").status_code == 404


@pytest.mark.parametrize("text", ["a\x00b", "9" * 400, "[[ref:page/\x00]]", "🧬", "%"])
def test_a_search_for_anything_answers(desk, text):
    for address in ("/admin/pages/page/", "/admin/references/"):
        assert desk.client.get(address, {"q": text}).status_code in (200, 404)
