"""What a page says to machines rather than to people: JSON-LD, Open Graph."""

import json
import re
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.core import structured
from portal.core.pictures import answer, share
from portal.core.text import languages, typography
from portal.core.text.markup import TAG, unescaped
from portal.core.web import addresses

register = template.Library()

_TITLE = re.compile(r"<title>([^<]*+)</title>")
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*+)">')
# As Django's own json_script: nothing in it can end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def _script(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def _plain(markup: Any) -> str:
    return " ".join(unescaped(TAG.sub("", str(markup))).split())


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString:
    """The page and what it is about. An error page says nothing."""
    request = context["request"]
    if request.resolver_match is None:
        return mark_safe("")
    origin = addresses.origin(request.scheme, request.get_host())
    values: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    return _script(structured.graph(values, request.resolver_match.view_name, origin, request.path))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: Context, *steps: Any) -> SafeString:
    """The levels of a breadcrumb as words and address by turns; a level without words is left out."""
    pairs = [(_plain(words), address) for words, address in zip(steps[::2], steps[1::2], strict=True) if words]
    base = context["base_url"]
    return _script(structured.breadcrumb((words, base + address if address else "") for words, address in pairs))


@register.simple_tag(takes_context=True)
def share_picture(context: Context) -> share.Picture:
    """The picture that a link to the page shows elsewhere: its record's own, else the site's. Draws nothing."""
    is_public = not getattr(context["request"], "preview", None)
    found = share.picture_of(context.get("record")) if is_public else None
    return found or share.Picture(context["share_image"], _("A map of the world with the ties that leave Paris"))


@register.filter
def beside(page: str, ending: str) -> str:
    """The path of what a page draws, as a file: `{{ "/en/map/"|beside:"svg" }}`."""
    return answer.beside(page, ending)


@register.filter
def territory(language: str) -> str:
    """Open Graph names a language with its territory: fr_FR."""
    return settings.LANGUAGE_TERRITORIES.get(language, language)


def _shared(record: Any, field: str) -> str:
    """What editors write of a page for those who show a preview of it; "" where that is what the page says itself."""
    if not isinstance(record, Model) or field not in languages.translated(type(record)):
        return ""
    return typography.plain(languages.in_language(record, field, languages.current()) or "", languages.current())


@register.tag
def open_graph(parser: Parser, token: Token) -> "OpenGraph":
    """Repeats the title and the description that it encloses for those who show a preview of the page."""
    nodelist = parser.parse(("endopen_graph",))
    parser.delete_first_token()
    return OpenGraph(nodelist)


class OpenGraph(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        head = self.nodelist.render(context)
        found = [_plain(pattern.search(head)[1]) for pattern in (_TITLE, _DESCRIPTION)]  # type: ignore[index]
        site = _("International cooperation, Inserm")
        title = found[0].removesuffix(site).rstrip(" –\u00a0") or site
        own = [_shared(context.get("record"), field) for field in ("share_title", "share_description")]
        title, found[1] = own[0] or title, own[1] or found[1]
        return head + format_html(
            '<meta property="og:title" content="{}">\n    <meta property="og:description" content="{}">',
            title,
            found[1],
        )
