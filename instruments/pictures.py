"""Instruments and cooperations as pictures: what is drawn of them on their pages, else the places that the map has of them."""

from __future__ import annotations

from dataclasses import replace

from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from instruments.drawings import cooperations, ladder, pair, star
from instruments.models import Cooperation, Instrument
from portal.core.drawing.paths import Box
from portal.core.lists.filters import name_of
from portal.core.pictures import share, sheet
from portal.core.pictures.answer import answer
from portal.core.pictures.sheet import Art
from sites.atlas import layers
from sites.atlas.pictures import of_address, part

NAMES = 210.0  # px for the name outside an end
STAR = (120.0, 48.0)  # px for the names around the partners of a hub
BEFORE = 60.0  # px at both sides of the ladder


def answer_of(cooperation: Cooperation, origin: str, ending: str) -> HttpResponseBase:
    """The picture as a file; 404 where its page has no drawing."""
    address, key = origin + cooperation.get_absolute_url(), ("cooperation", origin, cooperation.code)
    return answer(key, ending, lambda: cooperation_sheet(cooperation, address), cooperation.slug)


def cooperation_sheet(cooperation: Cooperation, address: str) -> str:
    """The sheet of a cooperation to take away; "" where its page has no drawing."""
    art = strip(cooperation, sheet.WIDTH, sheet.DRAWN - 100)
    name = name_of(cooperation).value
    return sheet.sheet(name, [name_of(cooperation.instrument).value], art, address) if art else ""


def strip(cooperation: Cooperation, width: float, height: float) -> Art | None:
    """The drawing of a cooperation's page in another room."""
    found = cooperations.of(cooperation)
    if isinstance(found, pair.Pair):
        view = pair.View.of(*found.ends)
        drawn = view.strip(
            pair.Frame(width, width, height, NAMES / width, is_wide=True), found.distance, found.is_inland
        )
        markup = render_to_string("components/drawings/pair_strip.html", {"pair": found, "strip": drawn})
        note = _("%(start)s – %(end)s: %(distance)s as the crow flies. Kilometres are true along the straight line.")
        start, end = (each.place for each in found.ends)
        ground = "land" if found.is_inland else "sea"
        return Art(
            markup, width, height, ground, notes=(note % {"start": start, "end": end, "distance": found.distance},)
        )
    if isinstance(found, star.Star):
        frame = star.Frame(width, width, height, STAR, is_wide=True)
        rays = star.strip(star.spokes_of(cooperation), frame)
        markup = render_to_string("components/drawings/star_strip.html", {"star": found, "strip": rays})
        notes = [
            _(
                "Directions from Paris are true. The dotted rings give the distance, on a scale of square roots that leaves room for neighbours."
            )
        ]
        notes += [_("Dashed: partners still to be confirmed.")] if found.has_foreseen else []
        return Art(markup, width, height, notes=(" ".join(notes),), end=18)
    return None


def cooperation(record: Cooperation) -> Art | None:
    """For a shared link: the drawing of its page, else its places on the map."""
    return strip(record, *sheet.SHARED) or part(of_address(record.get_absolute_url()), *sheet.SHARED)


def instrument(record: Instrument) -> Art | None:
    """For a shared link: where it is at work, else what it gives beside the others."""
    own = [feature for feature in layers.features() if feature.instrument and feature.instrument.code == record.code]
    return part(own, *sheet.SHARED) or _on_ladder(record)


def _on_ladder(record: Instrument) -> Art | None:
    row = ladder.place_of(record.code)
    if row is None:
        return None
    width, height = sheet.SHARED
    left, top, wide, high = (float(number) for number in row.box.split())
    room = Box(left - BEFORE, top, left + wide + BEFORE, top + high)
    markup = render_to_string("components/drawings/ladder_row.html", {"row": replace(row, box=room.view)})
    return Art(markup, width, height, ground="sheet")


share.register(Cooperation, cooperation, lambda: Cooperation.objects.answering().for_detail())
share.register(Instrument, instrument, lambda: Instrument.objects.answering())
