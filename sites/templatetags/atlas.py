"""The words of the map's templates."""

from typing import Any

from django import template

from sites.atlas import panorama
from sites.atlas.feature import Feature
from sites.countries.outline import CountryMap, country_map
from sites.models import Country

register = template.Library()

# A kind that an editor adds has a sign at once, if not its own.
DRAWN = {
    *("joint-lab", "tcp", "irp", "umi", "cnrs-inserm-network", "anrs-partner-site", "prisme", "ad-hoc", "office"),
    *("institutional-agreement", "inserm-abroad"),
}


@register.filter
def mark(kind: str) -> str:
    """The id of the sign of a kind in `components/map_marks.html`."""
    return f"mark-{kind if kind in DRAWN else 'other'}"


@register.inclusion_tag("components/drawings/world.html")
def hero_map() -> dict[str, Any]:
    """The home page's picture of the world, for a wide window."""
    return {"panorama": panorama.hero(), "style": "drawn-hero"}


@register.inclusion_tag("components/drawings/world.html")
def hero_map_phone() -> dict[str, Any]:
    """The same for a narrow window: fewer names, larger signs."""
    return {"panorama": panorama.hero_phone(), "style": "drawn-hero-phone"}


@register.inclusion_tag("components/drawings/world.html")
def door_map(*kinds: str) -> dict[str, Any]:
    """What the map has of some kinds, small: `{% door_map "anrs-partner-site" "prisme" %}`."""
    return {"panorama": panorama.door(*kinds), "style": "drawn-door"}


@register.inclusion_tag("components/drawings/world.html")
def door_map_of(kinds: tuple[str, ...]) -> dict[str, Any]:
    """The same of kinds that are at hand together: `{% door_map_of door.forms %}`."""
    return door_map(*kinds)


@register.simple_tag
def map_reach() -> panorama.Reach:
    """The picture in numbers: `{% map_reach as reach %}{{ reach.places }} {{ reach.countries }}`."""
    return panorama.reach_of_all()


@register.simple_tag
def outline_of(country: Country, features: list[Feature]) -> CountryMap | None:
    """The drawing of a country with its ties, for `components/drawings/country.html`; None where no outline is known."""
    return country_map(country.code, features)
