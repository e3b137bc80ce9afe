"""What a content file may say: known keys, right types, all required languages, references that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from portal.core.content.dump import bare, is_default, scalar
from portal.core.content.specs import Concept, Shape
from portal.core.content.yamlfile import Problem
from portal.core.enums import ANSWERING
from portal.core.fields import PartialDateField
from portal.core.text import languages

Keys = dict[str, set[str]]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def records(concept: Concept, items: list[dict[str, Any]], keys: Keys) -> list[Problem]:
    """Every problem of the records of one file; `keys` are the codes that the files themselves define."""
    file = f"{concept.file}.yaml"
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        code = item.get("code")
        if not isinstance(code, str) or not code:
            problems.append(Problem(file, f"record {number}", "code", "is missing, or not a text"))
            continue
        if code in seen:
            problems.append(Problem(file, code, "code", "stands twice in this file"))
        seen.add(code)
        # A draft may wait for its translation; so may a record in review. What is public is in every language.
        is_public = "status" not in concept.shape.names or item.get("status") in ANSWERING
        required = list[str](settings.REQUIRED_LANGUAGES) if is_public else []
        wrong = _mapping(concept.shape, item, keys, "", required)
        problems += [Problem(file, code, at, reason) for at, reason in wrong]
    return problems


def form(shape: Shape, document: dict[str, Any]) -> list[tuple[str, str]]:
    """(place, reason) of all that is not as the models have it: names and types; whatever it refers to."""
    return _mapping(shape, bare(document), None, "", [])


def _mapping(
    shape: Shape, item: dict[str, Any], keys: Keys | None, at: str, required: list[str]
) -> list[tuple[str, str]]:
    """What is wrong with one record, or one row of it. `keys`: None where what it refers to is not looked for."""
    wrong = [
        (f"{at}{name}", "unknown key; known: " + ", ".join(shape.names)) for name in item if name not in shape.names
    ]
    for column in shape.columns:
        value = item.get(column.name)
        if value is None:
            if column.name in shape.translated and not column.blank and required:
                wrong.append((f"{at}{column.name}", "is missing"))
            continue
        if column.name in shape.translated:
            wrong += _texts(shape, column, value, at, required)
        elif column.is_relation:
            wrong += _reference(column.related_model, value, keys, f"{at}{column.name}")
        else:
            reason = _type(column, value)
            wrong += [(f"{at}{column.name}", reason)] if reason else []
    for link in shape.links:
        value = item.get(link.name, [])
        if not isinstance(value, list):
            wrong.append((f"{at}{link.name}", "must be a list: [one, other]"))
            continue
        for key in value:
            wrong += _reference(link.related_model, key, keys, f"{at}{link.name}")
    for name, child in shape.children.items():
        rows = item.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            wrong.append((f"{at}{name}", "must be a list of mappings"))
            continue
        for number, row in enumerate(rows, 1):
            wrong += _mapping(child, row, keys, f"{at}{name}.{number}.", required)
    return wrong


def _texts(shape: Shape, column: models.Field, value: Any, at: str, required: list[str]) -> list[tuple[str, str]]:
    where = f"{at}{column.name}"
    if not isinstance(value, dict):
        return [(where, "must give a text per language: " + ", ".join(f"{code}: …" for code in languages.codes()))]
    wrong = [(f"{where}.{code}", "is not a language of the site") for code in value if code not in languages.codes()]
    wrong += [
        (f"{where}.{code}", f"must be a text, not {_kind(text)}; put it in quotes")
        for code, text in value.items()
        if not isinstance(text, str)
    ]
    if column.name not in shape.partial:
        wrong += [(f"{where}.{code}", "is missing") for code in required if not value.get(code)]
    return wrong


def missing_texts(shape: Shape, document: dict[str, Any], required: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(field, language) of each text of the record itself that a public record needs, and that the document has not."""
    for column in shape.columns:
        if column.name in shape.translated - shape.partial and not column.blank:
            for code in required:
                if not document.get(column.name, {}).get(code):
                    yield column.name, code


def _reference(model: Any, key: Any, keys: Keys | None, at: str) -> list[tuple[str, str]]:
    if not isinstance(key, str):
        return [(at, f"must be the code of a {model._meta.verbose_name}, not {_kind(key)}")]
    if keys is None or key in keys.get(model._meta.label_lower, set()) or model._base_manager.filter(code=key).exists():
        return []
    return [(at, f"there is no {model._meta.verbose_name} “{key}”")]


def _kind(value: Any) -> str:
    names = {bool: "true/false", int: "a whole number", float: "a number", list: "a list", dict: "a mapping"}
    return repr(value) if isinstance(value, str) else names.get(type(value), "empty")


def _type(column: models.Field, value: Any) -> str:
    """Why `value` does not suit the column; "" when it does."""
    if isinstance(column, models.BooleanField):
        return "" if isinstance(value, bool) else "must be true or false"
    if isinstance(column, models.IntegerField):
        return "" if type(value) is int else f"must be a whole number, not {_kind(value)}"
    if isinstance(column, models.DecimalField):
        return "" if type(value) in (int, float) else "must be a number"
    if not isinstance(value, str):
        return f"must be a text, not {_kind(value)}; put it in quotes"
    if column.choices and value not in dict(column.flatchoices):
        return f"“{value}” is not one of " + ", ".join(str(choice) for choice in dict(column.flatchoices))
    if isinstance(column, models.DateTimeField):
        moment = _moment(value)
        return "" if moment and not is_naive(moment) else "must be a moment with its zone: 2026-03-01T12:00:00+01:00"
    if isinstance(column, (models.DateField, PartialDateField)):
        try:
            column.to_python(value)
        except ValidationError as error:
            return " ".join(error.messages)
    if isinstance(column, models.DateField) and not _DAY.fullmatch(value):
        return "must be a day with its zeros: 2026-01-05"
    return ""


def _moment(value: str) -> datetime | None:
    try:
        return parse_datetime(value)
    except ValueError:
        return None


def python(column: models.Field, value: Any) -> Any:
    """A file's value as the column's own type."""
    if isinstance(column, models.DecimalField):
        return Decimal(str(value))
    if isinstance(column, models.DateTimeField):
        return _moment(value)
    if isinstance(column, models.DateField):
        return date.fromisoformat(value)
    return column.to_python(value)


def normal(shape: Shape, item: dict[str, Any]) -> dict[str, Any]:
    """A checked record in the form that `dump.mapping` gives it: order of keys, defaults left out, lists sorted."""
    out: dict[str, Any] = {}
    for column in shape.columns:
        value = item.get(column.name)
        if value is None:
            continue
        if column.name in shape.translated:
            texts = {code: value[code] for code in languages.codes() if value.get(code)}
            if texts:
                out[column.name] = texts
        elif column.is_relation:
            out[column.name] = value
        elif not is_default(column, python(column, value)):
            out[column.name] = scalar(python(column, value))
    for link in shape.links:
        if item.get(link.name):
            out[link.name] = sorted(set(item[link.name]))
    for name, child in shape.children.items():
        if item.get(name):
            out[name] = [normal(child, row) for row in item[name]]
    return out


def field_in_file(shape: Shape, name: str) -> str:
    """The model's column name as the file writes it: `summary_fr` is `summary.fr`."""
    for field in shape.translated:
        for code in languages.codes():
            if name == languages.localized(field, code):
                return f"{field}.{code}"
    return "" if name == "__all__" else name
