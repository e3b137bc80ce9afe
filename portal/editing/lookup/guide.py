"""The editors' guide at the desk: `docs/editors-guide.*.md` in the reader's language, opened at the part that a screen needs."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.text import languages

# By the last word of a page's name, the part of the guide that is about it; a form about amounts opens at those.
PARTS = {
    "index": 2,
    "app_list": 2,
    "changelist": 3,
    "find": 3,
    "change": 7,
    "add": 6,
    "next": 6,
    "many": 8,
    "preparation": 9,
    "history": 11,
    "deleted": 11,
    "used": 6,
    "import": 13,
    "account": 1,
}
MODELS = {"instrument": 5, "route": 5, "keyfigure": 5, "report": 14, "bestbet": 14, "term": 14, "namerecord": 14}
_NUMBERED = re.compile(r"(\d+)\. ")
_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
)
_IMAGE = re.compile(r"!\[([^\]]*)\]\((guide/[\w./-]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Page with the whole guide, each part with an anchor: "#part-5"."""
    parts, body = written(languages.current())
    context = {**admin.site.each_context(request), "title": _("Editors’ guide"), "parts": parts, "body": body}
    return TemplateResponse(request, "admin/desk_guide.html", context)


def address(match: Any) -> str:
    """Address of the part of the guide that is about the page that a request has found."""
    name = getattr(match, "url_name", "") or ""
    page = next((page for page in PARTS if name == page or name.endswith(f"_{page}")), "index")
    model = next((part for model, part in MODELS.items() if f"_{model}_" in name and page in ("change", "add")), None)
    return f"{reverse('desk:guide')}#part-{model or PARTS[page]}"


@cache
def written(language: str) -> tuple[list[tuple[str, str]], SafeString]:
    """(the parts as (anchor, heading), the guide in HTML); the file does not change while the site runs."""
    text = (settings.BASE_DIR / f"docs/editors-guide.{language}.md").read_text(encoding="utf-8")
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    parts = [(_anchor(block[3:]), block[3:]) for block in blocks if block.startswith("## ")]
    return parts, format_html_join("\n", "{}", ((_block(block),) for block in blocks if not block.startswith("# ")))


def _anchor(heading: str) -> str:
    found = _NUMBERED.match(heading)
    return f"part-{found[1]}" if found else ""


def _block(block: str) -> SafeString:
    lines = block.split("\n")
    if block.startswith("## "):
        return format_html('<h2 id="{}">{}</h2>', _anchor(block[3:]), block[3:])
    if image := _IMAGE.fullmatch(block):
        return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', static(image[2]), image[1])
    if block.startswith("|"):
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if not set(line) <= set("|- ")]
        return format_html("<table>{}{}</table>", _row("th", rows[0]), _rows(rows[1:]))
    if block.startswith("- "):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_inline(line[2:]),) for line in lines)))
    return format_html("<p>{}</p>", _inline(" ".join(lines)))


def _rows(rows: list[list[str]]) -> SafeString:
    return format_html_join("", "{}", ((_row("td", row),) for row in rows))


def _row(tag: str, cells: list[str]) -> SafeString:
    mark = mark_safe(tag)  # noqa: S308 - one of ours
    return format_html("<tr>{}</tr>", format_html_join("", "<{}>{}</{}>", ((mark, _inline(c), mark) for c in cells)))


def _inline(text: str) -> SafeString:
    """Bold, code and links of a line. A link to another file of the documentation is words: it is not at the desk."""
    found = str(escape(text))
    for pattern, becomes in _INLINE:
        found = pattern.sub(becomes, found)
    found = _LINK.sub(lambda link: link[1] if link[2].endswith(".md") else f'<a href="{link[2]}">{link[1]}</a>', found)
    return mark_safe(found)  # noqa: S308 - escaped above, and our own file
