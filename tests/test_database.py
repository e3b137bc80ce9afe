"""The database that the settings promise is the one in use, and it holds what the models declare."""

import os

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

pytestmark = pytest.mark.django_db


def expected_vendor() -> str:
    address = os.environ.get("DATABASE_URL", "")
    named = address.startswith(("postgres://", "postgresql://"))
    return "postgresql" if named or os.environ.get("EXPECT_POSTGRES") == "1" else "sqlite"


def test_the_database_is_the_one_that_was_asked_for():
    assert connection.vendor == expected_vendor()


def test_the_engine_is_that_of_the_settings():
    assert (
        settings.DATABASES["default"]["ENGINE"]
        == f"django.db.backends.{expected_vendor().replace('sqlite', 'sqlite3')}"
    )


def test_text_comes_back_as_it_was_written():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["Œuvre – Łódź – 東京 – 60\u202f000\u00a0€"])
        assert cursor.fetchone() == ("Œuvre – Łódź – 東京 – 60\u202f000\u00a0€",)


OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in {"portal", "sites", "partnerships", "instruments"}
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_declared_constraint_is_in_the_database(model):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert {constraint.name for constraint in model._meta.constraints} - set(found) == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_list_of_words_is_checked_by_the_database(model):
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, models.CheckConstraint)]
    checked = {name for check in checks for name in check.condition.referenced_base_fields}
    assert {field.name for field in model._meta.fields if field.choices} - checked == set()
