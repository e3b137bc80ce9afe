"""The list of countries, a country, the page of all countries without ties, a continent."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.core.content import version
from portal.core.pictures.answer import TYPES, beside
from portal.core.text.languages import text_of
from portal.core.web import addresses
from sites.atlas import layers
from sites.atlas.feature import FRENCH, HOME
from sites.atlas.selection import Selection
from sites.atlas.stage import near
from sites.countries import pictures
from sites.countries.profile import Part, Profile, by_continent, entries
from sites.countries.regions import Region, find
from sites.models import Country


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """The countries with ties, continent by continent; one page serves all others."""
    found = entries(layers.features())
    context = {"parts": by_continent(found), "tied": sum(entry.is_tied for entry in found), "countries": choices()}
    return render(request, "sites/countries.html", context)


@require_safe
def country(request: HttpRequest, slug: str) -> HttpResponse:
    """One country by its slug in the active language; other known slugs redirect to it."""
    record, is_right = _found(slug)
    if record.code in FRENCH - {HOME}:
        return HttpResponseRedirect(_by_code()[HOME].get_absolute_url() if HOME in _by_code() else reverse("home"))
    profile = Profile(record)
    if not profile.has_page:
        return to_others(record)
    if not is_right:
        return addresses.redirect_to(request, record)
    return render(request, "sites/country.html", {"record": record, "profile": profile})


@require_safe
def picture(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """A country's drawing to take away, at the address of its page and an ending."""
    record, is_right = _found(slug)
    if ending not in TYPES or not Profile(record).has_page:
        raise Http404(slug)
    if not is_right:
        return HttpResponsePermanentRedirect(beside(record.get_absolute_url(), ending))
    return pictures.answer_of(record, addresses.origin(request.scheme, request.get_host()), ending)


def to_others(record: Country) -> HttpResponse:
    """Redirects to the page of all countries without ties, never for good: ties may come."""
    response = HttpResponseRedirect(f"{reverse('sites:other-countries')}?country={record.code}")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """What somebody can do from a country without ties; `?country=` names theirs. One with ties has its own page."""
    record = asked_for(request)
    profile = Profile(record) if record else None
    if record and profile and profile.has_page:
        return HttpResponseRedirect(record.get_absolute_url())
    parts = by_continent(entries(layers.features()))
    context = {"asked": record, "profile": profile, "countries": choices(), "parts": parts}
    return render(request, "sites/other_countries.html", context)


@version.kept
def choices() -> list[tuple[str, str]]:
    """(ISO code, name) of every country but France, in the order of the alphabet."""
    found = Country.objects.exclude(code__in=FRENCH).order_by("sort_key", "code")
    return [(country.code, text_of(country, "name").value) for country in found]


def asked_for(request: HttpRequest) -> Country | None:
    """The country that `?country=` names by its ISO code, in either case; None for none or an unknown one."""
    return _by_code().get(request.GET.get("country", "").upper())


@version.kept
def _by_code() -> dict[str, Country]:
    return {country.code: country for country in Country.objects.all()}


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
    there = [(p.longitude, p.latitude) for p in points if p.area.continent.code == part.region.code]
    own = [(float(entry.country.longitude), float(entry.country.latitude)) for entry in (*part.tied, *part.others)]
    return {"world": near(selection.features, there or own)}
