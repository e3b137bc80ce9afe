"""Acts on many records at once: asked, told with their number, by role, and taken back."""

import pytest
from django.utils import timezone

from portal.core.enums import Status
from portal.editing.revisions import history
from sites.models import Institution
from tests.editing.conftest import Desk
from tests.factories import make_institution, make_instrument
from tests.people import make_person

pytestmark = pytest.mark.django_db
LIST = "/admin/portal_sites/institution/"


def ask(desk, act, *records):
    """The page that asks, reached from the list as a person does."""
    chosen = {"action": act, "_selected_action": [record.pk for record in records], "index": 0}
    return desk.client.post(LIST, chosen).url


def statuses(*records):
    return [Institution.objects.get(pk=record.pk).status for record in records]


def messages(answer):
    return [str(message) for message in answer.context["messages"]]


def test_nothing_is_done_before_it_is_asked_and_its_number_told(desk):
    drafts = [make_institution(status="draft") for _ in range(3)]
    page = desk.client.get(ask(desk, "publish", *drafts)).content.decode()
    assert "Publish 3 records?" in page
    assert statuses(*drafts) == ["draft"] * 3


def test_they_are_published_by_one_revision_each_and_taken_back(desk):
    drafts = [make_institution(status="draft") for _ in range(3)]
    answer = desk.client.post(ask(desk, "publish", *drafts), follow=True)
    assert "3 records published." in messages(answer)
    assert statuses(*drafts) == ["published"] * 3
    newest = [history.revisions_of(each).first() for each in drafts]
    assert [(each.author, each.kind) for each in newest] == [(desk.user, "saved")] * 3
    page = desk.client.get(LIST).content.decode()
    assert 'name="_undo"' in page
    Institution.objects.filter(pk=drafts[0].pk).update(status=Status.ARCHIVED)  # by somebody else meanwhile
    answer = desk.client.post(LIST, {"_undo": "1"}, follow=True)
    assert "Taken back: 2 records are as before." in messages(answer)
    assert statuses(*drafts) == ["archived", "draft", "draft"]
    assert 'name="_undo"' not in desk.client.get(LIST).content.decode()


def test_what_lacks_something_is_named_with_the_reason_and_the_others_are_done(desk):
    whole, public = make_institution(status="draft"), make_institution()
    wrong = make_institution(status="draft")
    Institution.objects.filter(pk=wrong.pk).update(code="not a slug")
    address = ask(desk, "publish", whole, public, wrong)
    page = desk.client.get(address).content.decode()
    told = ("Publish 1 record?", "It is so already.", "Enter a valid")
    assert [words in page.split("desk-many")[1] for words in told] == [True, True, True]
    desk.client.post(address)
    assert statuses(whole, wrong) == ["published", "draft"]


def test_only_what_is_public_is_archived(desk):
    draft, public = make_institution(status="draft"), make_institution()
    address = ask(desk, "archive", draft, public)
    assert "Only what is public is archived." in desk.client.get(address).content.decode()
    desk.client.post(address)
    assert statuses(draft, public) == ["draft", "archived"]


def test_who_does_not_publish_neither_publishes_nor_confirms_what_is_public(editor, desk):
    draft, public = make_institution(status="draft", reviewed_on=None), make_institution(reviewed_on=None)
    assert 'value="publish"' not in editor.client.get(LIST).content.decode()
    forged = desk.client.post(LIST, {"action": "publish", "_selected_action": [draft.pk], "index": 0}).url
    assert editor.client.post(forged).status_code == 403
    page = editor.client.get(ask(editor, "still_true", draft, public)).content.decode()
    assert "Your role may not do this with a record that is public." in page
    editor.client.post(ask(editor, "still_true", draft, public))
    assert [Institution.objects.get(pk=each.pk).reviewed_on for each in (draft, public)] == [timezone.localdate(), None]
    translator = Desk(make_person("translator: en"))
    assert 'value="still_true"' not in translator.client.get(LIST).content.decode()


def test_a_confirmation_is_taken_back_with_its_day_and_its_name(desk, colleague):
    public = make_institution(reviewed_on="2020-01-05", reviewed_by=colleague.user)
    desk.client.post(ask(desk, "still_true", public))
    desk.client.post(LIST, {"_undo": "1"})
    public = Institution.objects.get(pk=public.pk)
    assert (str(public.reviewed_on), public.reviewed_by) == ("2020-01-05", colleague.user)


def test_the_button_to_take_back_stands_on_the_list_of_those_records_only(desk):
    desk.client.post(ask(desk, "publish", make_institution(status="draft")))
    make_instrument()
    assert 'name="_undo"' not in desk.client.get("/admin/instruments/instrument/").content.decode()


@pytest.mark.parametrize("query", ["", "?act=other", "?act=publish&ids=x,-1"])
def test_an_odd_address_does_nothing(desk, query):
    draft = make_institution(status="draft")
    assert desk.client.post(f"{LIST}many/{query}").status_code in (302, 404)
    assert statuses(draft) == ["draft"]
