"""What the URL resolver knows of the site's addresses: in each language, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import override

Segments = tuple[str, ...]


@cache
def _addresses(language: str) -> list[tuple[str, Segments]]:
    """(URL name, segments) of every address in a language: ("instruments:find", ("instruments", "find"))."""
    with override(language):
        return [(name, tuple(route.strip("/").split("/"))) for name, route in _walk(get_resolver().url_patterns)]


def _walk(patterns: Any, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Yields the name and the route of every pattern with a route; the language prefix is no part of it."""
    for each in patterns:
        route = before + (str(each.pattern) if isinstance(each.pattern, RoutePattern) else "")
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", route
        elif isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, route)


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
