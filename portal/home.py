"""The roof's own pages: the home page and the site map. With `urls.py`, the only file that knows every room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from instruments.comparison import sections
from instruments.models import Cooperation, Instrument
from partnerships.models import Modality, Partnership, Project
from portal.core import worldmap
from portal.core.references import References
from portal.pages.models import KeyFigure, Page
from sites.models import Institution, Network, Office, Place, Programme

# Every model whose records have a page of their own.
PUBLIC_MODELS = (
    *(Instrument, Cooperation, Modality, Partnership, Project, Office, Network, Institution, Programme, Page),
)


@dataclass(frozen=True)
class Marker:
    """One place on the hero's map: what kind of thing is there, and where (units of the picture)."""

    kind: str
    name: str
    x: str
    y: str


def marker(kind: str, name: str, place: Place) -> Marker:
    x, y = worldmap.project(float(place.longitude), float(place.latitude))
    return Marker(kind, name, f"{x:.1f}", f"{y:.1f}")


def markers(cooperations: list[Cooperation], offices: list[Office]) -> list[Marker]:
    """One marker per kind and foreign place, offices last so that they lie on top."""
    found = {
        (cooperation.instrument.code, place.pk): marker(cooperation.instrument.code, str(place), place)
        for cooperation in cooperations
        for partner in cooperation.foreign_partners
        for place in partner.places
    }
    return [*found.values(), *(marker("office", str(office.place), office.place) for office in offices)]


def arcs(cooperations: list[Cooperation]) -> list[str]:
    """Great circles between the two ends of each cooperation that names a French and a foreign place."""
    paths = {}
    for cooperation in cooperations:
        ends = [
            [p for partner in side for p in partner.places][:1]
            for side in (cooperation.french_partners, cooperation.foreign_partners)
        ]
        if all(ends):
            (start,), (end,) = ends
            paths[start.pk, end.pk] = worldmap.arc_path(
                float(start.longitude), float(start.latitude), float(end.longitude), float(end.latitude)
            )
    return [path for path in paths.values() if path]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: the world, the ladder, the figures."""
    cooperations = list(Cooperation.objects.published().for_list())
    offices = list(Office.objects.published().for_list())
    instruments = list(Instrument.objects.published().ladder().for_list())
    context: dict[str, Any] = {
        "world": {
            "box": f"0 0 {worldmap.WIDTH} {worldmap.HEIGHT}",  # as text: a template would write 1,000
            "land": worldmap.land_path(),
            "grid": worldmap.graticule_path(),
        },
        "markers": markers(cooperations, offices),
        "arcs": arcs(cooperations),
        "ladder": [instrument for instrument in instruments if instrument.stage],
        "beside": [instrument for instrument in instruments if not instrument.stage],
        "offices": offices,
        "figures": KeyFigure.objects.published().filter(is_featured=True).for_list(),
        "references": References(),
    }
    return render(request, "home.html", context)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with a real record, for those who work on the look. Only where DEBUG is on."""
    instrument = Instrument.objects.published().ladder().for_detail().first()
    cooperation = Cooperation.objects.published().for_detail().first()
    context = {
        "instrument": instrument,
        "ladder": Instrument.objects.published().ladder().for_list().exclude(stage=None),
        "cooperation": cooperation,
        "figures": KeyFigure.objects.published().for_list()[:3],
        "sections": sections(instrument) if instrument else [],
        "references": References(*([instrument], instrument.facts.all()) if instrument else ()),
    }
    return render(request, "components/index.html", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page for people, in one list."""
    return render(request, "site_map.html", {"rooms": rooms()})


def rooms() -> list[tuple[str, str, Any]]:
    """(address, words, records) of every part of the site, in the order of the navigation."""
    strategy = Page.objects.published().strategy()
    listed: list[tuple[str, Any, Any]] = [
        ("instruments:list", _("Instruments"), Instrument.objects.published()),
        ("instruments:cooperations", _("Cooperations"), Cooperation.objects.published()),
        (
            "partnerships:list",
            _("Partnerships"),
            [*Modality.objects.published(), *Partnership.objects.published().for_list()],
        ),
        ("partnerships:projects", _("Projects"), Project.objects.published()),
        ("sites:offices", _("Offices"), Office.objects.published()),
        ("sites:networks", _("Networks"), Network.objects.published()),
        ("sites:institutions", _("Institutions"), Institution.objects.published()),
        ("sites:programmes", _("Programmes"), Programme.objects.published()),
        ("pages:strategy", _("Strategy"), strategy),
        ("pages:key-figures", _("Key figures"), ()),
        ("pages:glossary", _("Glossary"), ()),
        ("pages:discrepancies", _("Where the sources disagree"), ()),
        ("pages:parity", _("The languages, side by side"), ()),
        ("search:results", pgettext("noun", "Search"), ()),
        ("site-map", _("About"), Page.objects.published().exclude(pk__in=strategy)),
    ]
    return [(reverse(name), str(words), records) for name, words, records in listed]
