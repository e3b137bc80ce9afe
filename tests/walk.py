"""A page as tests read it, and the walk that opens every page a visitor can reach."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag

import html5lib
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.core.resource import resource_of, resources
from portal.core.text import languages
from portal.opendata.citation_files import FORMATS
from sites.atlas import layers
from sites.countries import parts
from sites.models import Country

ORIGIN = "http://testserver"

SILENT = {"script", "style", "textarea", "pre", "code", "kbd", "samp", "{http://www.w3.org/2000/svg}svg"}


@dataclass(frozen=True)
class Page:
    """An answer to a visitor, and what can be read from its markup."""

    path: str
    response: HttpResponse

    @cached_property
    def parsed(self) -> tuple[Any, list[Any]]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        return parser.parse(self.response.content.decode()), parser.errors

    @property
    def language(self) -> str:
        return self.path.split("/")[1]

    @cached_property
    def elements(self) -> list[Any]:
        return [found for found in self.parsed[0].iter() if isinstance(found.tag, str)]

    def all(self, *tags: str, **attributes: str) -> list[Any]:
        """The elements of these tags (of any tag when none is given) whose attributes have these values."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            found
            for found in self.elements
            if (not tags or found.tag in tags) and all(found.get(name) == value for name, value in wanted.items())
        ]

    def words(self, *tags: str) -> list[str]:
        return [" ".join("".join(found.itertext()).split()) for found in self.all(*tags)]

    @property
    def is_for_people(self) -> bool:
        """A page, neither a file of data nor the API's explorer; what is broken is seen as a page."""
        is_page = "html" in self.response.headers["Content-Type"] and "/api/" not in self.path
        return self.response.status_code != 200 or is_page

    @property
    def description(self) -> list[str]:
        return [found.get("content") for found in self.all("meta", name="description")]

    @cached_property
    def ids(self) -> list[str]:
        return [found.get("id") for found in self.elements if found.get("id")]

    @cached_property
    def links(self) -> list[str]:
        """Where its links lead inside the site: fragments included, filters left out, relative ones made absolute."""
        found = [link.get("href").removeprefix(ORIGIN) for link in self.all("a") if link.get("href")]
        found = [self.path + href if href.startswith("#") else href for href in found if href[:1] in ("/", "#")]
        return [re.sub(r"\?[^#]*", "", href) for href in found]

    @cached_property
    def versions(self) -> dict[str, str]:
        """What it says of its languages to search engines."""
        links = [link for link in self.all("link", rel="alternate") if not link.get("type")]  # a type: another format
        return {link.get("hreflang"): link.get("href").removeprefix(ORIGIN) for link in links}

    @cached_property
    def switch(self) -> dict[str, str]:
        """Where its language switch leads, by language."""
        links = [link for link in self.all("a") if link.get("data-portal-language") is not None]
        return {link.get("hreflang"): link.get("href") for link in links if link.get("lang") == link.get("hreflang")}

    def texts(self) -> list[tuple[str, str]]:
        """(language, text) of every text node, as `lang` says; the head's title and description too."""
        found = [(self.language, text) for text in self.description]
        _gather(self.parsed[0], self.language, found)
        return found


def _gather(element: Any, language: str, found: list[tuple[str, str]]) -> None:
    own = element.get("lang", language)
    if isinstance(element.tag, str) and element.tag not in SILENT:
        found += [(own, element.text)] if element.text else []
        for child in element:
            _gather(child, own, found)
            found += [(own, child.tail)] if child.tail else []


def linked(page: Page) -> list[str]:
    """Where the links of a page lead inside the site, read off its source: without what `Page.links` costs."""
    return re.findall(r'<a\b[^>]*?\shref="(/[^"?#]*)', page.response.content.decode())


def walk(
    *starts: str, links: Callable[[Page], list[str]] = lambda page: page.links, without: frozenset[str] = frozenset()
) -> dict[str, Page]:
    """Every address that links lead to from `starts`, with its answer; those in `without` are passed by.

    So is a PNG: it is its SVG, which is walked to, and takes a second.
    """
    visitor, pages, waiting = Client(), {}, list(starts)
    while waiting:
        path = waiting.pop()
        if path in pages or path in without or path.endswith(".png"):
            continue
        pages[path] = Page(path, visitor.get(path))
        if pages[path].response.headers["Content-Type"].startswith("text/html"):
            waiting += [urldefrag(link).url for link in links(pages[path])]
    return pages


def alike() -> frozenset[str]:
    """Addresses that say no more than their like do; one in ten is left to be opened.

    Of countries without a tie, which say nothing but whom to ask (each is opened in tests/sites/test_country_content.py),
    and of citations, which are written from the same few columns of each record (see tests/opendata/test_cite.py).
    """
    tied = {area.code for feature in layers.features() for area in feature.areas} | set(parts.by_country())
    bare = [country for country in Country.objects.order_by("code") if country.code not in tied]
    pages = {country.address_in(code) for country in _but_one_in_ten(bare) for code in languages.codes()}
    published = (_but_one_in_ten(resource.published().order_by("code")) for resource in resources().values())
    return frozenset(pages).union(*(citations(record) for records in published for record in records))


def _but_one_in_ten(records: Iterable[Any]) -> list[Any]:
    return [record for number, record in enumerate(records) if number % 10]


def citations(record: Any) -> set[str]:
    """Where the citation of a record is, or would be."""
    found, names = set(), {"resource": resource_of(type(record)).name, "code": record.code}
    for code in languages.codes():
        with override(code):
            found |= {reverse("opendata:cite", kwargs={**names, "ending": ending}) for ending in FORMATS}
    return found
