"""The machines' site map: each page once per language, with its alternates and the date of its last change.

A page's date is that of its content (`content/revisions.py`): of a record's page, its fields, its rows and which records it names;
of a list, the newest of the records it lists. A page without content of its own, such as the search, has none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from portal.core.content import revisions, version
from portal.core.text import languages
from portal.core.web import addresses


@dataclass(frozen=True)
class Entry:
    """One page: its path in each language, when it last changed where that is known."""

    paths: dict[str, str]
    changed: datetime | None = None


class AddressSitemap(Sitemap):
    """Pages in each language. Django's own alternates give an x-default without prefix, which does not exist here."""

    limit = 10_000

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError

    def items(self) -> list[tuple[str, Entry]]:
        return version.keep((self,), lambda: [(code, entry) for entry in self.entries() for code in entry.paths])

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        base = addresses.origin(protocol, domain)
        return [
            {
                "item": entry,
                "location": base + entry.paths[language],
                "lastmod": entry.changed,
                "alternates": [
                    *({"location": base + path, "lang_code": code} for code, path in entry.paths.items()),
                    *({"location": base + path, "lang_code": "x-default"} for path in list(entry.paths.values())[:1]),
                ],
            }
            for language, entry in self.paginator.page(page).object_list
        ]


class RecordSitemap(AddressSitemap):
    """The published records of one model."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def records(self) -> QuerySet:
        return self.model.objects.published()

    def entries(self) -> list[Entry]:
        records = list(self.records().order_by("pk"))
        when = revisions.dates(records)
        return [Entry(found, when.get(record.pk)) for record in records if (found := addresses_of(record))]


class ViewSitemap(AddressSitemap):
    """Pages that are there whatever the content: by the names of their addresses, what they list."""

    def __init__(self, *names: str, listed: Callable[[], dict[str, tuple[QuerySet, ...]]]) -> None:
        self.names, self.listed = names, listed

    def entries(self) -> list[Entry]:
        listed = self.listed()
        each = {id(records): records for groups in listed.values() for records in groups}
        when = {key: revisions.newest(records) for key, records in each.items()}
        newest = {
            name: max(filter(None, (when[id(records)] for records in groups)), default=None)
            for name, groups in listed.items()
        }
        return [Entry(_paths(name), newest.get(name)) for name in self.names]


def _paths(name: str) -> dict[str, str]:
    found = {}
    for code in languages.codes():
        with override(code):
            found[code] = reverse(name)
    return found


def addresses_of(record: Any) -> dict[str, str]:
    """A record's path in each language in which it has a page of its own, no row of another page."""
    found = {code: record.address_in(code) for code in languages.codes()}
    return {code: address for code, address in found.items() if address and "#" not in address}


def site_map_of_machines(request: HttpRequest, sitemaps: dict[str, Any]) -> HttpResponse:
    """`/sitemap.xml`: one file; kept for each page of it, host and content version."""
    origin, page = addresses.origin(request.scheme, request.get_host()), request.GET.get("p", "1")

    def written() -> tuple[bytes, dict[str, str]]:
        response = sitemap(request, sitemaps).render()
        return response.content, dict(response.items())

    if not page.isascii() or not page.isdigit() or len(page) > 3:
        raise Http404(page)
    content, headers = version.keep(("sitemap.xml", origin, page), written)
    return HttpResponse(content, headers=headers)
