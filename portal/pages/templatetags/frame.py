"""The frame of every page, as editors write it."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.pages import site_frame

register = template.Library()


@register.simple_tag(takes_context=True)
def notices(context: Context) -> SafeString:
    """The notices above the page; nothing, at no cost, where there are none. A page that `is_broken` asks for none."""
    found: list[Any] = [] if context.get("is_broken") else site_frame.notices()
    return mark_safe(render_to_string("components/notices.html", {"notices": found}) if found else "")  # noqa: S308 - a rendered template
