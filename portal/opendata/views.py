from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core import licence
from portal.core.resource import resources
from portal.core.web import addresses
from portal.opendata import catalogue, described
from portal.opendata import explorer as trying


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
