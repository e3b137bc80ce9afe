"""What stands in a column: how a value of a record's document becomes a text, and a text a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.content.differences import Document
from portal.core.content.dump import scalar
from portal.core.content.specs import Shape
from portal.core.text import languages
from portal.editing.forms import normalise
from portal.editing.tables.files import even

TRUE, FALSE = ("true", "1"), ("false", "0")


class Codes:
    """Records by their codes; each model is read once."""

    def __init__(self) -> None:
        self.known: dict[Any, dict[str, models.Model]] = {}

    def find(self, model: Any, code: str) -> Any:
        """Raises ValidationError when there is none."""
        if model not in self.known:
            self.known[model] = {record.code: record for record in model._default_manager.all()}
        if code not in self.known[model]:
            names = {"kind": model._meta.verbose_name, "code": code}
            raise ValidationError(_("There is no %(kind)s with the code “%(code)s”.") % names)
        return self.known[model][code]


class Column:
    """A plain field, or one language of a translated one: a value of a document as a text, and a text as a value."""

    def __init__(self, name: str, field: Any, original: str = "", language: str = "") -> None:
        self.name, self.field, self.original, self.language = name, field, original, language

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    def value(self, document: Document) -> Any:
        if self.language:
            return document.get(self.original, {}).get(self.language)
        given = document.get(self.name)
        return scalar(self.field.get_default()) if given is None and self.field.has_default() else given

    def text(self, document: Document) -> str:
        """The cell of a document; the same for values that mean the same."""
        value = self.value(document)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else even(str(value))

    def parse(self, cell: str, codes: Codes) -> Any:
        """The value that a cell stands for, None where it is empty. Raises ValidationError."""
        if not cell:
            return None
        if isinstance(self.field, models.BooleanField):
            return _boolean(cell)
        if isinstance(self.field, models.DateTimeField):
            return scalar(normalise.moment(cell))
        value = self.field.to_python(normalise.plain(self.field, cell))
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValidationError(self.field.error_messages["invalid"], params={"value": cell})
        return scalar(value)

    def put(self, document: Document, value: Any) -> None:
        """Puts a value into the document; None leaves it out."""
        if not self.language:
            _set(document, self.name, value)
            return
        texts = dict(document.get(self.original, {}))
        _set(texts, self.language, value)
        _set(document, self.original, texts)


def _set(values: Document, name: str, value: Any) -> None:
    values.pop(name, None)
    if value not in (None, "", [], {}):
        values[name] = value


def _boolean(cell: str) -> bool:
    if cell.lower() not in (*TRUE, *FALSE):
        raise ValidationError(_("Write true or false."))
    return cell.lower() in TRUE


class Reference(Column):
    """Another record, by its code."""

    def parse(self, cell: str, codes: Codes) -> Any:
        return codes.find(self.field.related_model, cell).code if cell else None


class References(Column):
    """Several other records, by their codes, with commas between them; their order says nothing."""

    def text(self, document: Document) -> str:
        return ", ".join(document.get(self.name, []))

    def parse(self, cell: str, codes: Codes) -> list[str]:
        found, missing = [], []
        for code in split(cell):
            try:
                found.append(codes.find(self.field.related_model, code).code)
            except ValidationError:
                missing.append(code)
        if missing:
            kind = self.field.related_model._meta
            words = ngettext(
                "There is no %(kind)s with the code %(codes)s.",
                "There are no %(kinds)s with the codes %(codes)s.",
                len(missing),
            )
            quoted = ", ".join(f"“{code}”" for code in missing)
            raise ValidationError(
                words % {"kind": kind.verbose_name, "kinds": kind.verbose_name_plural, "codes": quoted}
            )
        return sorted(found)


def split(cell: str) -> list[str]:
    """The parts between commas, each once."""
    return list(dict.fromkeys(part for piece in cell.split(",") if (part := piece.strip())))


def _field(shape: Shape, name: str) -> Any:
    return shape.model._meta.get_field(name)


def columns_of(shape: Shape) -> list[Column]:
    """The columns of a model, in the order of its content file."""
    found: list[Column] = []
    for field in shape.columns:
        if field.name in shape.translated:
            names = {code: languages.localized(field.name, code) for code in languages.codes()}
            found += [Column(name, _field(shape, name), field.name, code) for code, name in names.items()]
        else:
            found.append(Reference(field.name, field) if field.is_relation else Column(field.name, field))
    return [*found, *(References(link.name, link) for link in shape.links)]
