"""The drawings of this room, for templates."""

from typing import Any

from django import template

from portal.core.models import Discrepancy
from portal.pages.drawings.line import Scale
from portal.pages.drawings.pairs import beside

register = template.Library()


@register.filter
def versions(discrepancy: Discrepancy) -> list[tuple[Any, Scale | None]]:
    """What each source says of a subject, with its line where all can stand on one scale."""
    return beside(discrepancy.values.all())
