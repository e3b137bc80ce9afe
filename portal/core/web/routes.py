"""What the URL resolver knows of the site's addresses: in each language, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import override

Segments = tuple[str, ...]


@cache
def _addresses(language: str) -> list[tuple[str, Segments]]:
    """(URL name, segments) of every address below a language: ("instruments:find", ("instruments", "find"))."""
    with override(language):
        below = [each for each in get_resolver().url_patterns if isinstance(each.pattern, LocalePrefixPattern)]
        return [(name, tuple(route.strip("/").split("/"))) for name, route in _walk(below)]


def _walk(patterns: Any, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Yields the URL name and the route of every pattern, without the language prefix."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", f"{before}{each.pattern}"
        elif isinstance(each, URLResolver):
            under = before if isinstance(each.pattern, LocalePrefixPattern) else f"{before}{each.pattern}"
            yield from _walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, under)


def reserved(url_name: str, language: str) -> set[str]:
    """Words that stand in other addresses where those called `url_name` have their slug: no record can have them there.

    For "instruments:detail" in English: {"find", "rules"}.
    """
    known, found = _addresses(language), set()
    for own in (segments for name, segments in known if name == url_name and segments[-1].startswith("<")):
        place = len(own) - 1
        found |= {
            other[place]
            for _, other in known
            if len(other) > place and other[:place] == own[:place] and not other[place].startswith("<")
        }
    return found


def pages(language: str) -> dict[str, str]:
    """Names of the pages without a record by their path in a language: {"instruments/find": "instruments:find"}."""
    return {
        "/".join(found): name
        for name, found in _addresses(language)
        if found[0] and not any("<" in part or "." in part for part in found)
    }
