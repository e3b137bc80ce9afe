import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import licence
from portal.core.content import version
from portal.core.drawing import land
from portal.core.lists.filters import name_of
from portal.core.lists.formats import answer, downloads
from portal.core.pictures.answer import TYPES
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.text import languages, typography
from portal.core.web import addresses
from sites.atlas import layers, pictures
from sites.atlas.formats import FORMATS
from sites.atlas.selection import Selection
from sites.atlas.stage import stages
from sites.models import Country


@require_safe
def world_map(request: HttpRequest) -> HttpResponse:
    """The world map and its list, filtered by the query string; works without scripts."""
    selection = Selection(layers.features(), request.GET)
    context: dict[str, Any] = {
        "selection": selection,
        "stages": stages(selection),
        "downloads": downloads(FORMATS, address, selection.query),
        "lines": f"{address('lines.geojson')}{'?' if selection.query else ''}{selection.query}",
        "words": json.dumps(words()),
        "tiles": settings.TILES,
    }
    return render(request, "sites/map.html", context)


@require_safe
def map_data(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same set in another format; 400, with the faults and no feature, when the query is not understood."""
    if ending not in (*FORMATS, *TYPES):
        raise Http404(ending)
    selection = Selection(layers.features(), request.GET)
    origin = addresses.origin(request.scheme, request.get_host())
    if ending in TYPES:
        return pictures.answer_of(selection, origin, ending)
    return answer(request, selection, FORMATS[ending], origin, f"map.{ending}")


@require_safe
def map_names(request: HttpRequest) -> HttpResponse:
    """The names of countries that the moving map writes, in the page's language: [name, latitude, longitude, size]."""
    return HttpResponse(names(), content_type="application/json")


@version.kept
def names() -> str:
    """The same as JSON, the largest first; degrees are WGS84, the size is the side of a square as large as the country."""
    rows: list[list[Any]] = [
        [name_of(row).value, float(row.latitude), float(row.longitude), round(land.span(row.code), 1)]
        for row in Country.objects.all()
    ]
    found = sorted((row for row in rows if row[3]), key=lambda row: (-row[3], row[0]))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def address(ending: str) -> str:
    return reverse("sites:map-data", kwargs={"ending": ending})


def words() -> dict[str, str]:
    """What the script says on the map, in the page's language; {…} are filled by it."""
    said = {
        "place": _("{place}: {count} results"),
        "one": _("{place}: {name}"),
        "cluster": _("{count} results in {places} places, around {place}. Zoom in"),
        "spread": _("{place}: {name}, in {places} places. Zoom in"),
        "country": _("{country}, country as a whole"),
        "region": _("{place}, {country}, region"),
        "city": _("{place}, {country}"),
        "many": _("{count} results here"),
        "symbol": _("{country}, no place published: a symbol"),
        "all": _("All years"),
        "year": _("Year"),
    }
    return {key: typography.plain(text, languages.current()) for key, text in said.items()}


@says("sites:map")
def describe_map(context: dict[str, Any], origin: str) -> Node:
    """What the map shows is a data set, in several formats."""
    return {
        "@type": "Dataset",
        "name": _("World map"),
        "description": _(
            "Cooperations, partnerships, offices and networks of Inserm and ANRS MIE on a world map and in a list, with filters and open data."
        ),
        "url": origin + reverse("sites:map"),
        "license": licence.URL,
        "isAccessibleForFree": True,
        "inLanguage": languages.current(),
        "creator": {"@id": f"{origin}/#institute"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(kind.name),
                "encodingFormat": kind.media_type.split(";")[0],
                "contentUrl": origin + reverse("sites:map-data", args=[ending]),
            }
            for ending, kind in FORMATS.items()
        ],
    }
