"""The same page in the other languages: the one place the language switch and `hreflang` ask."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from portal.core.lists.facets import ALPHABET
from portal.core.text import languages


@dataclass(frozen=True)
class Alternate:
    """A language, its own name, its address; `exists` is False when that is only the nearest page.

    The switch leads to the address with the `query` of this page: filters, order and page number are kept.
    """

    language: str
    name: str
    address: str
    query: str
    exists: bool
    is_current: bool


def alternates(request: HttpRequest, record: Any = None, alphabet: str = "") -> list[Alternate]:
    """One entry per site language. A record is asked for its own address; any other page, a preview too, is resolved again.

    `alphabet` is the language whose alphabet parts the rows of a list into pages: the other languages are told to keep it.
    """
    record, found = None if hasattr(request, "preview") else record, []
    for code, name in settings.LANGUAGES:
        address = record.address_in(code) if record is not None else _same_view(request, code)
        exists = address is not None
        if address is None:
            address = _nearest(record, code)
        query = _query(request, code, alphabet) if exists else ""
        found.append(Alternate(code, name, address, query, exists, code == languages.current()))
    return found


def _query(request: HttpRequest, language: str, alphabet: str) -> str:
    """The query string of the request, with its question mark."""
    asked = request.META.get("QUERY_STRING", "")
    if alphabet:
        kept = request.GET.copy()
        kept.pop(ALPHABET, None)
        if alphabet != language:
            kept[ALPHABET] = alphabet
        asked = kept.urlencode()
    return f"?{asked}" if asked else ""


def _same_view(request: HttpRequest, language: str) -> str | None:
    match = request.resolver_match
    with override(language):
        if match is None or not match.view_name:  # an error page: the switch leads to the home page
            return reverse("home")
        try:
            return reverse(match.view_name, args=match.args, kwargs=getattr(match, "captured_kwargs", match.kwargs))
        except NoReverseMatch:
            return None


def _nearest(record: Any, language: str) -> str:
    with override(language):
        return reverse(getattr(record, "list_url_name", "") or "home")
