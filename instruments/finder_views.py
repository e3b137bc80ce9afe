"""Views of the finder, of its JSON, and of the rules that it applies."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instruments import answers, finder, versions
from instruments.models import RuleSet
from instruments.rules import sheets
from portal.core.content import version
from portal.core.text import languages
from portal.core.web import addresses
from sites.enums import Zone
from sites.models import Country


def _result(request: HttpRequest, zones: dict[str, str]) -> finder.Result:
    """Result for the answers of the request."""
    form = answers.FinderForm(request.GET, zones)
    form.is_valid()
    return finder.Result(form, sheets())


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Page of the finder: questions, and a verdict per instrument. Redirects to the address without blank answers."""
    if any(not value.strip() for values in request.GET.lists() for value in values[1]):
        kept = {key: [value for value in values if value.strip()] for key, values in request.GET.lists()}
        query = answers.query({key: values for key, values in kept.items() if values})
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
    zones, names = countries()
    return render(request, "instruments/find.html", _context(request, _result(request, zones), names))


@version.kept
def countries() -> tuple[dict[str, str], dict[str, str]]:
    """Zones and names of all countries, each by ISO code, in alphabetical order."""
    found = list(Country.objects.order_by("sort_key"))
    names = {country.code: languages.text_of(country, "name").value for country in found}
    return answers.zones_of(found), names


def _context(request: HttpRequest, result: finder.Result, names: dict[str, str]) -> dict[str, Any]:
    """Template context of the finder's page."""
    version = request.GET.get(answers.RULES, "")
    return {
        "result": result,
        "is_own": bool(set(request.GET) & {*result.form.fields, answers.RULES}),
        "given": result.answers(names),
        "countries": [(code, name) for code, name in names.items() if code != answers.HOME],
        "since": versions.since(version, versions.document(result.sheets)),
        "names": {sheet.rules.instrument: sheet.instrument for sheet in result.sheets},
        "maps": [(names[code], query) for code, query in result.maps],
        "address": addresses.origin(request.scheme, request.get_host()) + request.path,
    }


@require_safe
def find_json(request: HttpRequest) -> JsonResponse:
    """The verdicts as JSON; invalid answers are reported under "errors"."""
    result = _result(request, countries()[0])
    origin = addresses.origin(request.scheme, request.get_host())
    response = JsonResponse(finder.payload(result, origin), json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Page of all rules as text, made from the rows that the finder assesses."""
    result = _result(request, {})
    context = {"result": result, "rulesets": RuleSet.objects.all()[:20], "europe": europe()}
    return render(request, "instruments/rules.html", context)


@version.kept
def europe() -> list[Country]:
    """The countries that count as Europe in the funding rules, in the order of the alphabet."""
    return list(Country.objects.filter(zone=Zone.EUROPE).exclude(code=answers.HOME).order_by("sort_key", "code"))
