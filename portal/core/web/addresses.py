"""Finds records by their slug, redirects from former slugs, and raises 404 for unknown ones."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from portal.core.models import FormerAddress
from portal.core.text import languages


def origin(scheme: str | None, host: str) -> str:
    """Scheme and host of the site, without trailing slash: `settings.SITE_URL` if set, else those given."""
    return settings.SITE_URL or f"{scheme}://{host}"


class MissingTranslation(Http404):
    """Raised for a record without a page in the language asked for; the 404 page then links to another language."""

    def __init__(self, record: Any) -> None:
        self.record = record
        super().__init__(str(record))


def find(records: QuerySet[Any], slug: str) -> tuple[Any, bool]:
    """Returns the record with this slug, and whether the slug is its current one in the active language.

    Searches the slugs of the active language, then of the others, then former ones. Raises Http404.
    """
    active = languages.current()
    for code in languages.fallback_order(active):
        record = records.filter(**{languages.localized("slug", code): slug}).first()
        if record is not None:
            return record, code == active
    former = FormerAddress.objects.filter(model=records.model._meta.label_lower, slug=slug)
    for address in sorted(former, key=lambda found: found.language != active):
        record = records.filter(pk=address.object_id).first()
        if record is not None:
            return record, False
    raise Http404(slug)


def redirect_to(request: HttpRequest, record: Any) -> HttpResponsePermanentRedirect:
    """Response 301 to the record's address in the active language, query string kept; raises MissingTranslation."""
    address = record.address_in(languages.current())
    if address is None:
        raise MissingTranslation(record)
    return HttpResponsePermanentRedirect(with_query(address, request.META.get("QUERY_STRING", "")))


def with_query(address: str, query: str) -> str:
    """`address` with the query string put before its anchor."""
    if not query:
        return address
    path, mark, anchor = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{query}{mark}{anchor}"
