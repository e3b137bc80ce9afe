"""The drawings of this room, for templates."""

from typing import Any

from django import template

from partnerships import drawings
from partnerships.models import Modality, Partnership

register = template.Library()


@register.inclusion_tag("components/drawings/multiples.html")
def country_multiples(form: Modality) -> dict[str, Any]:
    """The countries of a form of a network, each small and in its own scale; nothing for another form."""
    return {"multiples": drawings.multiples_of(form.code)}


@register.inclusion_tag("components/drawings/years.html")
def years_of(partnership: Partnership) -> dict[str, Any]:
    """The years known of a partnership on one line; nothing without a date."""
    return {"years": drawings.years(partnership), "kind": partnership.modality.code}
