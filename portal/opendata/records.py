"""Records as plain values for the API, and the types that describe them; both follow from the content shape."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django.db import models
from django.utils.translation import override
from pydantic import BaseModel, Field, create_model

from portal.core.content import revisions
from portal.core.content.specs import Shape
from portal.core.dates import PartialDate
from portal.core.fields import PartialDateField
from portal.core.resource import Resource, columns, links, resource_of, rows
from portal.core.text import languages, sanitiser, values

CODE = r"^[A-Za-z0-9_-]{1,80}$"
HTML = frozenset({"body"})  # fields that hold HTML
RELATED = ("name", "title")  # fields that name a record where another refers to it


# --- values ----------------------------------------------------------------------------------------------------------


def items(resource: Resource, records: Iterable[Any], origin: str, root: str) -> list[dict[str, Any]]:
    """Serialises records fetched by `Resource.complete` for the API; `root` is the path of the API."""
    listed = list(records)
    when = revisions.dates(listed)
    return [
        {
            **_values(resource.shape, record, resource.hidden, origin + root),
            **{computed.name: computed.value(record) for computed in resource.computed},
            "pages": _pages(resource, record, origin),
            "api": f"{origin}{root}{resource.name}/{record.code}/",
            "updated_at": when[record.pk].isoformat(timespec="seconds") if record.pk in when else None,
        }
        for record in listed
    ]


def _pages(resource: Resource, record: Any, origin: str) -> dict[str, str | None]:
    """Addresses of a record's page by language; null where there is none."""
    found = {code: resource.address(record, code) for code in languages.codes()}
    return {code: origin + path if path else None for code, path in found.items()}


def _values(shape: Shape, record: Any, hidden: frozenset[str], base: str) -> dict[str, Any]:
    """Values of a record or row, by field of its content shape."""
    out: dict[str, Any] = {}
    for column in columns(shape, hidden):
        if column.name in shape.translated:
            out[column.name] = _texts(record, column.name)
        elif column.is_relation:
            out[column.name] = _reference(getattr(record, column.name), base)
        else:
            out[column.name] = _scalar(getattr(record, column.name))
    for link in links(shape, hidden):
        out[link.name] = [_reference(other, base) for other in getattr(record, link.name).all()]
    for name, inner in rows(shape, hidden).items():
        shown = [row for row in getattr(record, name).all() if not _is_hidden(inner, row)]
        out[name] = [_values(inner, row, hidden, base) for row in shown]
    return out


def _is_hidden(shape: Shape, row: Any) -> bool:
    """Whether every record that the row refers to is hidden, so that the row would only reveal their existence."""
    named = [column for column in columns(shape) if column.is_relation and getattr(row, column.attname)]
    return bool(named) and not any(getattr(row, column.name) for column in named)


def _texts(record: Any, field: str) -> dict[str, str | None]:
    """Values of a translated field by language."""
    found: dict[str, str | None] = {}
    for code in languages.codes():
        text = languages.in_language(record, field, code) or None
        if text and field in HTML:
            with override(code):
                text = str(sanitiser.render(text))
        found[code] = values.filled(text, code) if text else text
    return found


def _reference(other: Any, base: str) -> dict[str, Any] | None:
    """Reference to another record: code, name, address in the API."""
    if other is None:
        return None
    resource = resource_of(type(other))
    field = next((name for name in RELATED if hasattr(other, languages.localized(name, languages.codes()[0]))), None)
    return {
        "code": other.code,
        "name": _texts(other, field) if field else None,
        "api": f"{base}{resource.name}/{other.code}/" if resource else None,
    }


def _scalar(value: Any) -> Any:
    """A plain value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, (date, PartialDate)):
        return str(value)
    return value


# --- types -----------------------------------------------------------------------------------------------------------


@cache
def texts_type() -> type[BaseModel]:
    """Type of a text by language; null where it is missing."""
    fields: dict[str, Any] = dict.fromkeys(languages.codes(), (str | None, ...))
    return create_model("Texts", __doc__="A text in each language of the site; null where it is missing.", **fields)


@cache
def reference_type() -> type[BaseModel]:
    """Type of a reference to another record."""
    name: Any = texts_type() | None
    words = "Another record: its code, its name, its own address in the API."
    return create_model("Reference", __doc__=words, code=(str, ...), name=(name, ...), api=(str | None, ...))


def item_type(resource: Resource) -> type[BaseModel]:
    """Type of a record of `resource`; its descriptions come from the model, in the active language."""
    base = _type(resource.shape, resource.model.__name__, resource.hidden)
    own: dict[str, Any] = {
        computed.name: (
            Literal[tuple(computed.choices.values)],
            Field(description=f"{computed.label}. {computed.help}"),
        )
        for computed in resource.computed
    }
    pages: Any = (texts_type(), Field(description="The address of its page in each language."))
    api: Any = (str, Field(description="Its own address in the API."))
    updated: Any = (str | None, Field(description="When its content last changed: a moment with its zone."))
    return create_model(resource.model.__name__, __base__=base, **own, pages=pages, api=api, updated_at=updated)


def _type(shape: Shape, name: str, hidden: frozenset[str]) -> type[BaseModel]:
    """Type of the values of a content shape."""
    fields: dict[str, Any] = {
        column.name: (_column_type(shape, column), Field(description=described(column)))
        for column in columns(shape, hidden)
    }
    for link in links(shape, hidden):
        fields[link.name] = (list[reference_type()], Field(description=str(link.verbose_name)))  # type: ignore[misc]
    for key, inner in rows(shape, hidden).items():
        inner_type = _type(inner, inner.model.__name__, hidden)
        fields[key] = (list[inner_type], Field(description=str(inner.model._meta.verbose_name_plural)))  # type: ignore[valid-type]
    return create_model(name, **fields)


def described(column: models.Field) -> str:
    """Description of a column: its name and its help text."""
    help_text = str(column.help_text)
    return f"{column.verbose_name}. {help_text}" if help_text else f"{column.verbose_name}"


def _column_type(shape: Shape, column: models.Field) -> Any:
    """Type and description of one column."""
    if column.name in shape.translated:
        return texts_type()
    if column.is_relation:
        return reference_type() | None
    if column.choices:
        values = [value for value, _ in column.flatchoices]
        return Literal[(*values, "")] if column.blank else Literal[tuple(values)]
    kind: Any = str
    for field, python in ((models.BooleanField, bool), (models.IntegerField, int), (models.DecimalField, float)):
        if isinstance(column, field):
            kind = python
    if isinstance(column, PartialDateField):
        return str | None
    return kind | None if column.null else kind
