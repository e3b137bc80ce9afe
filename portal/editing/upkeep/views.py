"""Public pages: the form that reports an error, and the list of corrections."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from portal.core.text import languages
from portal.editing.upkeep.form import WINDOW, ReportForm, may_send, opened_now
from portal.editing.upkeep.reports import ReaderReport, origin_of


# Exempt from CSRF protection, which needs a cookie: readers have none. A forged report would gain nothing beyond what a
# robot's would; ReportForm and the limit per address guard against both.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Page of the form; stores a valid report and redirects, or answers 429 beyond the limit. Keeps what was typed."""
    given = {"page": request.GET.get("page", "")[:400]}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=given, origin=origin_of(request))
    status = 200
    if form.is_bound and form.is_valid():
        if may_send(request):
            return _stored(form)
        status = 429
    answer = render(
        request, "upkeep/report.html", {"form": form, "opened": opened_now(), "status": status}, status=status
    )
    if status == 429:
        answer.headers["Retry-After"] = str(WINDOW)
    return answer


def _stored(form: ReportForm) -> HttpResponse:
    """Stores the report, unless a robot sent it, and redirects to the page of thanks."""
    if not form.is_robot:
        known = {name: form.cleaned_data[name] for name in ("page", "text")}
        ReaderReport.objects.forget()
        ReaderReport.objects.create(language=languages.current(), **known)
    return HttpResponseRedirect(reverse("upkeep:thanks"), status=303)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Page shown after a report was sent."""
    return render(request, "upkeep/thanks.html")


class Corrections(ListView):
    """List of the reports with a public answer, latest first."""

    template_name = "upkeep/corrections.html"
    context_object_name = "reports"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return ReaderReport.objects.public()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()
