"""What a save at the desk brings up to date after its transaction costs the same, however many rows the record holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.content import revisions
from portal.search import index
from tests.factories import make_cooperation, make_fact, make_instrument

pytestmark = pytest.mark.django_db


def cooperation(rows):
    return make_cooperation(partners=rows - 1)  # beside the French one


def instrument(rows):
    record = make_instrument()
    for _ in range(rows):
        make_fact(record)
    return record


def nothing_pending():
    index.rebuild()
    revisions.flush()


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(("make", "queries"), [(cooperation, 24), (instrument, 25)])
def test_search_and_versions_of_the_rules_follow_in_as_many_queries(
    desk, make, queries, rows, django_capture_on_commit_callbacks
):
    record = make(rows)
    page = desk.open(record)
    nothing_pending()
    with django_capture_on_commit_callbacks() as callbacks:
        desk.save(record, page=page, name_en="Zyxometry")
    with CaptureQueriesContext(connection) as asked:
        for callback in callbacks:
            callback()
    record.refresh_from_db()
    assert (record.name_en, len(asked)) == ("Zyxometry", queries)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_rows_that_are_deleted_ask_the_search_nothing(rows):
    record = cooperation(rows)
    nothing_pending()
    with CaptureQueriesContext(connection) as asked:
        record.partners.all().delete()
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "DELETE", "DELETE"]  # their sources, and they


@pytest.mark.parametrize("rows", [1, 3, 100])
@pytest.mark.parametrize(("make", "queries"), [(cooperation, 75), (instrument, 77)])
def test_a_save_costs_the_same_queries(desk, make, queries, rows, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    record = make(rows)
    page = desk.open(record)
    nothing_pending()
    with CaptureQueriesContext(connection) as asked:
        assert desk.save(record, page=page, name_en="Zyxometry").status_code == 302
    assert len(asked) == queries
