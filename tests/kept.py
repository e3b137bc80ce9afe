"""What many tests need and is slow to make, made once: the tables of a new database, and the site's own content."""

import hashlib
import os
import sqlite3
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from portal.core.content.load import load

_content: dict[str, list[tuple]] = {}


# --- the site's own content ------------------------------------------------------------------------------------------


def load_content() -> None:
    """The content of `fixtures/`, as `load` leaves it. From the second time on its rows are put in as they were.

    What `load` sets off after its transaction (dates of change, search index) is not set off again.
    """
    if _content:
        _put_in()
        return
    before = {table for table in tables() if rows_of(table)}
    load(settings.CONTENT_DIR)
    _content.update({table: rows for table in tables() if table not in before and (rows := rows_of(table))})


def tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def rows_of(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
        return cursor.fetchall()


def _put_in() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in _content.items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)  # noqa: S608
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in _content]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


# --- the tables ------------------------------------------------------------------------------------------------------


def copy_migrated(folder: Path) -> sqlite3.Connection | None:
    """Fills the SQLite in memory that Django is about to make with the tables of an earlier run of the same migrations.

    Gives the connection that holds it until Django has one of its own; None when there are none, or on PostgreSQL.
    """
    kept = _migrated(folder)
    if connection.vendor != "sqlite" or not kept.exists():
        return None
    held = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    with sqlite3.connect(kept) as file:
        file.backup(held)
    return held


def keep_migrated(folder: Path) -> None:
    """Keeps the tables of this SQLite for the next run."""
    if connection.vendor != "sqlite":
        return
    kept = _migrated(folder)
    part = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(part) as file:
        connection.connection.backup(file)
    part.replace(kept)  # at once: another process may be reading


def _migrated(folder: Path) -> Path:
    """The file for exactly these migrations, of these versions."""
    total = hashlib.sha256(f"{django.VERSION}{sqlite3.sqlite_version}{settings.LANGUAGES}".encode())
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            total.update(str(path).encode() + path.read_bytes())
    for path in sorted(Path(settings.BASE_DIR).glob("requirements/*.txt")):
        total.update(path.read_bytes())
    return folder / f"{total.hexdigest()[:20]}.sqlite3"
