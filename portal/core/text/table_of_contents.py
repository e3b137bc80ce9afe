"""Table of contents of a long page, made from its headings."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe

# With fewer headings, a page shows no table of contents.
LEAST = 9

_HEADING = re.compile(r"<h2(?P<attributes>[^<>]*+)>(?P<words>[^<]*+(?:<(?!/?h2\b)[^<]*+)*+)</h2>")
_ID = re.compile(r"""\sid="([^"]+)\"""")
_LINKS = re.compile(r"</?(?:a|dfn)\b[^<>]*+>|<(sup|span)\b[^<>]*\bclass=\"marks\"(?:(?!</?\1\b).)*+</\1>", re.S)


def headings(markup: str) -> tuple[str, list[tuple[str, SafeString]]]:
    """Returns the markup with an `id` on every h2, and (id, HTML of the heading) of each, in order.

    A heading without an `id` gets a number, so that its anchor is the same in every language.
    """
    found: list[tuple[str, SafeString]] = []

    def anchor(heading: re.Match[str]) -> str:
        """The heading with an `id`; adds it to the list."""
        own = _ID.search(heading["attributes"])
        name = own.group(1) if own else f"text-{len(found) + 1}"
        found.append((name, mark_safe(_LINKS.sub("", heading["words"]).strip())))  # noqa: S308 - the page's own markup
        return heading.group(0) if own else f'<h2 id="{name}"{heading["attributes"]}>{heading["words"]}</h2>'

    return _HEADING.sub(anchor, markup), found
