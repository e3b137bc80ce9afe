"""Answers with a file of the library."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from portal.library import store

TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of this name, for ever the same: its name is its content."""
    tag = f'"{name}"'
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # packed already: packing it again takes time and saves nothing
    if tag in request.headers.get("If-None-Match", ""):
        return _kept(HttpResponseNotModified(), tag)
    found = store.open_file(name)
    if found is None:
        raise Http404(name)
    response = FileResponse(found, content_type=TYPES[name.rpartition(".")[2]], filename=name)
    return _kept(response, tag)


def _kept(response: HttpResponse | FileResponse, tag: str) -> HttpResponse | FileResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FOR_EVER
    return response
