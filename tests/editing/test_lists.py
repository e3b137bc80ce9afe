"""Every list of the desk can be searched and filtered, and costs the same whatever its length."""

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.kept import load_content
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OURS = [
    model_admin
    for model, model_admin in admin.site._registry.items()
    if type(model_admin).__module__.split(".")[0] in ("portal", "sites", "instruments", "partnerships")
]
NAMES = [model_admin.opts.label for model_admin in OURS]


@pytest.mark.one_database
@pytest.mark.parametrize("model_admin", OURS, ids=NAMES)
def test_a_list_can_be_searched_and_filtered(model_admin):
    assert (bool(model_admin.search_fields), bool(model_admin.list_filter)) == (True, True)


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The real content, before somebody who may all; the first request of a session, which costs more, is behind them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        client = client_of(make_person("superuser"))
        client.get("/admin/")
        yield client
        transaction.set_rollback(True)


@pytest.mark.parametrize("model_admin", OURS, ids=NAMES)
def test_a_list_costs_the_same_whatever_its_length(content, model_admin, monkeypatch):
    counts = []
    address = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    for length in (1, 20):
        monkeypatch.setattr(model_admin, "list_per_page", length)
        with CaptureQueriesContext(connection) as queries:
            response = content.get(address)
        assert response.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
