"""The full-text index, in the database's own way. Django does not know of it: migrations make it by `RunPython`.

A later migration that changes the table makes SQLite build it anew and lose its triggers: it must end by running `create`
again, after `drop`.
"""

from typing import Any

SQLITE = (
    """CREATE VIRTUAL TABLE search_fulltext USING fts5(
        terms, content='search_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", detail=none, prefix='2 3')""",
    """CREATE TRIGGER search_fulltext_insert AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_fulltext(rowid, terms) VALUES (new.id, new.terms);
    END""",
    """CREATE TRIGGER search_fulltext_delete AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, terms) VALUES ('delete', old.id, old.terms);
    END""",
    """CREATE TRIGGER search_fulltext_update AFTER UPDATE ON search_searchdocument BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO search_fulltext(rowid, terms) VALUES (new.id, new.terms);
    END""",
    "INSERT INTO search_fulltext(search_fulltext) VALUES ('rebuild')",
)
# The terms are words already: no parser of PostgreSQL's looks at them, so that both databases hold the same.
POSTGRESQL = (
    """ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))) STORED""",
    "CREATE INDEX search_fulltext ON search_searchdocument USING gin (vector)",
)
DROP_SQLITE = (
    "DROP TRIGGER IF EXISTS search_fulltext_insert",
    "DROP TRIGGER IF EXISTS search_fulltext_delete",
    "DROP TRIGGER IF EXISTS search_fulltext_update",
    "DROP TABLE IF EXISTS search_fulltext",
)
DROP_POSTGRESQL = ("ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector",)


def create(apps: Any, schema_editor: Any) -> None:
    """Makes the index over the terms of the documents that are there, and keeps it so: an operation of a migration."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else DROP_POSTGRESQL:
        schema_editor.execute(statement)
