from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import licence
from portal.core.resource import resources
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.text import languages
from portal.core.web import addresses
from portal.opendata import catalogue, citation, described
from portal.opendata import explorer as trying
from portal.opendata.citation_files import FORMATS as CITATION_FORMATS


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Page of all datasets: contents, fields, files, how to query them."""
    context = {
        "sets": described.sets(),
        "resources": described.resource_lists(),
        "licence": licence,
        "catalogues": catalogue.FORMATS,
    }
    return render(request, "opendata/data.html", context)


@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """Page of the API explorer: `?resource=` names a list; the other parameters are those of the request."""
    known, name = resources(), request.GET.get("resource", "")
    resource = known.get(name)
    question = trying.tried(request, resource) if resource else None
    context = {
        "lists": [(each.name, each.model._meta.verbose_name_plural) for each in known.values()],
        "resource": resource,
        "title": resource.model._meta.verbose_name_plural if resource else "",
        "is_unknown": bool(name) and resource is None,
        "asked": name,
        "tried": question,
        "inputs": trying.inputs(resource, request.GET, question.errors) if resource and question else (),
    }
    return render(request, "opendata/explorer.html", context, status=404 if context["is_unknown"] else 200)


@require_safe
def data_catalogue(request: HttpRequest, ending: str) -> HttpResponse:
    """The data catalogue (DCAT-AP) as a file, in the format `ending`."""
    if ending not in catalogue.FORMATS:
        raise Http404(ending)
    origin = addresses.origin(request.scheme, request.get_host())
    answer = HttpResponse(catalogue.written(origin, ending), content_type=catalogue.FORMATS[ending].media_type)
    for name, value in catalogue.HEADERS.items():
        answer.headers[name] = value
    return answer


@require_safe
def cite(request: HttpRequest, resource: str, code: str, ending: str) -> HttpResponse:
    """The citation of a record as a file for reference managers, in the format `ending`."""
    written = CITATION_FORMATS.get(ending)
    found = citation.find(resource, code, addresses.origin(request.scheme, request.get_host())) if written else None
    if not written or not found:
        raise Http404(request.path)
    own = {
        "Content-Disposition": f'attachment; filename="inserm-{resource}-{code}.{ending}"',
        "Content-Language": languages.current(),
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(written.write(found), content_type=written.media_type, headers={**catalogue.HEADERS, **own})


@says("opendata:data")
def describe_data(context: dict[str, Any], origin: str) -> Node:
    """Every set of data with its files."""
    about = {
        "license": licence.URL,
        "isAccessibleForFree": True,
        "inLanguage": languages.current(),
        "creator": {"@id": f"{origin}/#institute"},
    }
    sets = [
        {
            "@type": "Dataset",
            "name": found.title,
            "description": found.description,
            "url": origin + found.page,
            "dateModified": found.changed.isoformat(timespec="seconds") if found.changed else None,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.name,
                    "encodingFormat": file.media_type,
                    "contentUrl": origin + file.address,
                }
                for file in found.files
            ],
            **about,
        }
        for found in context["sets"]
    ]
    return {"@type": "DataCatalog", "name": _("Open data"), "url": origin + reverse("opendata:data"), "dataset": sets}
