"""Sanitises editors' HTML and replaces its tokens: values of the publisher and of records, addresses of pages and records."""

import re

import nh3
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.core.text import inserted, languages, record_links, values

TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "br", "hr", "a", "abbr", "cite", "dfn"),
    *("em", "strong", "sub", "sup", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "time"),
}
ATTRIBUTES = {
    "*": {"lang", "id"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}

_PUBLISHER = re.compile(r"[a-z]+\.[a-z_]+")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")  # stops at the next "<", to stay linear
_LINE = re.compile(
    r"<dt>(?:(?!</?d[tdl]\b).)*+</dt>\s*+<dd>(?:(?!</?d[tdl]\b).)*+</dd>"
    r"|<(li|p)>(?:(?!</?(?:li|p|ul|ol)\b).)*+</\1>",
    re.S,
)
_EMPTY_LIST = re.compile(r"<(dl|ul|ol)>\s*+</\1>")
# The innermost first: what is under a heading ends at the next one that is not deeper.
_EMPTY_HEADINGS = [
    re.compile(rf"<h{level}>(?:(?!</?h[2-4]\b).)*+</h{level}>\s*+(?=<h[2-{level}]>|$)", re.S) for level in (4, 3, 2)
]
_LINK_TOKEN = re.compile(r"\[\[url:([a-z:-]+)\]\]")


def clean(markup: str) -> str:
    """`markup` reduced to the allowed tags and attributes; scripts and styles are removed with their content."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def accessibility_status() -> str:
    """The degree of accessibility that French law (decree 2019-768) requires on every page, in the active language."""
    words = {"none": _("not compliant"), "partial": _("partially compliant"), "full": _("fully compliant")}
    return words[settings.ACCESSIBILITY_STATUS]


def _value(found: re.Match[str]) -> str:
    """The value that a token names, as HTML in the active language: a record's, else the publisher's."""
    kind, code = found.groups()
    if (drawn := inserted.inline(kind, code)) is not None:
        return drawn
    if values.is_known(kind):
        return conditional_escape(values.value(kind, code))
    return publisher_value(f"{kind}.{code}") if _PUBLISHER.fullmatch(f"{kind}.{code}") else found[0]


def publisher_value(name: str) -> str:
    """A publisher's value of the settings, as HTML in the active language; "" if it is missing."""
    if name == "accessibility.status":
        return conditional_escape(accessibility_status())
    if name == "site.name":
        return conditional_escape(_("International cooperation, Inserm and ANRS MIE"))
    value = settings.PUBLISHER.get(name, {}).get(languages.current(), "")
    if value.startswith("https://"):
        return format_html('<a href="{0}">{0}</a>', value)
    if "@" in value and " " not in value:
        return format_html('<a href="mailto:{0}">{0}</a>', value)
    return conditional_escape(value)


def _without_unset(markup: str) -> str:
    """Sanitised HTML without the lines that would name a publisher's value which is not set, and what they leave empty.

    A line is a pair of a description list, a list item or a paragraph; then a list without items goes, and a heading
    without anything under it.
    """
    if _is_set(markup):
        return markup
    left = _EMPTY_LIST.sub("", _LINE.sub(lambda line: line.group() if _is_set(line.group()) else "", markup))
    for heading in _EMPTY_HEADINGS:
        left = heading.sub("", left)
    return left


def _is_set(line: str) -> bool:
    """Whether every publisher's value that a line names is set; a record's value is another matter."""
    return all(values.is_known(found[1]) or _value(found) for found in values.TOKEN.finditer(line))


def _page_address(found: re.Match[str]) -> str:
    """Address of the page whose URL name a token holds; "#" if there is none."""
    try:
        return reverse(found.group(1))
    except NoReverseMatch:
        return "#"


def render(markup: str) -> SafeString:
    """Editors' HTML made safe for output: sanitised again (imports and fixtures bypass forms), tokens replaced.

    `[[publisher.name]]` becomes the publisher's value, `[[amount.irp.europe]]` a record's (see `values`), `[[image.a-code]]` in a
    line of its own an image (see `inserted`); in a link, `[[url:privacy]]` becomes the page's address and
    `[[ref:instrument/irp]]` the record's. A link to a record that visitors may not open becomes its text.
    """
    known = record_links.addresses(markup)

    def filled(tag: re.Match[str]) -> str:
        linked = record_links.filled(_LINK_TOKEN.sub(_page_address, tag.group(0)), known)
        return values.TOKEN.sub(_plain_value, linked)

    cleaned = _without_unset(record_links.unlinked(clean(_LINK_TOKEN.sub(_page_address, _TAG.sub(filled, markup)))))
    return mark_safe(values.TOKEN.sub(_value, inserted.blocks(cleaned)))  # noqa: S308 - sanitised


def _plain_value(found: re.Match[str]) -> str:
    """The value that a token names, for use inside an attribute: escaped text, "" if it is not set."""
    kind, code = found.groups()
    if values.is_known(kind):
        return escape(values.value(kind, code))
    return escape(settings.PUBLISHER.get(f"{kind}.{code}", {}).get(languages.current(), ""))
