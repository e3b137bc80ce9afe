"""What stands in a column: how a record's value becomes a text, and a text a value."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    """A plain field, or one language of a translated one. `is_late`: written once the record itself is saved."""

    is_late = False

    def __init__(self, name: str, field: Any) -> None:
        self.name, self.field = name, field

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    def text(self, record: Any) -> str:
        """The cell of a record; the same for values that mean the same."""
        value = scalar(getattr(record, self.name))
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else even(str(value))

    def parse(self, cell: str, codes: Codes) -> Any:
        """The value of a cell. Raises ValidationError."""
        if not cell:
            return self.empty()
        if isinstance(self.field, models.BooleanField):
            return _boolean(cell)
        if isinstance(self.field, models.DateTimeField):
            return normalise.moment(cell)
        return self.field.to_python(normalise.plain(self.field, cell))

    def empty(self) -> Any:
        if self.field.has_default():
            return self.field.get_default()
        return None if self.field.null or not isinstance(self.field, (models.CharField, models.TextField)) else ""

    def put(self, record: Any, value: Any) -> None:
        setattr(record, self.name, value)


def _boolean(cell: str) -> bool:
    if cell.lower() not in (*TRUE, *FALSE):
        raise ValidationError(_("Write true or false."))
    return cell.lower() in TRUE


class Reference(Column):
    """Another record, by its code."""

    def text(self, record: Any) -> str:
        # Asked of the key first: a new record has no other yet, and would say so with an error.
        return getattr(record, self.name).code if getattr(record, self.field.attname) else ""

    def parse(self, cell: str, codes: Codes) -> Any:
        return codes.find(self.field.related_model, cell) if cell else None


class References(Column):
    """Several other records, by their codes, with commas between them; their order says nothing."""

    is_late = True

    def text(self, record: Any) -> str:
        return ", ".join(sorted(other.code for other in getattr(record, self.name).all())) if record.pk else ""

    def parse(self, cell: str, codes: Codes) -> list[models.Model]:
        found, missing = [], []
        for code in split(cell):
            try:
                found.append(codes.find(self.field.related_model, code))
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
        return found

    def put(self, record: Any, value: Any) -> None:
        getattr(record, self.name).set(value)


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
            names = [languages.localized(field.name, code) for code in languages.codes()]
            found += [Column(name, _field(shape, name)) for name in names]
        else:
            found.append(Reference(field.name, field) if field.is_relation else Column(field.name, field))
    return [*found, *(References(link.name, link) for link in shape.links)]
