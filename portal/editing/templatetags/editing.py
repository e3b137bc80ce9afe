"""Template tags and filters of the admin's templates."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.editing import pages, subjects
from portal.editing.lookup import guide
from portal.editing.people import roles
from portal.editing.review import content_checks, first_page, requests
from portal.editing.revisions import edit_conflict

register = template.Library()
register.filter("name_of", edit_conflict.name_of)


@register.simple_tag(takes_context=True)
def needs_care(context: Context) -> Any:
    """Results of the content checks that the user may see."""
    return content_checks.today(context["request"])


@register.simple_tag(takes_context=True)
def guide_address(context: Context) -> str:
    """Address of the part of the editors' guide that is about this page."""
    return guide.address(getattr(context.get("request"), "resolver_match", None))


@register.simple_tag
def section_words() -> str:
    """What the script of a form's sections says, as JSON."""
    return json.dumps({"all": _("Show all"), "fault": _("1 error"), "faults": _("{count} errors")}, ensure_ascii=False)


@register.simple_tag
def row_words() -> str:
    """What the script that puts rows in order says, as JSON."""
    words = {
        "up": _("Move up: {name}"),
        "down": _("Move down: {name}"),
        "drag": _("Drag to another place"),
        "moved": _("{name}: now {place} of {of}. Save to keep this order."),
    }
    return json.dumps(words, ensure_ascii=False)


@register.filter
def for_whom(asked: Any) -> str:
    """Of whom a review was asked, in the reader's language."""
    if asked.reviewer_id:
        return edit_conflict.name_of(asked.reviewer)
    return roles.label(asked.role) if asked.role else _("anyone who publishes")


@register.filter
def kind_name(record: Any) -> str:
    """What a record is, in the reader's language."""
    return str(capfirst(record._meta.verbose_name))


@register.simple_tag(takes_context=True)
def waiting_for_me(context: Context) -> list[Any]:
    """The reviews that wait for the user, and those of their own that were sent back."""
    user = context["request"].user
    return [*requests.sent_back_to(user), *requests.for_me(user)]


@register.simple_tag(takes_context=True)
def weekly_portion(context: Context) -> Any:
    """This week's records to confirm; None for who confirms nothing that is public."""
    found = first_page.portion(context["request"])
    return found if found.records or found.done else None


@register.filter
def desk_address(found: Any) -> str:
    """Address of the form of a record, or of the one that a request is about; "" without one."""
    record = getattr(found, "record", found) if hasattr(found, "asked_by") else found
    return pages.form_of(type(record), record.pk) if record is not None else ""


@register.filter
def by_subject(app_list: list[dict[str, Any]]) -> list[Any]:
    """Django's list of apps, by subject."""
    return subjects.groups(app_list)
