"""A country as a picture: its outline with all that ties us to it, or the part of the world around it."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.core.drawing import land
from portal.core.lists.filters import name_of
from portal.core.pictures import sheet
from portal.core.pictures.answer import answer
from portal.core.pictures.sheet import Art, Key
from sites.atlas import layers
from sites.atlas.feature import HOME, Feature
from sites.atlas.pictures import kinds_of, many, part
from sites.countries.outline import Frame, outline
from sites.models import Country

SIDE = 40.0  # px at both sides
NAMES = 0.15  # of the width, for names beside the outline


def answer_of(country: Country, origin: str, ending: str) -> HttpResponseBase:
    """The picture as a file; 404 where there is nothing to draw."""
    address, key = origin + country.get_absolute_url(), ("country", origin, country.code)
    return answer(key, ending, lambda: country_sheet(country, address), country.slug)


def country_sheet(country: Country, address: str) -> str:
    """The sheet of a country to take away; "" where there is nothing to draw."""
    art = drawn(country, sheet.WIDTH, sheet.DRAWN)
    if art is None:
        return ""
    return sheet.sheet(name_of(country).value, [many(len(ties_of(country)))], art, address)


def ties_of(country: Country) -> list[Feature]:
    """What is drawn of it: of the institute's own country everything, since all starts there."""
    return layers.features() if country.code == HOME else layers.of_country(country.code)


def drawn(country: Country, width: float, height: float) -> Art | None:
    """The country in a room; None where neither its outline nor a place in it is known."""
    ties = ties_of(country)
    if not land.outline(country.code):
        return part(ties, width, height)
    found = outline(country.code, ties, Frame(width - 2 * SIDE, height, width * NAMES, 30))
    if found is None:
        return None
    wide, high = (float(number) for number in found.box.split()[2:])
    markup = render_to_string("components/drawings/outline.html", {"outline": found, "style": "country"})
    ring = (Key(_("In the country, town not published"), sign="ring"),) if found.rings else ()
    shown = {signs.kind for signs in found.signs}
    keys = tuple(key for key in kinds_of(ties) if key.kind in shown)
    return Art(markup, wide, min(high, height), ground="sheet", keys=(*keys, *ring))
