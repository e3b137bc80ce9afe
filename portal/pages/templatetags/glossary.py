"""The glossary, and the names of records, inside the texts of pages."""

from collections.abc import Iterator

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.core.content import version
from portal.core.searchable import searchables, texts
from portal.core.text import languages, record_links, typography
from portal.pages.explain import Explained, explain
from portal.pages.models import Term

register = template.Library()


FORMS = ("name_plural", "short_name", "full_name")


@version.kept
def explained() -> list[Explained]:
    """Names of records, then every published term, in the page's language; what has no word in it is left out."""
    return [*_records(languages.current()), *_terms(languages.current())]


def _records(here: str) -> Iterator[Explained]:
    """What bears a proper name, and has a page in this language that visitors may open."""
    for kind in searchables().values():
        fields = languages.translated(kind.model) if kind.is_proper else ()
        for record in kind.model.objects.published().select_related(*kind.guards) if kind.is_proper else ():
            name, address = languages.in_language(record, "name", here), record.address_in(here)
            if name and address and record_links.is_open(kind, record):
                acronym, *forms = ("".join(texts(record, here, f)) if f in fields else "" for f in ("acronym", *FORMS))
                yield Explained(name, acronym, "", address, tuple(forms), is_record=True)


def _terms(here: str) -> list[Explained]:
    glossary = reverse("pages:glossary")
    columns = [languages.localized(field, here) for field in ("name", "acronym", "definition")]
    return [
        Explained(
            name=name,
            acronym=acronym or "",
            definition=typography.plain(definition or "", here),
            address=f"{glossary}#{code}",
        )
        for code, name, acronym, definition in Term.objects.published().values_list("code", *columns)
        if name
    ]


class ExplainNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        record = context.get("record")
        here = getattr(record, "address_in", lambda language: "")(languages.current()) or ""
        return mark_safe(explain(self.nodelist.render(context), explained(), here))  # noqa: S308 - only adds escaped markup


@register.tag("explain")
def explain_block(parser: Parser, token: Token) -> ExplainNode:
    """`{% explain %}…{% endexplain %}`: names and terms lead to their record or the glossary, where first used inside."""
    nodelist = parser.parse(("endexplain",))
    parser.delete_first_token()
    return ExplainNode(nodelist)
