"""One import: row by row what it would change, what is wrong, and then, all or nothing, the change itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core.content import check, standing
from portal.core.content.differences import Document
from portal.core.content.dump import complete, mapping
from portal.core.content.specs import Shape
from portal.core.content.write import Writer
from portal.core.enums import ANSWERING
from portal.core.revision import RevisionKind
from portal.core.text import languages
from portal.editing.people import acts, guard
from portal.editing.people.restrict import DATES
from portal.editing.people.roles import may_publish
from portal.editing.revisions import saving, scheduled
from portal.editing.tables.columns import Codes, Column, names
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
    """What an import does, or would do. `untouched`: columns that the file leaves out, so that they stay as they are.

    `faults` are what is wrong with the file as a whole; with one of them, or a wrong row, nothing is imported.
    """

    rows: list[Row]
    untouched: list[str]
    faults: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]

    @property
    def is_refused(self) -> bool:
        return bool(self.faults or self.wrong)

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


def look(shape: Shape, columns: list[Column], table: Table, user: Any) -> Outcome:
    """What the table would do to the records of the shape's model, in the name of `user`. Raises TableError."""
    with guard.lifted():  # all of it is taken back
        return _run(shape, columns, _named(table, columns), user, is_dry=True)


def apply(shape: Shape, columns: list[Column], table: Table, user: Any, digest: str) -> Outcome:
    """Does what a look with this digest has shown: in one transaction, a revision of each record.

    What is public is prepared by those who do not publish: a change that waits for each record. Nothing is done when the
    look would be another by now (its digest tells), or when a row is wrong. Raises TableError.
    """
    table = _named(table, columns)
    seen = look(shape, columns, table, user)
    if seen.digest != digest or seen.is_refused:
        return seen
    waiting = {row.code for row in seen.prepared}
    at_once = {row.code for row in seen.changed} - waiting
    changed = shape.model._default_manager.filter(code__in=at_once)
    try:
        with saving.edited(*changed.order_by("code"), by=user, kind=RevisionKind.IMPORTED):
            _write(shape, columns, _only(table, at_once), user)
            for code in sorted(waiting):
                record, row = shape.model._default_manager.get(code=code), _only(table, {code})
                found = scheduled.written(record, lambda row=row: _write(shape, columns, row, user))  # type: ignore[misc]
                scheduled.keep(record, found, user, comment=_("From a table"))
    except _Refused as refused:  # neither records nor history keep anything of it
        return refused.outcome
    return seen


def _named(table: Table, columns: list[Column]) -> Table:
    """The table with the names of its columns as headers."""
    known = names(columns)
    return replace(table, headers=[known.get(header.casefold(), header) for header in table.headers])


def _only(table: Table, codes: set[str]) -> Table:
    """The rows of the table with these codes."""
    place = table.headers.index("code")
    return replace(table, rows=[row for row in table.rows if row[place] in codes])


def _write(shape: Shape, columns: list[Column], table: Table, user: Any) -> None:
    done = _run(shape, columns, table, user, is_dry=False) if table.rows else None
    if done and done.is_refused:
        raise _Refused(done)


def _run(shape: Shape, columns: list[Column], table: Table, user: Any, *, is_dry: bool) -> Outcome:
    present, faults = _columns_of(table, columns)
    codes = [row[table.headers.index("code")] for row in table.rows]
    run = _Run(shape, present, user, codes)
    wrong = _wrong_codes(codes, table.first)
    with transaction.atomic():
        rows = [
            run.row(number, dict(zip(table.headers, row, strict=True)), wrong.get(number))
            for number, row in enumerate(table.rows, table.first)
        ]
        outcome = Outcome(rows, [column.name for column in columns if column not in present], faults)
        if is_dry or outcome.is_refused:
            transaction.set_rollback(True)
    return outcome


