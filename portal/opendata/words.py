"""Texts of the API: its description, and its error messages, in the reader's language."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError
from ninja.responses import Response

from portal.core.resource import Resource, resource_of, resources

ABOUT = (
    "Read-only: every published record of the portal, each text in both languages. Amounts are whole euros, coordinates "
    "WGS84 degrees, dates as much of ISO 8601-2 as the source states (199X, 2025, 2025-10 or 2025-10-15). What no source "
    "states is null. Licence Ouverte / Open Licence 2.0: name the source (Inserm) and the date of the last update. Within "
    "v1, fields and resources may be added; none is removed, renamed or given another meaning."
)


COUNTRIES = "countries"  # the list whose codes are taken by filters that are no column of the record
MOST_NAMED = 1500  # characters of a list of codes that is named whole


def list_of(resource: Resource, name: str) -> Resource:
    """The list whose codes the filter `name` takes."""
    relation = resource.relations.get(name)
    of = resource if name == "code" else relation and resource_of(relation.related_model)
    return of or resources()[COUNTRIES]


def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """Response 404 in the reader's language."""
    return Response({"detail": _("There is no such record, or it is not public.")}, status=404)


def mistakes(request: HttpRequest, error: Any) -> HttpResponse:
    """Response 422 with the reason for each invalid parameter."""
    found: ValidationError = error
    wrong = dict.fromkeys((_field(one["loc"]), _reason(one)) for one in found.errors)
    errors = [{"field": field, "reason": reason} for field, reason in wrong]
    return Response({"detail": _("This question is not understood."), "errors": errors}, status=422)


def _field(place: tuple[Any, ...]) -> str:
    """Name of the parameter that an error concerns."""
    names = [str(part) for part in place if isinstance(part, str)]
    return names[-1] if len(names) < 3 else names[2] if names[1] == "question" else names[1]


def _reason(error: dict[str, Any]) -> str:
    """Reason of a validation error, in the reader's language."""
    limits = error.get("ctx", {})
    kind = error["type"]
    if kind == "unknown_code":
        return _unknown(error["value"], error["of"], error["known"])
    if kind in ("greater_than_equal", "less_than_equal"):
        if "ge" in limits:
            return _("This is too small: the least is %(least)s.") % {"least": limits["ge"]}
        return _("This is too large: the most is %(most)s.") % {"most": limits["le"]}
    if kind == "literal_error":
        return _("Choose among: %(values)s.") % {"values": limits["expected"].replace("'", "").replace(" or ", ", ")}
    if kind == "too_long":
        return _("These are too many: the most is %(most)s.") % {"most": limits["max_length"]}
    words = {
        "unknown": _("There is no such filter."),
        "string_pattern_mismatch": _("A code is made of letters, digits and hyphens."),
    }
    if kind in words:
        return words[kind]
    if kind.startswith("int"):
        return _("Write a whole number.")
    if kind.startswith(("date", "timezone", "value_error")):  # the last is our own (api._written)
        return _("Write a day or a moment with its zone: 2026-03-01 or 2026-03-01T12:00:00Z.")
    return _("This value is not understood.")


def _unknown(value: str, of: Resource, known: list[str]) -> str:
    """That no record has the code `value`, and which ones there are: all, or of a long list the nearest."""
    named = {"value": value, "list": of.model._meta.verbose_name_plural}
    if len(", ".join(known)) <= MOST_NAMED:
        return _("No code “%(value)s” among: %(list)s. Known: %(codes)s.") % {**named, "codes": ", ".join(known) or "–"}
    folded = {code.casefold(): code for code in known}
    near = ", ".join(folded[code] for code in get_close_matches(value.casefold(), folded, cutoff=0.5)) or "–"
    address = f"{reverse('api-v1:api-root')}{of.name}/"
    words = _("No code “%(value)s” among: %(list)s. Nearest: %(codes)s. All: %(address)s")
    return words % {**named, "codes": near, "address": address}
