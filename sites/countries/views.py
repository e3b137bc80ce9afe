"""The list of countries, a country, a continent."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core.content import version
from portal.core.web import addresses
from sites.atlas import layers
from sites.atlas.drawing import picture
from sites.atlas.selection import Selection
from sites.countries.profile import Part, Profile, box, by_continent, entries, spot
from sites.countries.regions import Region, find
from sites.models import Country


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Every ISO country: those with ties first, continent by continent."""
    found = entries(layers.features())
    context = {"parts": by_continent(found), "tied": sum(entry.is_tied for entry in found), "total": len(found)}
    return render(request, "sites/countries.html", context)


@require_safe
def country(request: HttpRequest, slug: str) -> HttpResponse:
    """One country by its slug in the active language; other known slugs redirect to it."""
    record, is_right = _found(slug)
    if not is_right:
        return addresses.redirect_to(request, record)
    return render(request, "sites/country.html", {"record": record, "profile": Profile(record)})


@version.kept
def _found(slug: str) -> tuple[Country, bool]:
    return addresses.find(Country.objects.all(), slug)


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """One continent: its countries with ties, and what ties us to them."""
    found = find(slug)
    if found.slug != slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    selection = Selection(layers.features(), QueryDict(f"continent={found.code}"))
    part = _part(found, selection)
    return render(
        request, "sites/region.html", {"record": found, "part": part, "selection": selection, **_map(part, selection)}
    )


def _part(region: Region, selection: Selection) -> Part:
    parts = by_continent(entries(selection.all))
    return next((part for part in parts if part.region == region), Part(region, [], []))


def _map(part: Part, selection: Selection) -> dict[str, object]:
    """The picture of the continent: what is on it, else its countries."""
    points = [point for feature in selection.features for point in feature.abroad]
    near = [spot(point) for point in points if point.area.continent.code == part.region.code]
    own = [(float(entry.country.longitude), float(entry.country.latitude)) for entry in (*part.tied, *part.others)]
    return {"world": {**picture(selection.features), "box": box(near or own)}}
