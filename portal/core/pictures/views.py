"""Answers with the picture of a shared link."""

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from portal.core.pictures import share, sheet
from portal.core.pictures.answer import answer, svg_of
from portal.core.text import languages
from portal.core.web.context_processors import share_image

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def shared(request: HttpRequest, kind: str, code: str, mark: str) -> HttpResponseBase:
    """The picture of one record; an address of earlier content leads to that of now, a record without one to the site's."""
    record, known = share.find(kind, code)
    if mark != share.mark():
        return HttpResponseRedirect(share.address(kind, code))
    key = ("shared", kind, code)
    if not svg_of(key, lambda: share.drawn(record, known)):
        return HttpResponseRedirect(static(share_image(languages.current())))
    response = answer(key, "png", lambda: share.drawn(record, known), f"{kind}-{code}", pixels=sheet.WIDTH)
    response.headers.setdefault("Cache-Control", FOR_EVER)
    return response
