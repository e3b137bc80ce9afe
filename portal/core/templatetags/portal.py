"""The portal's template words. Loaded for every template by the settings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.db import models
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from portal.core.dates import PartialDate
from portal.core.models import Source
from portal.core.text import languages, numbers, sanitiser, typography, values
from portal.core.text import table_of_contents as contents_module
from portal.core.text.markup import unescaped
from portal.core.web import alternates as alternates_module

register = template.Library()


@register.filter
def text(record: Any, field: str) -> SafeString:
    """A translated short text, values filled; in its own `lang` if that is not the page's, told to be untranslated if prose."""
    found = languages.text_of(record, field)
    words, own = values.filled(found.value, found.language), _own_language(record, field, found)
    if not found or own == languages.current():
        return conditional_escape(words)
    passage = format_html('<span lang="{}">{}</span>', own, words)
    if found.is_fallback and isinstance(record._meta.get_field(field), models.TextField):
        notice = _("not yet translated, in %(language)s") % {"language": language_name(own)}
        return format_html('{} <span class="fallback-notice">({})</span>', passage, notice)
    return passage


@register.filter
def plain(record: Any, field: str) -> str:
    """A translated short text without markup, for attributes and titles."""
    found = languages.text_of(record, field)
    return values.filled(found.value, found.language)


def _own_language(record: Any, field: str, found: languages.Text) -> str:
    """Language of the words themselves: a French page may name a body by its English name."""
    if field == "name":
        return languages.in_language(record, "name_lang", found.language) or found.language
    return found.language


@register.inclusion_tag("components/prose.html")
def show_prose(record: Any, field: str) -> dict[str, Any]:
    """A translated long text, sanitised; in a marked block when only the other language has it."""
    found = languages.text_of(record, field)
    markup = (
        found.value if "<" in found.value else "".join(f"<p>{line}</p>" for line in found.value.splitlines() if line)
    )
    return {"found": found, "markup": sanitiser.render(markup), "name": language_name(found.language)}


@register.filter
def language_name(code: str) -> str:
    """The name of a language inside a sentence of the page's language: "anglais", "English"."""
    try:
        name = str(get_language_info(code)["name_translated"])
        own = get_language_info(languages.current())["name_local"]
    except KeyError:
        return code
    # A language that writes its own name in lower case does so for all languages.
    return name.lower() if own[:1].islower() else name


@register.filter
def number(value: Any) -> str:
    return numbers.number(value)


@register.filter
def figure_value(figure: Any) -> SafeString:
    """The value of a key figure with its unit and how exact it is: "more than 7,000", "18.5%"."""
    words = numbers.figure(figure.qualifier, figure.value, figure.value_to, figure.unit)
    return format_html_join(" ", '<span class="{}">{}</span>', words)


@register.filter
def in_words(value: PartialDate | date | None) -> SafeString:
    """A date, as far as it is known, in a `<time>` element."""
    if value is None:
        return mark_safe("")
    known = value if isinstance(value, PartialDate) else PartialDate(value.isoformat())
    template = '<time datetime="{}">{}</time>' if known.plain_iso else "{1}"
    return format_html(template, known.plain_iso, numbers.partial_date(known))


@register.simple_tag
def today() -> date:
    """The day in Paris: the content version holds it too, so that a page is another when it is over."""
    return timezone.localdate()


@register.filter
def other_names(record: Any) -> list[tuple[str, str]]:
    """(language, name) of a record in the languages of the site other than the page's, where it differs."""
    here = languages.text_of(record, "name").value
    names = [(code, languages.in_language(record, "name", code)) for code in languages.codes()]
    return [(code, name) for code, name in names if code != languages.current() and name and name != here]


@register.filter
def shown(value: Any) -> SafeString:
    """A value of a facts rail: a date in words, a record as its name with a link to its page, a text as it is."""
    if isinstance(value, (PartialDate, date)):
        return in_words(value)
    if isinstance(value, languages.Text) and value.language and value.language != languages.current():
        return format_html('<span lang="{}">{}</span>', value.language, value.value)
    if isinstance(value, models.Model):
        name = text(value, "name")
        address = getattr(value, "public_address", None)
        return format_html('<a href="{}">{}</a>', address, name) if address else name
    return conditional_escape(value)


@register.filter
def source_date(source: Source) -> str:
    return numbers.source_date(source.basis, source.dated, source.dated_to)


@register.filter
def uncapitalised(value: Any) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an acronym ("IRP places")."""
    words = str(value)
    return words if words[:2].isalpha() and words[:2].isupper() else words[:1].lower() + words[1:]


@register.filter
def typographic(value: str) -> str:
    """Typography of the page's language for an escaped text inside an attribute, such as the description."""
    return escape(typography.plain(unescaped(str(value)), languages.current()))


@register.simple_tag(takes_context=True)
def alternates(context: Context, record: Any = None) -> list[alternates_module.Alternate]:
    """The page in each language; `record` is the object the page is about, if it is about one."""
    alphabet = getattr(context.get("selection"), "alphabet_of_pages", "")
    return alternates_module.alternates(context["request"], record or None, alphabet)


class ContentsNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        markup, headings = contents_module.headings(self.nodelist.render(context))
        long = len(headings) >= contents_module.LEAST
        listed = render_to_string("components/contents.html", {"headings": headings}) if long else ""
        return mark_safe(listed + markup)  # noqa: S308 - both are rendered templates


@register.tag
def contents(parser: Parser, token: Token) -> ContentsNode:
    """`{% contents %}…{% endcontents %}`: what is between, after the list of its headings if they are many."""
    nodelist = parser.parse(("endcontents",))
    parser.delete_first_token()
    return ContentsNode(nodelist)


@register.filter
def found_words(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in pieces, given with whether each was looked for: those that were are marked."""
    drawn = (f"<mark>{escape(words)}</mark>" if found else escape(words) for words, found in parts)
    return mark_safe("".join(drawn))  # noqa: S308 - escaped


@register.inclusion_tag("components/marks.html")
def source_marks(references: Any, sourced: Any) -> dict[str, Any]:
    """The small numbers after a fact that lead to its sources at the foot of the page."""
    return {"marks": references.marks(sourced)}
