"""From a slug to its record: the right address answers, a known wrong one redirects, the rest is not found."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from portal.core.models import FormerAddress
from portal.core.text import languages


def origin(scheme: str | None, host: str) -> str:
    """Where the site answers, without a closing slash: the public address if one is set, else that of the request."""
    return settings.SITE_URL or f"{scheme}://{host}"


class MissingTranslation(Http404):
    """The record exists, but has no page in the language asked for. The 404 page then offers the one there is."""

    def __init__(self, record: Any) -> None:
        self.record = record
        super().__init__(str(record))


def find(records: QuerySet[Any], slug: str) -> tuple[Any, bool]:
    """The record that `slug` names, and whether this is its address in the active language.

    Looks at the active language's slugs first, then at the other languages', then at former ones. Raises Http404.
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
    """301 to the record's address in the active language, query string kept; MissingTranslation when it has none."""
    address = record.address_in(languages.current())
    if address is None:
        raise MissingTranslation(record)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
