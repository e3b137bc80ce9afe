"""Search for link targets: names typed in the admin's editor, answered with references to records."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.core.searchable import Searchable
from portal.core.text import languages, record_links
from portal.core.text.collation import sort_key

LEAST, MOST = 2, 12  # fewest letters of a query; most records in an answer
_EACH = 6  # most records of one kind


@require_safe
def references(request: HttpRequest) -> JsonResponse:
    """JSON with the records that `?q=` (part of a name, code, reference) may mean, best first, in `?language=`."""
    asked = query(request)
    language = request.GET.get("language", "")
    return JsonResponse({"results": results(asked, language if language in languages.codes() else languages.current())})


def query(request: HttpRequest) -> str:
    """The query `?q=`, 80 characters at most, without NUL, which PostgreSQL refuses in texts."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:80]


def results(asked: str, language: str) -> list[dict[str, Any]]:
    """The records that the query `asked` may mean, drafts included, as JSON objects. One query per kind."""
    return [_as_result(kind, record, language) for kind, record in matches(asked)]


def matches(asked: str) -> list[tuple[Searchable, Any]]:
    """The records that the query `asked` may mean, drafts included, as (kind, record), best first."""
    known, named = record_links.kinds(), record_links.parts(asked)
    if named:
        kind = known.get(named[0])
        return [(kind, each) for each in record_links.records(kind).filter(code=named[1])] if kind else []
    if len(asked) < LEAST:
        return []
    each_kind = [(kind, record) for kind in known.values() for record in _matches_of(kind, asked)]
    each_kind.sort(key=lambda pair: (_distance(pair[1], asked)[0], pair[0].order))
    return each_kind[:MOST]


def _matches_of(kind: Searchable, asked: str) -> Any:
    """The best matches of one kind."""
    folded = sort_key(asked)
    names = Q(code__icontains=asked)
    for code in languages.codes() if folded else ():
        names |= Q(**{f"{languages.localized('sort_key', code)}__contains": folded})
    best = sorted(record_links.records(kind).filter(names), key=lambda record: _distance(record, asked))
    return best[:_EACH]


def _distance(record: Any, asked: str) -> tuple[int, str]:
    """Sort key: 0 for the whole name or code, 1 if it begins with the query, 2 if it contains it; then the name."""
    folded = sort_key(asked)
    keys = [record.code.lower(), *(languages.in_language(record, "sort_key", code) for code in languages.codes())]
    if asked.lower() == keys[0] or folded in keys[1:]:
        return 0, keys[1]
    return (1 if any(key.startswith((asked.lower(), folded or asked)) for key in keys) else 2), keys[1]


def _as_result(kind: Searchable, record: Any, language: str) -> dict[str, Any]:
    """A record as the JSON object that the editor reads."""
    return {
        "href": record_links.token(kind.kind, record.code),
        "code": record.code,
        "name": str(languages.text_of(record, "name", language)),
        "kind": str(kind.one),
        "is_public": record_links.is_open(kind, record),
    }
