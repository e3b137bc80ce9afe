"""Models of the search index: one document per record and language, written by `index.py` only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.search.best_bets import BestBet
from portal.search.zero_results import FruitlessSearch

__all__ = ["BestBet", "FruitlessSearch", "IndexState", "SearchDocument"]


class Terms(models.TextField):
    """Terms of a document. The lookup `terms__matches` takes a `Wanted` and uses the database's full-text index."""


@Terms.register_lookup
class Matches(models.Lookup):
    """Lookup of rows that hold the wanted terms: FTS5 on SQLite, a GIN index of a tsvector on PostgreSQL."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [value]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = connection.ops.quote_name(self.lhs.alias)
        found = "SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s"
        return f"{table}.id IN ({found})", [wanted_by(self.rhs, '"{}"', '"{}"*', " OR ", " AND ")]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = connection.ops.quote_name(self.lhs.alias)
        return f"{table}.vector @@ %s::tsquery", [wanted_by(self.rhs, "'{}'", "'{}':*", " | ", " & ")]


# ("all" or "any", terms): each term is (text, is_prefix).
Wanted = tuple[str, tuple[tuple[str, bool], ...]]


def wanted_by(wanted: Wanted, whole: str, beginning: str, any_of: str, all_of: str) -> str:
    """Full-text query in the database's syntax. Terms consist of letters and digits: nothing needs escaping."""
    how, parts = wanted
    joint = all_of if how == "all" else any_of
    return joint.join((beginning if is_prefix else whole).format(term) for term, is_prefix in parts)


class DocumentQuerySet(models.QuerySet):
    """Queries for search documents."""

    def visible(self, on: datetime | None = None) -> Self:
        """Documents whose record is public at the moment `on` (aware), now by default."""
        now = on or timezone.now()
        begun = Q(publish_at=None) | Q(publish_at__lte=now)
        return self.filter(begun, Q(unpublish_at=None) | Q(unpublish_at__gt=now))


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
    rows = SearchDocument.objects.filter(kind__in=kinds, object_id__in=pks, language=language)
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
