"""The glossary inside other pages."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.core.content import version
from portal.core.text import languages, typography
from portal.pages.explain import Explained, explain
from portal.pages.models import Term

register = template.Library()


@version.kept
def explained() -> list[Explained]:
    """Every published term in the page's language; those without a word in it are left out."""
    here, glossary = languages.current(), reverse("pages:glossary")
    columns = [languages.localized(field, here) for field in ("name", "acronym", "definition")]
    return [
        Explained(
            code=code,
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
        return mark_safe(explain(self.nodelist.render(context), explained()))  # noqa: S308 - only adds escaped markup


@register.tag("explain")
def explain_block(parser: Parser, token: Token) -> ExplainNode:
    """`{% explain %}…{% endexplain %}`: glossary terms are explained where they are first used inside."""
    nodelist = parser.parse(("endexplain",))
    parser.delete_first_token()
    return ExplainNode(nodelist)
