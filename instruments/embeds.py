"""An instrument as a card that other sites may frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from instruments.models import Instrument
from portal.core.web import addresses
from portal.core.web.embeds import embeddable


@embeddable
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """One instrument; the slug of another language answers too, since nobody sees the address of a frame."""
    record, _ = addresses.find(Instrument.objects.answering().for_list(), slug)
    return render(request, "instruments/embed.html", {"record": record})
