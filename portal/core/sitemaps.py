"""The machines' site map: each page once per language, with its alternates."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import override

from portal.core import addresses, languages


class AddressSitemap(Sitemap):
    """Pages as {language: path}. Django's own alternates give an x-default without prefix, which does not exist here."""

    limit = 10_000

    def addresses(self) -> list[dict[str, str]]:
        raise NotImplementedError

    def items(self) -> list[tuple[str, dict[str, str]]]:
        return [(language, page) for page in self.addresses() for language in page]

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        base = addresses.origin(protocol, domain)
        return [
            {
                "item": item,
                "location": base + item[1][item[0]],
                "alternates": [
                    *({"location": base + path, "lang_code": code} for code, path in item[1].items()),
                    *({"location": base + path, "lang_code": "x-default"} for path in list(item[1].values())[:1]),
                ],
            }
            for item in self.paginator.page(page).object_list
        ]


class RecordSitemap(AddressSitemap):
    """The published records of one model."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def addresses(self) -> list[dict[str, str]]:
        records = self.model.objects.published().order_by("pk")
        return [found for record in records if (found := _addresses_of(record))]


class ViewSitemap(AddressSitemap):
    """Pages that are there whatever the content, by the names of their addresses."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def addresses(self) -> list[dict[str, str]]:
        pages = []
        for name in self.names:
            page = {}
            for code in languages.codes():
                with override(code):
                    page[code] = reverse(name)
            pages.append(page)
        return pages


def _addresses_of(record: Any) -> dict[str, str]:
    return {code: address for code in languages.codes() if (address := record.address_in(code))}
