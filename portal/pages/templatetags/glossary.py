"""The glossary, and the names of records, inside the texts of pages."""

from django import template
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.core.content import version
from portal.core.models import answers
from portal.core.searchable import Searchable, searchables
from portal.core.text import languages, typography
from portal.pages.explain import Explained, explain

register = template.Library()


FORMS = ("name", "acronym", "definition", "name_plural", "short_name", "full_name")


@version.kept
def explained() -> list[Explained]:
    """Names of records, then every published term, in the page's language; what has no word in it is left out. One query."""
    here = languages.current()
    first, *others = (_said(kind, here) for kind in searchables().values() if kind.is_proper or kind.explains)
    found = []
    for code, where, record, placed, name, acronym, definition, *forms in first.union(*others, all=True):
        kind = searchables()[code]
        if not name or not where:
            continue
        address = (
            kind.placed(record, where, placed, here) if kind.is_proper else f"{reverse('pages:glossary')}#{where}"
        ) or reverse("home")
        meaning = "" if kind.is_proper else typography.plain(definition, here)
        found.append(Explained(name, acronym, meaning, address, tuple(forms), is_record=kind.is_proper))
    return sorted(found, key=lambda each: not each.is_record)


def _said(kind: Searchable, here: str) -> QuerySet:
    """Of the records of a kind that visitors may open: the kind, the last part of the address, the words for each."""
    translated = languages.translated(kind.model)
    records = kind.model.objects.published().filter(*(answers(relation=f"{guard}__") for guard in kind.guards))
    words = [
        Coalesce(F(languages.localized(field, here)), Value(""), output_field=TextField())
        if field in translated
        else Value("", output_field=TextField())
        for field in FORMS
    ]
    last = F(languages.localized("slug", here) if kind.is_proper else "code")
    placed = F(kind.placed_by) if kind.placed_by else Value("", output_field=TextField())
    every = (Value(kind.kind, output_field=TextField()), last, F("code"), placed, *words)
    columns = {f"column_{n}": each for n, each in enumerate(every)}
    return records.order_by().annotate(**columns).values_list(*columns)


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
