"""The first page's weekly portion, the calendar, and the list of pending changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.editing.forms import many
from portal.editing.review import first_page
from tests.editing.conftest import Desk
from tests.factories import make_call, make_instrument, make_page
from tests.people import make_person

pytestmark = pytest.mark.django_db


def portion(desk):
    request = desk.client.get("/admin/").wsgi_request
    return first_page.portion(request)


def test_a_week_has_twenty_records_to_confirm_the_same_ones_and_fewer_with_each_that_is_done(desk):
    long_ago = make_page(reviewed_on="2020-01-01")
    for _ in range(30):
        make_page(reviewed_on=None)
    first = portion(desk)
    assert (len(first.records), first.records[0], first.done) == (20, long_ago, 0)
    many.carry_out(many.ACTS["still_true"], first.records[:2], desk.user)
    assert portion(desk) == first_page.Portion(first.records[2:], 2)
    many.carry_out(many.ACTS["still_true"], first.records[2:], desk.user)
    assert (portion(desk).is_done, portion(desk).done) == (True, 20)


def test_who_confirms_nothing_public_has_no_portion(editor):
    make_page(reviewed_on=None)
    assert 'id="portion"' not in editor.client.get("/admin/").content.decode()


def test_the_calendar_tells_what_becomes_public_and_what_ends_by_week(desk):
    now = timezone.now()
    soon, late = now + timedelta(days=8), now + timedelta(days=400)
    make_page(name_en="Comes", publish_at=soon)
    make_page(name_en="Goes", unpublish_at=soon)
    make_page(name_en="Far away", publish_at=late)
    make_page(name_en="Hidden", status="draft", publish_at=soon)
    make_call(name_en="The call", opens_at=now - timedelta(days=2), closes_at=soon)
    desk.save(
        make_instrument(name_en="Changed"),
        button="_prepare",
        summary_en="New",
        _publish_at=soon.strftime("%Y-%m-%dT%H:%M"),
    )
    page = desk.client.get("/admin/core/revision/calendar/").content.decode()
    told = [" ".join(each.split("</dd>")[0].split(">")[1:]).replace("</a", "") for each in page.split("<dd>")[1:]]
    for words in (
        "Comes</a> becomes public",
        "Goes</a> is public no more",
        "The call</a> opens",
        "The call</a> closes",
    ):
        assert words in page, told
    assert "Changed</a> its pending change becomes public" in page
    assert ("Far away" in page, "Hidden" in page) == (False, False)


def test_all_prepared_changes_are_in_one_list_and_one_s_own(desk, editor):
    desk.save(make_instrument(name_en="Of Ada"), button="_prepare", summary_en="New")
    editor.save(make_instrument(name_en="Of Émilie"), button="_prepare", summary_en="New")
    address = "/admin/core/revision/pending/"
    every, own = (editor.client.get(f"{address}{query}").content.decode() for query in ("", "?own=1"))
    assert [("Of Ada" in page, "Of Émilie" in page) for page in (every, own)] == [(True, True), (False, True)]
    assert "Of Ada" in Desk(make_person("translator: en")).client.get(address).content.decode()
