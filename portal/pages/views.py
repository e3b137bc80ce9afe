from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.core.references import References
from portal.pages.models import Page


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A page with a fixed address: legal notice, privacy, accessibility, contact."""
    record = get_object_or_404(Page.objects.answering().for_detail(), code=code)
    return render(request, "pages/page.html", {"record": record, "references": References([record])})
