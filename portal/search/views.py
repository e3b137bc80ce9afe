from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core.text import languages
from portal.core.web.conditional import depends_on_more
from portal.search import suggestions as suggestions_module
from portal.search import zero_results
from portal.search.results import LONGEST, search


@depends_on_more  # counts searches without result
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Page of the results of `?q=`, filtered by `?kind=`, ten per page; without a query, the search form."""
    found = search(request.GET.get("q", ""), languages.current(), request.GET.get("kind", ""))
    if found.is_zero_result and request.method == "GET":
        zero_results.note(found.words, found.language)
    page = found.page(request.GET.get("page"))
    context = {"found": found, "page": page, "results": found.results(page), "longest": LONGEST}
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """JSON with up to eight names that complete `?q=`: words, kind, address, language."""
    found = suggestions_module.suggestions(request.GET.get("q", "")[:LONGEST], languages.current())
    answer = JsonResponse({"suggestions": [vars(suggestion) for suggestion in found]})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
