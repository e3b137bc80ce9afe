"""What stands in a column: how a value of a record's document becomes a text, and a text a value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from portal.core.content.differences import Document
from portal.core.content.dump import scalar
from portal.core.content.specs import Shape
from portal.core.text import languages
from portal.editing.forms import dates, normalise
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
        """What the desk calls the column, in the active language; texts say theirs: "name [fr]"."""
        return str(self.field.verbose_name)

    @cached_property
    def choices(self) -> list[tuple[str, Any]]:
        """(value, label) of each value that the column may have; none where that is open."""
        return list(getattr(self.field, "flatchoices", ()))

    def value(self, document: Document) -> Any:
        if self.language:
            return document.get(self.original, {}).get(self.language)
        given = document.get(self.name)
        return scalar(self.field.get_default()) if given is None and self.field.has_default() else given

    def text(self, document: Document) -> str:
        """The cell of a document; the same for values that mean the same."""
        value = self.value(document)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if value is not None and self.choices:
            return str(dict(self.choices).get(value, value))
        return "" if value is None else even(str(value))

    def parse(self, cell: str, codes: Codes) -> Any:
        """The value that a cell stands for, None where it is empty. Raises ValidationError."""
        if not cell:
            return None
        if isinstance(self.field, models.BooleanField):
            return _boolean(cell)
        if self.choices:
            return _named(self.choices, cell)
        if isinstance(self.field, models.DateTimeField):
            return scalar(dates.moment(cell, is_end=self.name in dates.ENDS))
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


def in_every_language(label: Callable[[], Any]) -> set[str]:
    """What `label` gives in each language of the site, without regard to capitals."""
    found = set()
    for code in languages.codes():
        with override(code):
            found.add(str(label()).casefold())
    return found


def _named(choices: list[tuple[str, Any]], cell: str) -> str:
    """The value that a cell names, by itself or by its label in any language; what names none is refused later."""
    for value, label in choices:
        if cell == value or cell.casefold() in in_every_language(lambda label=label: label):  # type: ignore[misc]
            return value
    return cell


def _boolean(cell: str) -> bool:
    for value, codes, label in ((True, TRUE, gettext_lazy("yes")), (False, FALSE, gettext_lazy("no"))):
        if cell.casefold() in {*codes, *in_every_language(lambda label=label: label)}:  # type: ignore[misc]
            return value
    raise ValidationError(_("Write yes or no."))


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


def headings(columns: list[Column]) -> dict[str, str]:
    """By the name of each column, its heading in a table: its label, but for those that share one."""
    labels = [column.label for column in columns]
    return {
        column.name: column.name if labels.count(label) > 1 else capfirst(label)
        for column, label in zip(columns, labels, strict=True)
    }


def names(columns: list[Column]) -> dict[str, str]:
    """The name of each column by what may stand above it: the name itself, its heading in any language; no capitals."""
    found: dict[str, str] = {}
    for code in languages.codes():
        with override(code):
            found |= {heading.casefold(): name for name, heading in headings(columns).items()}
    return {**found, **{column.name.casefold(): column.name for column in columns}}


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
