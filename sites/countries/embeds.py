"""A country and the map's list as cards that other sites may frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.core.web import addresses
from portal.core.web.embeds import embeddable
from sites.atlas import layers
from sites.atlas.selection import Selection
from sites.atlas.stage import near
from sites.countries.profile import Profile
from sites.models import Country


@embeddable
def country(request: HttpRequest, slug: str) -> HttpResponse:
    """One country; the slug of another language answers too, since nobody sees the address of a frame."""
    record, _ = addresses.find(Country.objects.all(), slug)
    return render(request, "sites/embed_country.html", {"record": record, "profile": Profile(record)})


@embeddable
def world_map(request: HttpRequest) -> HttpResponse:
    """The map's list under the same query as the map."""
    selection = Selection(layers.features(), request.GET)
    return render(request, "sites/embed_map.html", {"selection": selection, "world": near(selection.features, [])})
