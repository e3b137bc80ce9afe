"""What the admin's own templates ask of the desk."""

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
    """What needs care today, of what the user may see."""
    return content_checks.today(context["request"])


@register.filter
def in_order(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What has a "name", by it: "Événements" stands under E."""
    return sorted(listed, key=lambda each: sort_key(str(each["name"])))
