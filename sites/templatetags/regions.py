"""The regions that a reader may put first."""

from django import template

from sites.countries.regions import INHABITED, Region

register = template.Library()


@register.simple_tag
def regions() -> list[Region]:
    """The inhabited continents. Asks nothing of the database."""
    return [Region(code) for code in INHABITED]
