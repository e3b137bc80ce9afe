"""Models of the search index: one document per record and language, written by `index.py` only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from portal.search.best_bets import BestBet
from portal.search.zero_results import FruitlessSearch

__all__ = ["BestBet", "FruitlessSearch", "IndexState", "SearchDocument"]


class Terms(models.TextField):
    """Terms of a document. The lookup `terms__matches` takes a `Wanted` and uses the database's full-text index."""


# ("all" or "any", terms): each term is (text, is_prefix).
Wanted = tuple[str, tuple[tuple[str, bool], ...]]

# By database: what asks its full-text index for rows, and how it writes a term, a beginning, "or" and "and".
ASKS = {
    "sqlite": "{table}.id IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s)",
    "postgresql": "{table}.vector @@ %s::tsquery",
}
SPELT = {
    "sqlite": ('"{}"', '"{}"*', " OR ", " AND "),
    "postgresql": ("'{}'", "'{}':*", " | ", " & "),
}


def wanted_by(wanted: Wanted, vendor: str) -> str:
    """Full-text query in the database's syntax. Terms consist of letters and digits: nothing needs escaping."""
    how, parts = wanted
    whole, beginning, any_of, all_of = SPELT[vendor]
    joint = all_of if how == "all" else any_of
    return joint.join((beginning if is_prefix else whole).format(term) for term, is_prefix in parts)


@Terms.register_lookup
class Matches(models.Lookup):
    """Lookup of rows that hold the wanted terms: FTS5 on SQLite, a GIN index of a tsvector on PostgreSQL."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        table = connection.ops.quote_name(self.lhs.alias)
        return ASKS[connection.vendor].format(table=table), [wanted_by(self.rhs, connection.vendor)]


class DocumentQuerySet(models.QuerySet):
    """Queries for search documents."""

    def visible(self, on: datetime | None = None) -> Self:
        """Documents whose record is public at the moment `on` (aware), now by default."""
        now = on or timezone.now()
        begun = Q(publish_at=None) | Q(publish_at__lte=now)
        return self.filter(begun, Q(unpublish_at=None) | Q(unpublish_at__gt=now))

    def shown(self) -> Self:
        """What a result shows of documents, without what they are found and ranked by."""
        return self.defer("terms", "title_terms", "summary_terms", "folded")

    def holding(
        self, wanted: dict[str, Wanted], on: datetime | None, columns: tuple[str, ...]
    ) -> list[tuple[Any, ...]]:
        """What is visible and holds the terms wanted in its own language, as rows of `columns`.

        One query in SQL, since every search asks it: Django takes longer to write it than the database to answer it.
        """
        vendor, moment = connection.vendor, connection.ops.adapt_datetimefield_value(on or timezone.now())
        asked = ASKS[vendor].format(table="search_searchdocument")
        sql = f"""SELECT {", ".join(columns)} FROM search_searchdocument
            WHERE (publish_at IS NULL OR publish_at <= %s) AND (unpublish_at IS NULL OR unpublish_at > %s)
            AND ({" OR ".join([f"(language = %s AND {asked})"] * len(wanted))})"""  # noqa: S608 - nothing a reader typed
        values = [value for code, terms in wanted.items() for value in (code, wanted_by(terms, vendor))]
        with connection.cursor() as cursor:
            cursor.execute(sql, [moment, moment, *values])
            return list(cursor.fetchall())


class SearchDocument(models.Model):
    """A record in one language, for searching. Only published records have one; it is hidden outside their dates."""

    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    publish_at = models.DateTimeField(null=True)
    unpublish_at = models.DateTimeField(null=True)

    address = models.CharField(max_length=400)
    title = models.CharField(max_length=250)
    names = models.TextField()  # one per line
    summary = models.TextField()
    body = models.TextField()

    # One folded name per line, each word preceded by a space: " joint lab".
    folded = models.TextField()
    # Terms between spaces: of title and names, of summary and related records, for ranking; then all, for the index.
    title_terms = models.TextField()
    summary_terms = models.TextField()
    terms = Terms()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "search document"
        verbose_name_plural = "search documents"
        constraints = (models.UniqueConstraint(fields=("kind", "object_id", "language"), name="search_document_once"),)

    def __str__(self) -> str:
        return f"{self.language}/{self.kind}/{self.code}"


def pages_in(language: str, records: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SearchDocument]:
    """Documents in `language` of the records given as (kind, primary key), by the same pair. One query at most."""
    wanted = set(records)
    if not wanted:
        return {}
    kinds, pks = {kind for kind, _ in wanted}, {pk for _, pk in wanted}
    rows = SearchDocument.objects.shown().filter(kind__in=kinds, object_id__in=pks, language=language)
    return {key: row for row in rows if (key := (row.kind, row.object_id)) in wanted}


class IndexState(models.Model):
    """State of the index, one row: hash of its rules, moment of the last sync, moment of the next publication."""

    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "state of the search index"
        verbose_name_plural = "state of the search index"

    def __str__(self) -> str:
        return self.digest[:12]
