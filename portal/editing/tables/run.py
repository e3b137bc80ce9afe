"""One import: row by row what it would change, what is wrong, and then, all or nothing, the change itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.resources import ModelResource, modelresource_factory
from import_export.results import RowResult
from tablib import Dataset

from portal.core.content import standing
from portal.core.content.specs import Shape
from portal.core.enums import ANSWERING
from portal.core.revision import RevisionKind
from portal.core.text import languages
from portal.editing.models import Preparation
from portal.editing.people import acts, guard
from portal.editing.people.restrict import DATES
from portal.editing.people.roles import may_publish
from portal.editing.revisions import desk, preparing
from portal.editing.tables.columns import Codes, Column
from portal.editing.tables.files import Table, TableError


@dataclass(frozen=True)
class Change:
    """One field of one row: what stands in the record, what the file says."""

    column: str
    before: str
    after: str


@dataclass
class Row:
    """What becomes of one row of the file: a change at once, or one that is prepared. `errors` are (column, message), the column "" for the row as a whole."""

    number: int
    code: str
    is_new: bool = False
    is_prepared: bool = False  # the record is public, and the user does not publish
    changes: list[Change] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Outcome:
    """What an import does, or would do. `untouched`: columns that the file leaves out, so that they stay as they are."""

    rows: list[Row]
    untouched: list[str]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.changes and not row.errors]

    @property
    def prepared(self) -> list[Row]:
        """Those of `changed` that a publisher is to make public."""
        return [row for row in self.changed if row.is_prepared]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.changed) - len(self.wrong)

    @property
    def digest(self) -> str:
        """Tells whether a second look sees the same changes as the first."""
        seen = [(row.code, row.is_new, row.is_prepared, [vars(change) for change in row.changes]) for row in self.rows]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


class _Refused(Exception):  # noqa: N818 - the way out of a transaction
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


class _NoDiff:
    """In place of the library's: the changes are told from the cells, without reading every record again."""

    def __init__(self, *args: Any) -> None:
        """Nothing to keep."""

    def compare_with(self, *args: Any) -> None:
        """Nothing to compare."""


class TableResource(ModelResource):
    """The rows of one file on their way into the records of one model; made anew for each import."""

    columns: list[Column]
    shape: Shape
    user: Any

    def begin(self, present: list[Column], existing: dict[str, Any]) -> None:
        self.present, self.existing, self.codes = present, existing, Codes()

    def get_diff_class(self) -> Any:
        return _NoDiff

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        return self.existing.get(row["code"])

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self.before = {column.name: column.text(instance) for column in self.present}
        self.is_prepared = not new and standing.is_public(instance) and not acts.may_write(self.user, instance)
        self.changes: list[Change] = []
        self.values: dict[Column, Any] = {}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        errors: dict[str, list[str]] = {}
        for column in self.present:
            if row[column.name] == self.before[column.name]:
                continue
            try:
                self._take(column, instance, column.parse(row[column.name], self.codes))
            except ValidationError as error:
                errors[column.name] = error.messages
        if errors:
            raise ValidationError(errors)

    def _take(self, column: Column, instance: Any, value: Any) -> None:
        if column.is_late:
            after = column.shown(value) if hasattr(column, "shown") else ", ".join(sorted(one.code for one in value))
            self.values[column] = value
        else:
            column.put(instance, value)
            after = column.text(instance)
        if after != self.before[column.name]:
            self.changes.append(Change(column.name, self.before[column.name], after))

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not (self.changes or import_validation_errors) and instance.pk is not None

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        # The bare column of a translated field is whatever the active language has: the columns themselves are checked.
        try:
            instance.full_clean(exclude={*errors, *self.shape.translated}, validate_unique=validate_unique)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for name, message in (*self._missing_texts(instance), *self._not_allowed(instance)):
            errors.setdefault(name, [message])
        if errors:
            raise ValidationError(errors)

    def _missing_texts(self, instance: Any) -> Iterable[tuple[str, str]]:
        if getattr(instance, "status", ANSWERING[0]) not in ANSWERING:
            return
        for column in self.shape.columns:
            if column.name in self.shape.translated - self.shape.partial and not column.blank:
                for code in settings.REQUIRED_LANGUAGES:
                    if not languages.in_language(instance, column.name, code):
                        yield (
                            languages.localized(column.name, code),
                            _("A published record needs this in every language."),
                        )

    def _not_allowed(self, instance: Any) -> Iterable[tuple[str, str]]:
        changed = {change.column for change in self.changes}
        becomes_public = not self.is_prepared and standing.is_public(instance) and not may_publish(self.user)
        if becomes_public or (self.is_prepared and "status" in changed):
            yield "status", _("Only somebody who may publish decides what is public.")
        for name in sorted(changed & set(DATES)) if not may_publish(self.user) else ():
            yield name, _("Only somebody who may publish decides what is public.")
        if self.is_prepared and changed and Preparation.objects.of(instance):
            yield "", _("A change is prepared for this record: it is published or dropped first.")

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for column, value in self.values.items():
            column.put(instance, value)

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        row_result.changes, row_result.is_prepared = self.changes, self.is_prepared


