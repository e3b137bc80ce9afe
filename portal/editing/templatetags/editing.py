"""Template tags and filters of the admin's templates."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.text import capfirst

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
def admin_page(record: Any) -> str:
    """Name of the address of the record's form."""
    return f"admin:{record._meta.app_label}_{record._meta.model_name}_change"


@register.filter
def kind_name(record: Any) -> str:
    """What a record is, in the reader's language."""
    return str(capfirst(record._meta.verbose_name))


@register.filter
def in_order(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sorts dictionaries by their "name", accents ignored: "Événements" stands under E."""
    return sorted(listed, key=lambda each: sort_key(str(each["name"])))
