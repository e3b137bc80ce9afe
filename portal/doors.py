"""The index pages of the doors, and the guides: pages that gather what several rooms know. Part of the roof."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from instruments import answers
from instruments.comparison import ladder
from partnerships.lists import PARTNERSHIPS
from portal.core.content import version
from portal.core.pages.footnotes import References
from portal.core.web import navigation
from portal.core.web.addresses import with_query
from portal.pages.site_frame import written
from portal.pages.views import figures
from sites.atlas import layers
from sites.atlas.feature import Feature
from sites.atlas.selection import Selection
from sites.countries.profile import Profile
from sites.countries.views import asked_for, choices
from sites.enums import ProgrammeKind
from sites.models import Programme
from sites.views import offices

LAST_TIE = 2
"""The first number of a kind's place in the legend, up to which it ties the institute to a partner: not offices, not networks."""

EUROPEAN = (ProgrammeKind.EUROPEAN, ProgrammeKind.GRANT, ProgrammeKind.INITIATIVE)


def _door(request: HttpRequest, template: str, code: str, **more: Any) -> HttpResponse:
    """The index page of a door: what editors write of it, and what is behind it."""
    door = navigation.door(code)
    context = {"door": door, "behind": navigation.behind(door), "record": written(code), **more}
    return render(request, template, context)


@require_safe
def funding(request: HttpRequest) -> HttpResponse:
    """Funding: the finder first, as a button, then the instruments in one line each."""
    instruments, finder = ladder(), reverse("instruments:find")
    return _door(
        request,
        "doors/funding.html",
        "funding",
        behind=[each for each in navigation.behind(navigation.door("funding")) if each.address != finder],
        ladder=[instrument for instrument in instruments if instrument.stage],
        beside=[instrument for instrument in instruments if not instrument.stage],
        references=References(),
    )


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    """In the world: a country to choose, the map, the offices."""
    return _door(request, "doors/world.html", "world", countries=choices(), offices=offices())


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Contacts: whom to ask about a country, in one step; the offices; the guides."""
    country = asked_for(request)
    profile = Profile(country) if country else None
    return _door(request, "doors/contacts.html", "contacts", countries=choices(), profile=profile, offices=offices())


@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    """Partnerships: everything that ties the institute to a partner, by kind, filtered by the query string."""
    if set(request.GET) & _own_keys():
        return HttpResponseRedirect(with_query(reverse("partnerships:list"), request.META["QUERY_STRING"]))
    selection = Selection(ties(), request.GET)
    return _door(request, "doors/partnerships.html", "partnerships", selection=selection)


def _own_keys() -> set[str]:
    """What only the list of partnership records is asked, whose address this page's was."""
    return {*(facet.key for facet in PARTNERSHIPS.facets), "sort", "page"} - {facet.key for facet in Selection.facets}


@version.kept
def ties() -> list[Feature]:
    """What ties the institute to a partner: everything on the map but offices and networks."""
    return [feature for feature in layers.features() if feature.kind.order[0] <= LAST_TIE]


@require_safe
def work_with_us(request: HttpRequest) -> HttpResponse:
    """The guide for somebody abroad: who applies, which instrument at which stage, how to find a partner, whom to write to.

    Answers given to the finder are kept: the two sides go on with them, as the partner at Inserm who applies.
    """
    country = asked_for(request)
    context = {
        "record": written("work-with-us"),
        "title": _("Work with us from abroad"),
        "countries": choices(),
        "profile": Profile(country) if country else None,
        "ladder": ladder(),
        "shared": answers.shared(request.GET),
    }
    return render(request, "doors/work_with_us.html", context)


@require_safe
def european_projects(request: HttpRequest) -> HttpResponse:
    """The guide to European funding: the help there is, the programmes, the figures."""
    codes = ("health-cluster-rank", "erc-rank", "horizon-europe-projects", "horizon-europe-coordinated")
    context = {
        "record": written("european-projects"),
        "title": _("Help with European projects"),
        "programmes": Programme.objects.published().filter(kind__in=EUROPEAN).order_by("kind", "sort_key"),
        "figures": [figure for figure in figures() if figure.code in codes],
        "offices": offices(),
    }
    return render(request, "doors/european_projects.html", context)
