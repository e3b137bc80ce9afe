"""The search past one machine: an OpenSearch server that finds, where `SEARCH_URL` names one.

It holds the same documents, with the terms made here in Python, and finds which of them hold the wanted terms; the order is
then made by the same code as ever (`ranking.py`). The table stays: it is what the server is filled from, and what answers
while the server does not. A server that missed a change is not asked again until it has been filled anew.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from opensearchpy import OpenSearch, helpers
from opensearchpy.exceptions import OpenSearchException

from portal.search.models import IndexState, SearchDocument, Wanted

logger = logging.getLogger(__name__)

MOST = 10_000  # documents of one answer: what OpenSearch gives at once; the best ones, should there be more
TIMEOUT = 2  # seconds
REST = 30  # seconds for which a server that failed is left alone
BATCH = 500
_DOWN = "search-server-down"
# As in ranking.py, so that what exceeds MOST is the least.
TITLE, ABOUT, INSIDE = 24, 8, 2
FIELDS = (
    *("kind", "object_id", "language", "code", "publish_at", "unpublish_at"),
    *("title", "folded", "title_terms", "summary_terms", "terms"),
)
_TERMS = {"type": "text", "analyzer": "whitespace", "norms": False}
_KEY = {"type": "keyword"}
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
MAPPING = {
    "settings": {"index": {"max_result_window": MOST}},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            **dict.fromkeys(("kind", "language"), _KEY),
            **dict.fromkeys(("code", "title", "folded"), _KEPT),
            **{key: {"type": "long"} for key in ("pk", "object_id")},
            **{key: {"type": "date"} for key in ("publish_at", "unpublish_at")},
            **dict.fromkeys(("title_terms", "summary_terms", "terms"), _TERMS),
        },
    },
}


@lru_cache(maxsize=4)
def _client(url: str) -> OpenSearch:
    return OpenSearch(url, timeout=TIMEOUT, max_retries=0)


def _connected() -> tuple[OpenSearch, str]:
    """The client and the name of the index, both from the address: https://user:password@host:9200/index."""
    parts = urlsplit(settings.SEARCH_URL)
    return _client(parts._replace(path="").geturl()), parts.path.strip("/") or "portal"


# --- finding ---------------------------------------------------------------------------------------------------------


def documents(wanted: Wanted, language: str, on: datetime | None, columns: tuple[str, ...]) -> list[Any] | None:
    """The visible documents that hold the wanted terms, as tuples of `columns`; None when the server cannot be asked."""
    if not settings.SEARCH_URL or cache.get(_DOWN) or _is_behind():
        return None
    client, name = _connected()
    body = {"size": MOST, "query": _question(wanted, language, on or timezone.now()), "_source": list(columns)}
    try:
        found = client.search(index=name, body=body)
    except OpenSearchException:
        logger.exception("search: the server does not answer; the database does")
        cache.set(_DOWN, True, REST)
        return None
    return [tuple(hit["_source"][column] for column in columns) for hit in found["hits"]["hits"]]


def _question(wanted: Wanted, language: str, now: datetime) -> dict[str, Any]:
    how, terms = wanted
    begun = {"bool": {"should": [_missing("publish_at"), _range("publish_at", "lte", now)], "minimum_should_match": 1}}
    open_still = {
        "bool": {"should": [_missing("unpublish_at"), _range("unpublish_at", "gt", now)], "minimum_should_match": 1}
    }
    each = [_term(term, is_prefix) for term, is_prefix in terms]
    held = {"must": each} if how == "all" else {"should": each, "minimum_should_match": 1}
    return {"bool": {"filter": [{"term": {"language": language}}, begun, open_still], **held}}


def _term(term: str, is_prefix: bool) -> dict[str, Any]:
    """One term counts by the best place where it stands."""
    clause = "prefix" if is_prefix else "term"
    places = (("title_terms", TITLE), ("summary_terms", ABOUT), ("terms", INSIDE))
    counted = [{"constant_score": {"filter": {clause: {place: term}}, "boost": boost}} for place, boost in places]
    return {"dis_max": {"queries": counted}}


def _missing(field: str) -> dict[str, Any]:
    return {"bool": {"must_not": [{"exists": {"field": field}}]}}


def _range(field: str, operator: str, now: datetime) -> dict[str, Any]:
    return {"range": {field: {operator: now.isoformat()}}}


# --- following -------------------------------------------------------------------------------------------------------


def mirror(kind: str, pks: Iterable[Any]) -> None:
    """Brings the documents of these records to the server as the table now has them."""
    if not settings.SEARCH_URL or _is_behind():
        return
    client, name = _connected()
    records = list(pks)
    try:
        gone = {"bool": {"filter": [{"term": {"kind": kind}}, {"terms": {"object_id": records}}]}}
        rows = list(SearchDocument.objects.filter(kind=kind, object_id__in=records))
        kept = [_id(row) for row in rows]
        gone["bool"]["must_not"] = [{"ids": {"values": kept}}]  # type: ignore[assignment]
        client.delete_by_query(index=name, body={"query": gone}, refresh=True, conflicts="proceed")
        helpers.bulk(client, _actions(name, rows), refresh=True)
    except OpenSearchException:
        logger.exception("search: the server missed a change and is not asked until it is filled anew")
        forget()


def forget() -> None:
    """From now on the table answers, until the server is filled anew."""
    if settings.SEARCH_URL:
        _note(is_behind=True)


def fill() -> bool:
    """Fills the server anew from the table, which answers meanwhile. False, and logged, when the server does not answer."""
    if not settings.SEARCH_URL:
        return True
    forget()
    client, name = _connected()
    try:
        client.indices.delete(index=name, ignore_unavailable=True)
        client.indices.create(index=name, body=MAPPING)
        helpers.bulk(client, _actions(name, SearchDocument.objects.iterator(BATCH)), chunk_size=BATCH, refresh=True)
    except OpenSearchException:
        logger.exception("search: the server could not be filled; the database answers")
        return False
    _note(is_behind=False)
    cache.delete(_DOWN)
    return True


def is_current() -> bool:
    """Whether the server, if there is one, has all that the table has."""
    return not settings.SEARCH_URL or not _is_behind()


def _actions(name: str, rows: Iterable[SearchDocument]) -> Iterator[dict[str, Any]]:
    for row in rows:
        source = {field: getattr(row, field) for field in FIELDS}
        yield {"_op_type": "index", "_index": name, "_id": _id(row), "_source": {"pk": row.pk, **source}}


def _id(row: SearchDocument) -> str:
    return f"{row.kind}-{row.object_id}-{row.language}"


def _is_behind() -> bool:
    return not IndexState.objects.filter(server=_digest()).exists()


def _note(is_behind: bool) -> None:
    """Which server has all that the table has; none while one is behind."""
    IndexState.objects.update(server="" if is_behind else _digest())


def _digest() -> str:
    """Of the server's address, which may hold a password; never empty."""
    return hashlib.sha256(settings.SEARCH_URL.encode()).hexdigest()
