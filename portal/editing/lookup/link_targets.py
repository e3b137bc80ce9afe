"""Which record a link means: names typed at the desk, answered with the references that a text keeps."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.core.searchable import Searchable
from portal.core.text import languages, record_links
from portal.core.text.collation import sort_key

LEAST, MOST = 2, 12  # letters typed; records answered
_EACH = 6  # of one kind


@require_safe
def references(request: HttpRequest) -> JsonResponse:
    """`?q=`: a name or a part of it, a code, or a reference; `?language=`: of the names. Best first."""
    asked = words(request)
    language = request.GET.get("language", "")
    return JsonResponse({"results": found(asked, language if language in languages.codes() else languages.current())})


def words(request: HttpRequest) -> str:
    """What was typed in `?q=`, without the NUL that PostgreSQL takes in no text."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:80]


def found(asked: str, language: str) -> list[dict[str, Any]]:
    """The records that `asked` may mean, drafts too. One query per kind."""
    return [_told(kind, record, language) for kind, record in meant(asked)]


def meant(asked: str) -> list[tuple[Searchable, Any]]:
    """The same as (kind, record)."""
    known, named = record_links.kinds(), record_links.parts(asked)
    if named:
        kind = known.get(named[0])
        return [(kind, each) for each in record_links.records(kind).filter(code=named[1])] if kind else []
    if len(asked) < LEAST:
        return []
    each_kind = [(kind, record) for kind in known.values() for record in _named(kind, asked)]
    each_kind.sort(key=lambda pair: (_distance(pair[1], asked)[0], pair[0].order))
    return each_kind[:MOST]


def _named(kind: Searchable, asked: str) -> Any:
    folded = sort_key(asked)
    names = Q(code__icontains=asked)
    for code in languages.codes() if folded else ():
        names |= Q(**{f"{languages.localized('sort_key', code)}__contains": folded})
    near = sorted(record_links.records(kind).filter(names), key=lambda record: _distance(record, asked))
    return near[:_EACH]


def _distance(record: Any, asked: str) -> tuple[int, str]:
    """The whole name or the code first, then what begins so, then what holds it; by name among equals."""
    folded = sort_key(asked)
    keys = [record.code.lower(), *(languages.in_language(record, "sort_key", code) for code in languages.codes())]
    if asked.lower() == keys[0] or folded in keys[1:]:
        return 0, keys[1]
    return (1 if any(key.startswith((asked.lower(), folded or asked)) for key in keys) else 2), keys[1]


def _told(kind: Searchable, record: Any, language: str) -> dict[str, Any]:
    return {
        "href": record_links.token(kind.kind, record.code),
        "code": record.code,
        "name": str(languages.text_of(record, "name", language)),
        "kind": str(kind.one),
        "is_public": record_links.is_open(kind, record),
    }