class _Run:
    """The rows of one file on their way into the records of one model."""

    def __init__(self, shape: Shape, columns: list[Column], user: Any, codes: list[str]) -> None:
        self.shape, self.columns, self.user = shape, columns, user
        found = complete(shape, shape.model._default_manager.filter(code__in=codes))
        self.existing: dict[str, Any] = {record.code: record for record in found}  # type: ignore[attr-defined]
        self.codes, self.writer = Codes(), Writer()

    def row(self, number: int, cells: dict[str, str], wrong_code: str | None) -> Row:
        """What becomes of one row; its record is written unless something is wrong with it."""
        if wrong_code:
            return Row(number, cells["code"], errors=[("code", wrong_code)])
        known = self.existing.get(cells["code"])
        record: Any = known or self.shape.model()
        row = Row(number, cells["code"], is_new=known is None)
        row.is_prepared = bool(known) and standing.is_public(known) and not acts.may_write(self.user, known)
        before = mapping(self.shape, known, keys=True) if known else {}
        document = self._document(row, before, cells)
        if row.changes or row.errors:
            self._write(row, record, document)
        return row

    def _document(self, row: Row, before: Document, cells: dict[str, str]) -> Document:
        """The document with the cells that say something else; each is a change of the row, or an error."""
        document = deepcopy(before)
        for column in self.columns:
            was, cell = column.text(before), cells[column.name]
            if cell == was:
                continue
            try:
                column.put(document, column.parse(cell, self.codes))
            except ValidationError as error:
                row.errors += [(column.name, message) for message in error.messages]
                continue
            if (becomes := column.text(document)) != was:
                row.changes.append(Change(column.name, was, becomes))
        if row.changes:
            self._make_addresses(row, document)
        return document

    def _make_addresses(self, row: Row, document: Document) -> None:
        """Gives a record that has a name in a language and no address there one, as its form does while one types."""
        if "slug" not in self.shape.translated or "name" not in self.shape.translated:
            return
        longest: Any = self.shape.model._meta.get_field("slug").max_length  # type: ignore[union-attr]
        for code, name in document.get("name", {}).items():
            if not document.get("slug", {}).get(code) and (made := slugify(name)[:longest].strip("-")):
                document["slug"] = {**document.get("slug", {}), code: made}
                row.changes.append(Change(languages.localized("slug", code), "", made))

    def _write(self, row: Row, record: Any, document: Document) -> None:
        wrong = {name for name, _message in row.errors}
        try:
            with transaction.atomic():
                faults = [
                    (fault.field if not fault.row else "", fault.message)
                    for fault in self.writer.write(self.shape, record, document)
                ]
                faults += [*self._missing_texts(document), *self._not_allowed(row, record)]
                row.errors += [each for each in dict.fromkeys(faults) if not each[0] or each[0] not in wrong]
                if row.errors:
                    transaction.set_rollback(True)
        except DatabaseError as error:
            row.errors.append(("", _("This row cannot be saved: %(reason)s") % {"reason": error}))

    def _missing_texts(self, document: Document) -> Iterable[tuple[str, str]]:
        if "status" in self.shape.names and document.get("status") not in ANSWERING:
            return
        for name, code in check.missing_texts(self.shape, document, settings.REQUIRED_LANGUAGES):
            yield languages.localized(name, code), _("A published record needs this in every language.")

    def _not_allowed(self, row: Row, record: Any) -> Iterable[tuple[str, str]]:
        changed = {change.column for change in row.changes}
        becomes_public = not row.is_prepared and standing.is_public(record) and not may_publish(self.user)
        if becomes_public or (row.is_prepared and "status" in changed):
            yield "status", _("Only somebody who may publish decides what is public.")
        for name in sorted(changed & set(DATES)) if not may_publish(self.user) else ():
            yield name, _("Only somebody who may publish decides what is public.")
        if row.is_prepared and changed and scheduled.of(record).filter(author=self.user).exists():
            yield "", _("You have prepared a change to this record: it is published or dropped first.")


def _columns_of(table: Table, columns: list[Column]) -> tuple[list[Column], list[str]]:
    """The columns that the file has, and what is wrong with its headers. Raises TableError where rows have no codes."""
    known = {column.name: column for column in columns}
    faults = []
    if unknown := [name or "?" for name in table.headers if name not in known]:
        words = _("Unknown columns: %(unknown)s. The columns are: %(known)s.")
        faults.append(words % {"unknown": ", ".join(unknown), "known": ", ".join(known)})
    if twice := sorted({name for name in table.headers if table.headers.count(name) > 1}):
        faults.append(_("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)})
    if "code" not in table.headers:
        faults.insert(0, _("The column “code” is missing: it says which record a row is about."))
        raise TableError(" ".join(faults))
    if not table.rows:
        raise TableError(" ".join([_("This file has column names, but no rows."), *faults]))
    return [column for column in columns if column.name in table.headers], faults


def _wrong_codes(codes: list[str], first: int) -> dict[int, str]:
    """By the numbers of rows, what is wrong with the code of each: one record, one row."""
    wrong, seen = {}, dict[str, int]()
    for number, code in enumerate(codes, first):
        if not code:
            wrong[number] = _("This row has no code.")
        elif code in seen:
            words = _("The code “%(code)s” stands in rows %(one)d and %(other)d: one record, one row.")
            wrong[number] = words % {"code": code, "one": seen[code], "other": number}
        seen.setdefault(code, number)
    return wrong
