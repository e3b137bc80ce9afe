"""The API explorer: a form that composes a request, and shows its address and its response. Needs no script.

The form is made from the type of each list's parameters, so that every list and filter is offered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from portal.core.lists.record_list import Words
from portal.core.resource import Resource
from portal.opendata.api import MOST, filters_type, root
from portal.opendata.words import list_of

SHOWN = 20_000  # characters of a response; its address gives the rest
AT_FIRST = "3"  # records shown by default
SINGLE = ("limit", "offset", "updated_since")  # the other filters take several values


@dataclass(frozen=True)
class Input:
    """A filter of the form: its name in the address, its label, what was typed, the error.

    `choices` are (value, label), empty for a text; `of` is the list whose codes it takes, `of_words` the list's label.
    """

    key: str
    label: Words
    help: Words
    value: str
    error: str
    choices: Sequence[tuple[str, Words]] = ()
    of: str = ""
    of_words: Words = ""


@dataclass(frozen=True)
class Tried:
    """A request to the API: its address, the status and lines of the response, whether that is complete."""

    address: str
    status: int
    text: str
    is_whole: bool
    errors: dict[str, str]


def tried(request: HttpRequest, resource: Resource) -> Tried:
    """Sends the request of the form to the API, within this process."""
    path, query = f"{root()}{resource.name}/", urlencode(list(_asked(resource, request.GET)))
    inner = WSGIRequest({**request.META, "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": "GET"})
    view, arguments, named = resolve(path)
    answer = view(inner, *arguments, **named)
    found = json.loads(answer.content)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    is_whole = len(text) <= SHOWN
    return Tried(
        f"{path}?{query}",
        answer.status_code,
        text if is_whole else text[: text.rindex("\n", 0, SHOWN)],
        is_whole,
        {error["field"]: error["reason"] for error in found.get("errors", ())},
    )


def _asked(resource: Resource, typed: QueryDict) -> Iterator[tuple[str, str]]:
    """Yields (filter, value) of what was typed, splitting several values at spaces and commas."""
    for name in filters_type(resource.name).model_fields:
        for text in _typed(typed, name):
            values = [text.strip()] if name in SINGLE else text.replace(",", " ").split()
            yield from ((name, value) for value in values if value)


def _typed(typed: QueryDict, name: str) -> list[str]:
    return typed.getlist(name, [AT_FIRST] if name == "limit" else [])


def inputs(resource: Resource, typed: QueryDict, errors: dict[str, str]) -> list[Input]:
    """Fields of the form for a list: its filters, then pagination."""
    names = [name for name in filters_type(resource.name).model_fields if name not in ("limit", "offset")]
    return [
        Input(
            key=name,
            value=" ".join(_typed(typed, name)),
            error=errors.get(name, ""),
            **_words(resource, name),
        )
        for name in (*names, "limit", "offset")
    ]


def _words(resource: Resource, name: str) -> dict[str, Any]:
    """The fields of an `Input` that do not depend on the request: label, help, choices."""
    general = {
        "limit": (_("Records at most"), _("%(most)s or fewer.") % {"most": MOST}),
        "offset": (_("Records left out first"), _("To go on where another answer ended.")),
        "code": (_("Code"), _("One or more, separated by spaces.")),
        "updated_since": (_("Changed since"), _("A day, such as 2026-03-01, or a moment with its zone.")),
    }
    if name in general:
        return dict(zip(("label", "help"), general[name], strict=True))
    for computed in resource.computed:
        if computed.name == name:
            return {"label": computed.label, "help": computed.help, "choices": computed.choices.choices}
    if name in resource.choices:
        column = resource.model._meta.get_field(name)
        return {"label": column.verbose_name, "help": column.help_text, "choices": column.flatchoices}
    relation = resource.relations.get(name)
    of = list_of(resource, name)
    label = (relation or of.model._meta).verbose_name
    words = of.model._meta.verbose_name_plural
    return {"label": label, "help": _("Codes, separated by spaces."), "of": of.name, "of_words": words}
