"""Writing a document into a record: for files, tables, earlier versions and pending changes alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.content import check
from portal.core.content.differences import ORDER, Document, with_keys
from portal.core.content.dump import KEY, mapping
from portal.core.content.specs import Shape, concept_of
from portal.core.text import languages


@dataclass(frozen=True)
class Fault:
    """Why a document cannot be written: the row ("" for the record itself, "facts.2."), the model's field ("" for none).

    `wanted` is the record that it refers to and that is not there, as (model, code).
    """

    shape: Shape
    row: str
    field: str
    message: str
    wanted: tuple[Any, str] | None = None

    def __str__(self) -> str:
        """The message behind the name of its field, in the reader's language."""
        if not self.field:
            return self.message
        label = capfirst(str(self.shape.model._meta.get_field(self.field).verbose_name))  # type: ignore[union-attr]
        if label in self.message:
            return self.message
        return _("%(field)s: %(message)s") % {"field": label, "message": self.message}


class RefusedError(ValidationError):
    """A document that cannot be written; `faults` say why, each at its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([str(fault) for fault in self.faults])


class UnreadableError(ValidationError):
    """A document that no longer fits the models: the portal has changed since it was kept."""

    def __init__(self) -> None:
        super().__init__(_("It can no longer be read: the portal has changed since."))


def write(record: models.Model, document: Document | None) -> None:
    """Makes `record` say what `document` says, saved or new, inside a transaction of the caller's.

    Raises UnreadableError for a document of other models than today's, RefusedError for one that the rules do not allow.
    """
    shape = concept_of(type(record)).shape
    read(shape, document)
    if faults := Writer().write(shape, record, document or {}):
        raise RefusedError(faults)


def read(shape: Shape, document: Document | None) -> Document:
    """The document, which fits the models of today. Raises UnreadableError."""
    if not isinstance(document, dict) or check.form(shape, document):
        raise UnreadableError
    return document


class Writer:
    """Writes documents, one after the other; what each refers to is looked up once.

    Rows keep their keys: a row of the document that the record has is changed, one that it has not comes, with the key
    that the document gives it if that is free, and one that the document has not goes. `asks` says whether each record
    asks the database what is unique, and what its constraints forbid, before it is saved. `is_batch`: references of a
    record to others of its kind, which may come later, and the relations of new records are written by `finish`.
    """

    def __init__(self, *, asks: bool = True, is_batch: bool = False) -> None:
        self.asks, self.is_batch = asks, is_batch
        self.known: dict[Any, dict[str, models.Model]] = defaultdict(dict)
        self.later: list[tuple[Shape, models.Model, str, str]] = []
        self.links: dict[Any, list[models.Model]] = defaultdict(list)

    def write(self, shape: Shape, record: models.Model, document: Document) -> list[Fault]:
        """Makes the record say what the document says; what cannot be written is told, and left out."""
        if not record._state.adding:
            document = with_keys(shape, document, mapping(shape, record, keys=True))
        faults = list(self._fill(shape, record, document, ""))
        getattr(record, "_prefetched_objects_cache", {}).clear()
        return faults

    def finish(self) -> dict[models.Model, Fault]:
        """Writes what waited; the first fault of each record."""
        found: dict[models.Model, Fault] = {}
        for shape, record, name, code in self.later:
            other = self._find(shape.model, code) if record.pk else None
            if other is None:
                found[record] = _missing(shape, "", name, code)
                continue
            setattr(record, name, other)
            if faults := list(self._faults(shape, record, "", set())):
                found[record] = faults[0]
            else:
                record.save(update_fields=[name])
        for through, rows in self.links.items():
            through._base_manager.bulk_create(rows)
        self.later.clear()
        self.links.clear()
        return found

    # --- one record, or one row of it ---------------------------------------------------------------------------------

    def _fill(
        self, shape: Shape, record: models.Model, data: Document, at: str, place: Document | None = None
    ) -> Iterable[Fault]:
        before = None if record._state.adding else _state(record)
        for name, value in (place or {}).items():  # of a row: what it lies in, and where
            setattr(record, name, value)
        missing = [*self._set_columns(shape, record, data, at)]
        is_changed = before is None or _state(record) != before
        faults = [
            *missing,
            *(self._faults(shape, record, at, {fault.field for fault in missing}) if is_changed else ()),
        ]
        if faults:
            yield from faults
            return
        if is_changed:
            record.save()
        is_new = before is None
        for link in shape.links:
            yield from self._set_link(shape, record, link, data.get(link.name, []), is_new, at)
        for name, child in shape.children.items():
            yield from self._set_rows(child, record, name, data.get(name, []), is_new, at)

    def _set_columns(self, shape: Shape, record: models.Model, data: Document, at: str) -> Iterable[Fault]:
        """Puts the values on the record; names the references to records that are not there."""
        for column in shape.columns:
            value = data.get(column.name)
            if column.name in shape.translated:
                for language in languages.codes():
                    setattr(record, languages.localized(column.name, language), (value or {}).get(language))
            elif column.is_relation:
                if value and self._waits(shape, column, value):
                    self.later.append((shape, record, column.name, value))
                    value = None
                other = self._find(column.related_model, value) if value else None
                if value and other is None:
                    yield _missing(shape, at, column.name, value)
                elif other is None or getattr(record, column.attname) != other.pk:
                    setattr(record, column.name, other)
            elif value is None:
                setattr(record, column.name, column.get_default() if column.has_default() or not column.null else None)
            else:
                setattr(record, column.name, check.python(column, value))

    def _waits(self, shape: Shape, column: models.Field, code: str) -> bool:
        return self.is_batch and column.related_model is shape.model and code not in self.known[shape.model]

    def _faults(self, shape: Shape, record: models.Model, at: str, exclude: set[str]) -> Iterable[Fault]:
        """What the model's own rules say against the record."""
        try:
            # The bare column of a translated field is whatever the active language has: the columns themselves are checked.
            record.full_clean(exclude | shape.translated, self.asks, self.asks)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                yield Fault(shape, at, "" if name == NON_FIELD_ERRORS else name, " ".join(messages))

    def _set_link(
        self, shape: Shape, record: models.Model, link: models.ManyToManyField, codes: list[str], is_new: bool, at: str
    ) -> Iterable[Fault]:
        found = [(code, self._find(link.related_model, code)) for code in codes]
        yield from (_missing(shape, at, link.name, code) for code, other in found if other is None)
        others = [other for _code, other in found if other is not None]
        relation = getattr(record, link.name)
        if not is_new:
            if {other.pk for other in relation.all()} != {other.pk for other in others}:
                relation.set(others)
        elif self.is_batch:  # who follows changes hears of the record itself
            through: Any = link.remote_field.through
            own, other_end = link.m2m_field_name(), link.m2m_reverse_field_name()
            self.links[through] += [through(**{own: record, other_end: other}) for other in others]
        elif others:
            relation.set(others)

    def _set_rows(
        self, shape: Shape, record: models.Model, name: str, wanted: list[Document], is_new: bool, at: str
    ) -> Iterable[Fault]:
        present = {} if is_new else {row.pk: row for row in getattr(record, name).all()}
        kept = {row[KEY] for row in wanted if row.get(KEY) in present}
        for key in present.keys() - kept:
            present[key].delete()
        if any(isinstance(constraint, models.UniqueConstraint) for constraint in shape.model._meta.constraints):
            self._make_way(shape, present, wanted)
        for place, data in enumerate(wanted, 1):
            row = present.get(data.get(KEY)) or shape.model(pk=self._free(shape, data.get(KEY)))
            yield from self._fill(shape, row, data, f"{at}{name}.{place}.", {shape.parent: record, ORDER: place})

    def _make_way(self, shape: Shape, present: dict[Any, models.Model], wanted: list[Document]) -> None:
        """Rows of which no two may be alike go before they come again, changed: one may become what another was."""
        for data in wanted:
            row = present.get(data.get(KEY))
            if row is not None and mapping(shape, row, keys=True) != data:
                present.pop(row.pk)
                row.delete()

    def _free(self, shape: Shape, key: Any) -> Any:
        """The key that a row had, if nobody has it since."""
        return None if key is None or shape.model._base_manager.filter(pk=key).exists() else key

    def _find(self, model: Any, code: str) -> models.Model | None:
        known = self.known[model]
        if code not in known:
            found = model._base_manager.filter(code=code).first()
            if found is None:
                return None
            known[code] = found
        return known[code]


def _state(record: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def _missing(shape: Shape, at: str, name: str, code: str) -> Fault:
    model = shape.model._meta.get_field(name).related_model
    words = _("There is no %(kind)s with the code “%(code)s”.") % {"kind": model._meta.verbose_name, "code": code}  # type: ignore[union-attr]
    return Fault(shape, at, name, words, (model, code))
