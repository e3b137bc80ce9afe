"""Addresses of a page in all languages, for the language switch and `hreflang`."""

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
    """A page in another language; `exists` is False if the page is missing there and `address` leads to a list or home.

    The language switch keeps the `query` of the page: filters, order and page number.
    """

    language: str
    name: str
    address: str
    query: str
    exists: bool
    is_current: bool


def alternates(request: HttpRequest, record: Any = None, alphabet: str = "") -> list[Alternate]:
    """Alternates of a page, one per language of the site, from `record` or, without one, from the request's view.

    `alphabet` is the language by whose alphabet a list is paginated; the addresses of other languages keep it.
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
    """Query string of the request with its question mark, plus `alphabet` if it is another language's; "" if empty."""
    asked = request.META.get("QUERY_STRING", "")
    if alphabet:
        kept = request.GET.copy()
        kept.pop(ALPHABET, None)
        if alphabet != language:
            kept[ALPHABET] = alphabet
        asked = kept.urlencode()
    return f"?{asked}" if asked else ""


def _same_view(request: HttpRequest, language: str) -> str | None:
    """Address of the request's view in `language`; None if there is none."""
    match = request.resolver_match
    with override(language):
        if match is None or not match.view_name:  # an error page: the switch leads to the home page
            return reverse("home")
        try:
            return reverse(match.view_name, args=match.args, kwargs=getattr(match, "captured_kwargs", match.kwargs))
        except NoReverseMatch:
            return None


def _nearest(record: Any, language: str) -> str:
    """Address of the list that `record` belongs to, or of the home page."""
    with override(language):
        return reverse(getattr(record, "list_url_name", "") or "home")