def look(shape: Shape, columns: list[Column], table: Table, user: Any) -> Outcome:
    """What the table would do to the records of the shape's model, in the name of `user`. Raises TableError."""
    with guard.lifted():  # all of it is taken back
        return _run(shape, columns, table, user, is_dry=True)


def apply(shape: Shape, columns: list[Column], table: Table, user: Any, digest: str) -> Outcome:
    """Does what a look with this digest has shown: in one transaction and one revision, as by the records' own forms.

    What is public is prepared by those who do not publish: a change that waits for each record. Nothing is done when the
    look would be another by now (its digest tells), or when a row is wrong. Raises TableError.
    """
    seen = look(shape, columns, table, user)
    if seen.digest != digest or seen.wrong:
        return seen
    waiting = {row.code for row in seen.prepared}
    at_once = {row.code for row in seen.changed} - waiting
    changed = shape.model._default_manager.filter(code__in=at_once)
    try:
        with desk.edited_together(changed.order_by("code"), user, "import", kind=RevisionKind.IMPORTED):
            _write(shape, columns, _only(table, at_once), user)
            for code in sorted(waiting):
                record, row = shape.model._default_manager.get(code=code), _only(table, {code})
                found = preparing.written(record, lambda row=row: _write(shape, columns, row, user))  # type: ignore[misc]
                preparing.keep(record, {**found, "author": user, "note": _("From a table")})
    except _Refused as refused:  # neither records nor history keep anything of it
        return refused.outcome
    return seen


def _only(table: Table, codes: set[str]) -> Table:
    """The rows of the table with these codes."""
    place = table.headers.index("code")
    return replace(table, rows=[row for row in table.rows if row[place] in codes])


def _write(shape: Shape, columns: list[Column], table: Table, user: Any) -> None:
    done = _run(shape, columns, table, user, is_dry=False) if table.rows else None
    if done and done.wrong:
        raise _Refused(done)


def _run(shape: Shape, columns: list[Column], table: Table, user: Any, *, is_dry: bool) -> Outcome:
    present = _columns_of(table, columns)
    options = {"fields": ("code",), "import_id_fields": ("code",), "use_transactions": True, "skip_html_diff": True}
    kind = modelresource_factory(shape.model, TableResource, {**options, "report_skipped": True})
    resource = kind()
    resource.shape, resource.user = shape, user
    codes = [row[table.headers.index("code")] for row in table.rows]
    resource.begin(present, {record.code: record for record in records(shape, columns).filter(code__in=codes)})
    data = Dataset(*table.rows, headers=table.headers)
    known = set(resource.existing)
    result = resource.import_data(data, dry_run=is_dry, rollback_on_validation_errors=not is_dry)
    rows = [
        _row(number, code, code not in known, found)
        for number, (code, found) in enumerate(zip(codes, result.rows, strict=True), table.first)
    ]
    return Outcome(rows, [column.name for column in columns if column not in present])


def records(shape: Shape, columns: list[Column]) -> Any:
    """All records of the model with what their cells need, by code. The queries do not grow with the rows."""
    links = [column.name for column in shape.columns if column.is_relation]
    several = [name for column in columns for name in getattr(column, "reads", (column.name,)) if column.is_late]
    return shape.model._default_manager.select_related(*links).prefetch_related(*several).order_by("code")


def _columns_of(table: Table, columns: list[Column]) -> list[Column]:
    """The columns that the file has. Raises TableError for one that is unknown, missing or there twice, and for codes that are."""
    known = {column.name: column for column in columns}
    unknown = [name or "?" for name in table.headers if name not in known]
    if "code" not in table.headers:
        raise TableError(_("The column “code” is missing: it says which record a row is about."))
    if unknown:
        words = _("Unknown columns: %(unknown)s. The columns are: %(known)s.")
        raise TableError(words % {"unknown": ", ".join(unknown), "known": ", ".join(known)})
    twice = sorted({name for name in table.headers if table.headers.count(name) > 1})
    if twice:
        raise TableError(_("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)})
    if not table.rows:
        raise TableError(_("This file has column names, but no rows."))
    _codes_once([row[table.headers.index("code")] for row in table.rows], table.first)
    return [column for column in columns if column.name in table.headers]


def _codes_once(codes: list[str], first: int) -> None:
    seen: dict[str, int] = {}
    for number, code in enumerate(codes, first):
        if not code:
            raise TableError(_("Row %(row)d has no code.") % {"row": number})
        if code in seen:
            words = _("The code “%(code)s” stands in rows %(one)d and %(other)d: one record, one row.")
            raise TableError(words % {"code": code, "one": seen[code], "other": number})
        seen[code] = number


def _row(number: int, code: str, is_new: bool, found: RowResult) -> Row:
    row = Row(number, code, is_new, getattr(found, "is_prepared", False), list(getattr(found, "changes", [])))
    if found.validation_error is not None:
        for name, messages in found.validation_error.message_dict.items():
            row.errors += [("" if name == NON_FIELD_ERRORS else name, message) for message in messages]
    for error in found.errors:
        row.errors.append(("", _("This row cannot be saved: %(reason)s") % {"reason": error.error}))
    return row
