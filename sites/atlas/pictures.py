"""The map as a picture to take away: what the filters leave, at the place and with the names that the map itself has."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.pictures import sheet
from portal.core.pictures.answer import answer
from portal.core.pictures.sheet import Art, Key
from portal.core.text import numbers
from portal.core.web import addresses
from sites.atlas import layers
from sites.atlas.facets import FACETS
from sites.atlas.feature import Feature
from sites.atlas.panorama import Fit, Frame, fitted, panorama, spots_of
from sites.atlas.selection import Selection
from sites.atlas.stage import around, placed, whole

FRAME = Frame(sheet.WIDTH, sheet.DRAWN, 90, 24, north=70, south=-52, around=20, tolerance=0.6, is_fine=True)


def key_of(selection: Selection) -> tuple[tuple[str, ...], ...]:
    """What tells one picture from another: values that the filters know, in any order; none where one is not understood."""
    if selection.errors:
        return (("errors",),)
    return tuple((key, *sorted(term.code for term in terms)) for key, terms in selection.chosen.items() if terms)


def answer_of(selection: Selection, origin: str, ending: str) -> HttpResponseBase:
    """The picture as a file; 400, with no mark on it, when the query is not understood."""
    address = origin + addresses.with_query(reverse("sites:map"), "" if selection.errors else selection.query)
    status = HTTPStatus.BAD_REQUEST if selection.errors else HTTPStatus.OK
    key = ("map", origin, key_of(selection))
    return answer(key, ending, lambda: map_sheet(selection, address), "map", status=status)


def map_sheet(selection: Selection, address: str) -> str:
    """The sheet of what the filters leave. `address`: where the same is on the site."""
    return sheet.sheet(
        _("World map"),
        _said(selection),
        world(selection.features, FRAME, placed(selection, FRAME, whole(selection, FRAME))),
        address,
    )


def _said(selection: Selection) -> list[str]:
    """The filters in words, how much they leave, and what of it has no place to be drawn at."""
    if selection.errors:
        return [_("One of the filters is not understood, so nothing is shown.")]
    count = {"shown": numbers.number(selection.count), "total": numbers.number(selection.total)}
    lost = sum(not feature.abroad for feature in selection.features)
    asked = [
        f"{facet.label}: {', '.join(sorted(term.name.value for term in terms))}"
        for facet in FACETS
        if (terms := selection.chosen[facet.key])
    ]
    said = [_("%(shown)s results of %(total)s.") % count if selection.is_filtered else many(selection.count)]
    if lost:
        words = ngettext("%(count)s has no published place.", "%(count)s have no published place.", lost)
        said.append(words % {"count": numbers.number(lost)})
    return [" · ".join(asked), " ".join(said)] if asked else [" ".join(said)]


def many(count: int) -> str:
    """How many results there are, as a sentence."""
    return ngettext("%(counter)s result", "%(counter)s results", count) % {"counter": numbers.number(count)} + "."


def world(features: list[Feature], frame: Frame, fit: Fit | None = None) -> Art:
    """The drawing of some features, with the key to the kinds and signs that are in it."""
    picture = panorama(features, frame, fit)
    markup = render_to_string("components/drawings/world.html", {"panorama": picture})
    signs = [
        Key(_("the country, no town published"), sign="ring") if picture.rings else None,
        Key(_("partner not yet confirmed"), sign="foreseen") if any(tie.is_foreseen for tie in picture.ties) else None,
        Key(_("in France, no place published: a symbol"), sign="hub") if picture.hub else None,
    ]
    return Art(markup, frame.width, frame.height, keys=(*kinds_of(features), *(key for key in signs if key)))


def kinds_of(features: Iterable[Feature]) -> tuple[Key, ...]:
    """The key to the kinds that have a mark, in the order of the legend."""
    kinds = dict.fromkeys(feature.kind for feature in features if feature.points)
    return tuple(Key(kind.name.value, kind.code) for kind in sorted(kinds, key=lambda kind: (kind.order, kind.code)))


def part(features: list[Feature], width: float, height: float) -> Art | None:
    """The part of the world where some features are; None where none of them has a place."""
    spots = spots_of(features)
    if not spots:
        return None
    frame = Frame(width, height, 90, 12, north=70, south=-52, around=20, tolerance=0.6, is_fine=True)
    return world(features, frame, around(spots, frame, fitted(spots_of(layers.features()), frame)))


def of_address(address: str) -> list[Feature]:
    """The features whose page this is, in the active language."""
    return [feature for feature in layers.features() if feature.address == address]
