"""Typography of a page, applied once; and parts of a page that are kept, ready, under the content version."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ClassVar

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from portal.core.content import version
from portal.core.text import languages, typography

register = template.Library()

_BETWEEN_TAGS = re.compile(r">[^\S\n]*+\n\s*+<")
_PLACE = re.compile(r"<!--kept:(\d+)-->")

# The parts of the page being drawn that are ready: a comment holds the place of each until the rest has its typography.
_ready: ContextVar[list[str] | None] = ContextVar("ready", default=None)


def typeset(nodelist: NodeList, context: Context) -> SafeString:
    """What the nodes draw, with the typography of the active language, parts that were kept put in as they are."""
    ready: list[str] = []
    token = _ready.set(ready)
    try:
        markup = typography.page(nodelist.render(context), languages.current())
    finally:
        _ready.reset(token)
    markup = _PLACE.sub(lambda found: ready[int(found.group(1))], _BETWEEN_TAGS.sub(">\n<", markup))
    return mark_safe(markup)  # noqa: S308 - text nodes are escaped again by `page`


class TypographyNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return typeset(self.nodelist, context)


@register.tag("typeset")
def typeset_block(parser: Parser, token: Token) -> TypographyNode:
    """`{% typeset %}…{% endtypeset %}` around the page: the one place where typography is applied."""
    nodelist = parser.parse(("endtypeset",))
    parser.delete_first_token()
    return TypographyNode(nodelist)


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, key: list[FilterExpression], unless: FilterExpression | None) -> None:
        self.nodelist, self.key, self.unless = nodelist, key, unless

    def render(self, context: Context) -> SafeString:
        if self.unless is not None and self.unless.resolve(context):
            return self.nodelist.render(context)
        key = ("part of a page", *(each.resolve(context) for each in self.key))
        drawn = self.drawn(key, lambda: typeset(self.nodelist, context).strip())
        ready = _ready.get()
        if ready is None:  # drawn alone, without a page around it
            return mark_safe(drawn)  # noqa: S308 - drawn by `typeset`
        ready.append(drawn)
        return mark_safe(f"<!--kept:{len(ready) - 1}-->")  # noqa: S308 - ours

    def drawn(self, key: tuple[Any, ...], draw: Callable[[], str]) -> str:
        return version.keep(key, draw)


class FixedNode(KeptNode):
    """Asks no database: pages that say that it does not answer have the same frame."""

    fixed: ClassVar[dict[tuple[Any, ...], str]] = {}

    def drawn(self, key: tuple[Any, ...], draw: Callable[[], str]) -> str:
        key = (languages.current(), *key)
        if key not in self.fixed:
            self.fixed[key] = draw()
        return self.fixed[key]


@register.tag("fixed")
def fixed_block(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed "name" key… %}…{% endfixed %}`: drawn once for each key in each language; no content is inside."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, [parser.compile_filter(each) for each in token.split_contents()[1:]], None)


@register.tag("kept")
def kept_block(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "name" key… [unless what] %}…{% endkept %}`: drawn once for each key and content version, in each language.

    `unless` names what makes the part one of its own, such as a reader's question: then it is drawn, and not kept.

    What is inside depends on nothing but its keys and the content. It stands where a block may stand, and not inside a
    block that is read again as text, such as `{% explain %}` or `{% contents %}`: only a comment is there until the end.
    """
    key, unless = token.split_contents()[1:], None
    if len(key) > 2 and key[-2] == "unless":
        unless = parser.compile_filter(key[-1])
        key = key[:-2]
    if not key:
        raise template.TemplateSyntaxError("kept needs a name")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, [parser.compile_filter(part) for part in key], unless)
