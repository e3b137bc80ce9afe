"""Views of the finder, of its JSON, and of the rules that it applies."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from instruments import answers, finder, versions
from instruments.models import RuleSet
from instruments.rules import sheets
from instruments.steps import STEP, Flow
from portal.core.content import version
from portal.core.text import languages
from portal.core.web import addresses
from sites.atlas.feature import FRENCH
from sites.countries.contact import Contact, contact_for
from sites.enums import Zone
from sites.models import Country


def _result(request: HttpRequest, zones: dict[str, str]) -> finder.Result:
    """Result for the answers of the request."""
    form = answers.FinderForm(request.GET, zones)
    form.is_valid()
    return finder.Result(form, sheets())


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The finder: a question, all of them, or the result. An address that is not tidy leads to the one that is."""
    if not answers.is_tidy(request.GET):
        return _moved(request.path, answers.query(dict(answers.tidy(request.GET).lists())))
    zones, names = countries()
    flow = Flow(_result(request, zones), request.GET.get(STEP, ""))
    if flow.is_guest:
        return _moved(reverse("work-with-us"), flow.result.query)
    if flow.instead is not None:
        return _moved(request.path, flow.query(flow.instead))
    return render(request, flow.template, _context(request, flow, names))


def _moved(path: str, query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


@version.kept
def countries() -> tuple[dict[str, str], dict[str, str]]:
    """Zones and names of all countries, each by ISO code, in alphabetical order."""
    found = list(Country.objects.order_by("sort_key"))
    names = {country.code: languages.text_of(country, "name").value for country in found}
    return answers.zones_of(found), names


def _context(request: HttpRequest, flow: Flow, names: dict[str, str]) -> dict[str, Any]:
    """Template context of the finder's pages."""
    result, version = flow.result, request.GET.get(answers.RULES, "")
    return {
        "result": result,
        "flow": flow,
        "contact": None if flow.number else contact(result.form.cleaned_data.get("partner", [])),
        "is_own": bool(set(request.GET) & {*result.form.fields, answers.RULES, STEP}),
        "given": flow.answers(names),
        "countries": [(code, name) for code, name in names.items() if code not in FRENCH],
        "since": versions.since(version, versions.document(result.sheets)),
        "names": {sheet.rules.instrument: sheet.instrument for sheet in result.sheets},
        "maps": [(names[code], query) for code, query in result.maps],
        "address": addresses.origin(request.scheme, request.get_host()) + request.path,
        "json_address": reverse("instruments:find-json"),
    }


@version.kept
def contact_of(code: str) -> Contact:
    """Whom to ask about the country with this ISO code."""
    return contact_for(Country.objects.get(code=code))


def contact(codes: Sequence[str]) -> Contact | None:
    """Whom to ask about the first of the partners' countries; None when none is given."""
    return contact_of(codes[0]) if codes else None


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
    return list(Country.objects.filter(zone=Zone.EUROPE).exclude(code__in=FRENCH).order_by("sort_key", "code"))
