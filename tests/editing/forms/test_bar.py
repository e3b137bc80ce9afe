"""The bar at the foot of a form: what each person may do with a record, by name, and what each button does."""

import pytest
from django.utils.translation import override

from portal.core.enums import Status
from portal.editing.forms import bar
from tests.editing.conftest import Desk
from tests.factories import make_instrument, make_source
from tests.people import make_person

pytestmark = pytest.mark.django_db
PENDING = ["Save as a pending change", "Send for review"]


def labels(user, record, is_preparing=False):
    with override("en"):
        return [button.label for button in bar.buttons(user, type(record), record, is_preparing)]


@pytest.mark.parametrize(
    ("status", "publisher", "editor"),
    [
        ("draft", ["Save", "Send for review", "Publish"], ["Save", "Send for review"]),
        ("review", ["Save", "Publish"], ["Save"]),
        ("published", ["Publish", *PENDING], PENDING),
        ("archived", ["Save", "Publish", *PENDING], PENDING),
    ],
)
def test_the_bar_names_what_a_person_may_do(status, publisher, editor):
    record = make_instrument(status=status)
    assert labels(make_person("publisher"), record) == publisher
    assert labels(make_person("editor"), record) == editor
    assert labels(make_person("publisher"), record, is_preparing=True) == PENDING


def test_what_has_no_status_is_saved_for_everybody_once_something_public_names_it():
    source, user = make_source(), make_person("publisher")
    assert labels(user, source) == ["Save"]
    make_instrument().sources.add(source)
    assert labels(user, source) == ["Save for everybody", *PENDING]
    assert labels(make_person("editor"), source) == PENDING


def test_a_new_record_is_saved_sent_for_review_or_published(desk, editor):
    page = desk.client.get("/admin/instruments/instrument/add/").content.decode()
    shown = [name for name in ("_continue", "_review", "_publish_now", "_addanother") if f'name="{name}"' in page]
    assert shown == ["_continue", "_review", "_publish_now", "_addanother"]
    assert 'name="_publish_now"' not in editor.client.get("/admin/instruments/instrument/add/").content.decode()


@pytest.mark.parametrize(("button", "status"), [("_review", Status.REVIEW), ("_publish_now", Status.PUBLISHED)])
def test_a_button_saves_what_is_typed_with_its_status_and_stays(desk, button, status):
    draft = make_instrument(status="draft")
    answer = desk.save(draft, button=button, summary_en="Typed", summary_fr="Tapé")
    draft.refresh_from_db()
    assert (answer.url, draft.status, draft.summary_en) == (desk.address(draft), status, "Typed")


def test_who_does_not_publish_publishes_nothing_by_a_forged_button(editor):
    draft = make_instrument(status="draft")
    editor.save(draft, button="_publish_now", summary_en="Typed")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_the_public_page_is_named_after_every_save(desk):
    record = make_instrument(status="draft", slug_en="new-one")
    answer = desk.client.get(desk.save(record, button="_publish_now").url)
    assert "/en/instruments/new-one/" in " ".join(map(str, answer.context["messages"]))


def test_a_translator_sees_only_what_a_translator_may_do():
    record = make_instrument(status="draft")
    assert 'name="_publish' not in Desk(make_person("translator: en")).open(record)
