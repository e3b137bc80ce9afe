"""The desk's pages answer for every kind of record, whatever else its admin does."""

import pytest
from django.contrib import admin
from django.db import transaction

from portal.core.content import standing
from portal.editing.forms.base import DeskAdmin
from portal.editing.revisions import scheduled
from tests.factories import make_news, make_notice
from tests.kept import load_content
from tests.library.samples import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MODELS = [model for model, model_admin in admin.site._registry.items() if isinstance(model_admin, DeskAdmin)]


@pytest.fixture(scope="module", autouse=True)
def content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        make_notice(), make_news(), make_image()  # the site's own content has none
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_record_is_opened_saved_prepared_and_looked_back_at(desk, model):
    record = model._base_manager.order_by("pk").first()
    assert 'name="_state"' in desk.open(record)  # told when somebody else saves meanwhile
    assert desk.save(record).status_code == 302
    assert "The record is so now." in desk.client.get(desk.address(record, "history")).content.decode()
    if standing.is_public(record):  # what is hidden is written at once
        prepared = desk.save(record, button="_prepare")
        assert (prepared.status_code, prepared["Location"]) == (302, desk.address(record, "preparation"))
        assert scheduled.changes(scheduled.of(record).get()) == []
        assert "Nothing differs." in desk.client.get(prepared["Location"]).content.decode()
        desk.decide(record, _drop="1")
        assert not scheduled.of(record).exists()
