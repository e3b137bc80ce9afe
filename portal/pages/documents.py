"""A document as readers meet it: a link that says its title, its format, its size and its language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.core.templatetags.portal import language_name
from portal.core.text import languages, numbers
from portal.pages.models import Document

KILO = 1_000


def link(document: Document) -> SafeString:
    """The link; the title alone where no address is known."""
    title = title_of(document)
    address = document.address()
    if not address:
        return format_html("{}", title)
    told = told_of(document)
    kind = ' type="application/pdf"' if document.digest else ""
    return format_html(
        '<a class="document-link" href="{}" hreflang="{}"{}>{} ({})</a>',
        *(address, document.language, SafeString(kind), title, told),
    )


def title_of(document: Document) -> str:
    return str(languages.text_of(document, "name"))


def told_of(document: Document) -> str:
    """What opens: "PDF, 1.2 MB, in French"; of a page elsewhere, its language alone."""
    spoken = _("in %(language)s") % {"language": language_name(document.language)}
    if not document.digest:
        return spoken
    return ", ".join(["PDF", size(document.size), spoken])


def size(count: int) -> str:
    """A number of bytes as people say it: "240 kB", "1.2 MB"."""
    if count < KILO * KILO:
        return _("%(size)s kB") % {"size": numbers.number(max(1, round(count / KILO)))}
    return _("%(size)s MB") % {"size": numbers.number(Decimal(count * 10 // (KILO * KILO)) / 10)}
