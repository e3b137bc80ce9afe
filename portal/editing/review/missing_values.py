"""Tokens whose value is missing: which of which text, in the editor's language. Visitors read a dash in their place.

A text names a value that a record holds by a token (`portal/core/text/values.py`); the record may since have gone, or be public no
more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.content import version
from portal.core.content.differences import Rows
from portal.core.content.specs import Shape
from portal.core.templatetags.portal import language_name
from portal.core.text import values
from portal.editing.review.avoided_terms import columns
from portal.editing.revisions.wording import label_of

MOST = 8  # told of one record


@dataclass(frozen=True)
class Missing:
    """A token whose value is missing: the label of the field, its language, the token."""

    field: str
    language: str
    token: str

    def __str__(self) -> str:
        """One sentence about it, in the reader's language."""
        names = {"token": self.token, "field": self.field, "language": language_name(self.language)}
        return (
            _("“%(token)s” in “%(field)s” (%(language)s) names a value that is not there: visitors read “–”.") % names
        )


def in_rows(rows: Iterable[tuple[Any, dict[str, Any]]]) -> list[Missing]:
    """The tokens without a value in a record and in the rows inside it, each given as (model, values)."""
    found = [
        Missing(label_of(model, column)[0], code, token)
        for model, held in rows
        for column, code in columns(model)
        for token in values.unknown(held.get(column) or "")
    ]
    return list(dict.fromkeys(found))[:MOST]


def of(rows: Rows) -> list[Missing]:
    """The tokens without a value in the stored rows of a record."""
    return in_rows((apps.get_model(label), held) for (label, _pk), held in rows.items())


def warn(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> None:
    """Adds a warning to the page for each token without a value in a form that was saved; the save itself stands."""
    kept = [row.instance for formset in formsets for row in formset.forms if row not in formset.deleted_forms]
    for one in in_rows((type(row), vars(row)) for row in [form.instance, *(row for row in kept if row.pk)]):
        messages.warning(request, str(one))


def records(shape: Shape) -> set[Any]:
    """Keys of the records of one kind with such a token; of the content as it is, looked for once."""
    return version.keep(("missing values", shape.model._meta.label_lower), lambda: _keys(shape, "pk"))


def _keys(shape: Shape, owner: str) -> set[Any]:
    """Keys of the records with such a token in rows of `shape` or below; `owner` is the path to the record."""
    texts = [column for column, _code in columns(shape.model)]
    wanted = Q(pk__in=())
    for column in texts:
        wanted |= Q(**{f"{column}__contains": "[["})
    rows = shape.model._base_manager.filter(wanted).values_list(owner, *texts).iterator() if texts else ()
    found = {key for key, *held in rows if any(values.unknown(text or "") for text in held)}
    for child in shape.children.values():
        found |= _keys(child, child.parent if owner == "pk" else f"{child.parent}__{owner}")
    return found
