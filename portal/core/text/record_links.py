"""Links from a text to a record's page, stored by the record's code, so that a changed address breaks none.

A text holds `<a href="[[ref:instrument/irp]]">`; the kinds are those of the search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from portal.core.enums import ANSWERING, Status
from portal.core.models import Addressed
from portal.core.searchable import Searchable, searchables
from portal.core.text import languages

_TOKEN = re.compile(r"\[\[ref:([a-z-]{1,20})/([A-Za-z0-9_-]{1,80})\]\]")
_A_LINK = re.compile(r"<a[\s/]", re.I)
_NO_LINK = re.compile(r"<a>([^<]*+(?:<(?!/?a>)[^<]*+)*+)</a>")

Key = tuple[str, str]  # (kind, code)


def token(kind: str, code: str) -> str:
    """Token for the `href` of a link to the record of this kind and code."""
    return f"[[ref:{kind}/{code}]]"


def parts(text: str) -> Key | None:
    """(kind, code) of a token; None if `text` is not one."""
    found = _TOKEN.fullmatch(text)
    return (found[1], found[2]) if found else None


def kinds() -> dict[str, Searchable]:
    """Kinds of records that have a page of their own, by code."""
    return {code: kind for code, kind in searchables().items() if issubclass(kind.model, Addressed)}


def records(kind: Searchable) -> QuerySet[Any]:
    """All records of a kind, with the relations that their address and `is_open` need."""
    return kind.model._base_manager.select_related(*kind.guards)


def is_open(kind: Searchable, record: Any) -> bool:
    """Whether visitors may open the page of `record` now."""
    now = timezone.now()
    above = [record, *(getattr(record, name) for name in kind.guards)]
    return all(
        getattr(each, "status", Status.PUBLISHED) in ANSWERING
        and not (getattr(each, "publish_at", None) and each.publish_at > now)
        for each in above
    )


def addresses(markup: str) -> dict[Key, str]:
    """Addresses in the active language of the records that a text links to, if visitors may open them.

    One query per kind that the text refers to; none for a text without references.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, code in _TOKEN.findall(markup):
        wanted[kind].add(code)
    known = kinds() if wanted else {}
    return {
        (name, record.code): address
        for name, codes in wanted.items()
        if name in known
        for record in records(known[name]).filter(code__in=codes)
        if is_open(known[name], record) and (address := record.address_in(languages.current()))
    }


def filled(tag: str, known: dict[Key, str]) -> str:
    """`tag` with its tokens replaced by the addresses in `known`; a link without one becomes `<a>` (see `unlinked`)."""
    missing = [key for key in _TOKEN.findall(tag) if key not in known]
    if missing and _A_LINK.match(tag):
        return "<a>"
    return _TOKEN.sub(lambda found: known.get((found[1], found[2]), ""), tag)


def unlinked(markup: str) -> str:
    """`markup` (sanitised) with links that have no address replaced by their text."""
    return _NO_LINK.sub(r"\1", markup)
