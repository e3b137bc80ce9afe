"""Template tags and filters of the admin's templates."""

from typing import Any

from django import template
from django.template.context import Context

from portal.core.text.collation import sort_key
from portal.editing.review import content_checks
from portal.editing.revisions import edit_conflict

register = template.Library()
register.filter("name_of", edit_conflict.name_of)


@register.simple_tag(takes_context=True)
def needs_care(context: Context) -> list[Any]:
    """Results of the content checks that the user may see."""
    return content_checks.today(context["request"])


@register.filter
def in_order(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sorts dictionaries by their "name", accents ignored: "Événements" stands under E."""
    return sorted(listed, key=lambda each: sort_key(str(each["name"])))
