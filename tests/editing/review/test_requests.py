"""Reviews: asked of somebody, first on their first page, approved or sent back once, told in the history; comments on fields."""

import pytest

from portal.core.enums import Status
from portal.editing.models import FieldComment, ReviewRequest
from portal.editing.review import requests
from tests.editing.conftest import Desk
from tests.factories import make_instrument
from tests.people import make_person

pytestmark = pytest.mark.django_db
FIRST_PAGE = "/admin/"


def waiting(user):
    return [(asked.record, asked.note) for asked in requests.for_me(user)]


def respond(desk, record, **posted):
    asked = requests.of(record).last()
    address = desk.address(record, "review")
    return desk.client.post(address, {"request": asked.pk, **posted}, follow=True)


def test_a_draft_is_sent_to_a_person_and_is_the_first_thing_on_their_first_page(desk, editor, colleague):
    draft = make_instrument(status="draft", name_en="A new one")
    editor.save(draft, button="_review", _review_by=f"person:{desk.user.pk}", _note="The amount, please")
    draft.refresh_from_db()
    assert (draft.status, waiting(desk.user), waiting(colleague.user)) == (
        Status.REVIEW,
        [(draft, "The amount, please")],
        [],
    )
    page = desk.client.get(FIRST_PAGE).content.decode()
    mine = page.split('id="mine"')[1].split("</section>")[0]
    assert ("A new one" in mine, "The amount, please" in mine) == (True, True)
    assert page.index('id="mine"') < page.index('id="cares"')


@pytest.mark.parametrize(
    ("whom", "who"), [("", "publisher"), ("role:editor", "editor"), ("role:publisher", "publisher")]
)
def test_a_role_or_all_who_publish_may_be_asked_never_oneself(editor, whom, who):
    draft, other = make_instrument(status="draft"), make_person(who)
    requests.ask(draft, editor.user, whom)
    assert waiting(other) == [(draft, "")]
    assert waiting(make_person("translator: en")) == []
    assert waiting(editor.user) == []


@pytest.mark.parametrize("whom", ["person:x", "person:999999", "role:nobody", "other"])
def test_who_is_asked_by_a_forged_form_is_anyone_who_publishes(desk, editor, whom):
    requests.ask(make_instrument(status="draft"), editor.user, whom)
    assert len(waiting(desk.user)) == 1


def test_sent_back_it_is_a_draft_again_and_waits_for_who_asked_with_the_reason(desk, editor):
    draft = make_instrument(status="draft", name_en="A new one")
    editor.save(draft, button="_review")
    answer = respond(desk, draft, _send_back="1")
    assert "Not sent back yet: say in a word what is missing." in [str(each) for each in answer.context["messages"]]
    respond(desk, draft, _send_back="1", words="No source")
    draft.refresh_from_db()
    assert (draft.status, waiting(desk.user)) == (Status.DRAFT, [])
    mine = editor.client.get(FIRST_PAGE).content.decode().split('id="mine"')[1].split("</section>")[0]
    assert ("A new one" in mine, "sent back by Ada" in mine, "No source" in mine) == (True, True, True)
    editor.save(draft, button="_review")
    assert [asked.state for asked in requests.of(draft)] == ["sent-back", "waiting"]
    assert not requests.sent_back_to(editor.user).exists()


def test_it_is_answered_once(desk, colleague, editor):
    draft = make_instrument(status="draft")
    editor.save(draft, button="_review")
    respond(desk, draft, _approve="1")
    answer = respond(colleague, draft, _send_back="1", words="Late")
    assert "Somebody else has answered meanwhile." in [str(each) for each in answer.context["messages"]]
    asked = ReviewRequest.objects.get()
    assert (asked.state, asked.answered_by) == ("approved", desk.user)
    page = editor.client.get(editor.address(draft, "history")).content.decode()
    assert "Approved by Ada" in page


def test_nobody_answers_their_own_request_nor_one_for_others(desk, editor):
    draft = make_instrument(status="draft")
    editor.save(draft, button="_review", _review_by=f"person:{desk.user.pk}")
    assert respond(editor, draft, _approve="1").status_code == 403
    assert respond(Desk(make_person("translator: en")), draft, _approve="1").status_code == 403
    assert ReviewRequest.objects.get().state == "waiting"


def test_what_is_published_is_approved(desk, editor):
    draft = make_instrument(status="draft")
    editor.save(draft, button="_review")
    desk.save(draft, button="_publish_now")
    assert [(asked.state, asked.answered_by) for asked in requests.of(draft)] == [("approved", desk.user)]


def test_of_what_is_public_a_change_is_prepared_and_sent(desk, editor):
    instrument = make_instrument(summary_en="Public")
    editor.save(instrument, button="_review", summary_en="Prepared", _note="Look")
    instrument.refresh_from_db()
    asked = ReviewRequest.objects.get()
    assert (instrument.summary_en, asked.change.document["summary"]["en"], asked.note) == ("Public", "Prepared", "Look")
    assert waiting(desk.user) == [(instrument, "Look")]


def test_a_comment_stands_beside_its_field_until_it_is_settled(desk, editor):
    draft = make_instrument(status="draft")
    address = desk.address(draft, "review")
    desk.client.post(address, {"_comment": "1", "field": "summary_en", "words": "Too <b>long</b>"})
    page = editor.open(draft)
    assert "Too &lt;b&gt;long&lt;/b&gt;" in page.split('id="id_summary_en"')[1].split('class="form-row')[0]
    editor.client.post(address, {"settle": FieldComment.objects.get().pk})
    assert "Too &lt;b&gt;" not in editor.open(draft)
    assert FieldComment.objects.get().settled_by == editor.user


def test_an_empty_comment_is_not_noted(desk):
    draft = make_instrument(status="draft")
    desk.client.post(desk.address(draft, "review"), {"_comment": "1", "field": "summary_en", "words": "  "})
    assert not FieldComment.objects.exists()


def test_the_first_page_asks_as_much_for_one_request_as_for_thirty(desk, editor, django_assert_max_num_queries):
    counts = []
    for number in (1, 3, 30):
        for _ in range(number):
            requests.ask(make_instrument(status="draft"), editor.user)
        desk.client.get(FIRST_PAGE)
        with django_assert_max_num_queries(400) as seen:
            desk.client.get(FIRST_PAGE)
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1] == counts[2]
