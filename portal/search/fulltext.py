"""SQL of the full-text index for each database, which migrations run by `RunPython`.

A migration that changes the table makes SQLite rebuild it without its triggers: it must end with `drop` and `create`.
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
# The terms bypass PostgreSQL's text parser, so that both databases index the same.
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
    """Creates the full-text index and what keeps it up to date; an operation of a migration."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    """Drops the full-text index; an operation of a migration."""
    for statement in DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else DROP_POSTGRESQL:
        schema_editor.execute(statement)
