"""Template words for what pages show of the library."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.library import showing

register = template.Library()


@register.simple_tag
def record_picture(record: Any) -> SafeString:
    """The picture of a record, with caption and credit; nothing for a record without one that readers may see."""
    image = getattr(record, "picture", None)
    return showing.figure(image) if image is not None and image.is_shown else mark_safe("")
