"""From bytes to rows of text and back. What is no table is refused in words that say what to do."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _

BIGGEST = 2_000_000  # bytes of a file
UNPACKED = 50_000_000  # bytes of a workbook once unpacked
MOST = 2_000  # rows
MOST_FAULTS = 5  # cells that one message names
CELL = 32_767  # characters that a cell of a workbook holds; more would be cut off without a word

# What a spreadsheet would take for a formula. A plain number, negative ones included, stays a number.
_FORMULA = re.compile(r"'*[=+\-@\t\r\x00]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# In the parts of a workbook, which is a packed folder of XML.
_RELATIONS, _WORKBOOK = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNSHOWN = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]'
)  # in the format of a cell: words, escaped letters, colours and languages
_XML = re.compile(r"_x000D_", re.IGNORECASE)


class TableError(Exception):
    """Why a file cannot be read or written, in the editor's language."""


@dataclass(frozen=True)
class Table:
    """Rows under headers, every cell a text; `first` is the line of the first row in the file."""

    headers: list[str]
    rows: list[list[str]]
    first: int = 2


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs: a "'" stands before what looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text without the "'" that `guarded` put there; any other stays."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def even(text: str) -> str:
    """Line ends and outer space as one writes them: programs differ, and that is no change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def write_csv(table: Table) -> bytes:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.headers)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(table: Table) -> bytes:
    """A workbook with one sheet of text cells. Raises TableError for what a cell cannot hold."""
    from openpyxl import Workbook  # large, and seldom asked for: each process reads it with its first table
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.freeze_panes = "B2"
    try:
        for row in (table.headers, *table.rows):
            sheet.append([_cell(sheet, text) for text in row])
    except IllegalCharacterError:
        raise TableError(_("A text holds a character that a workbook cannot hold. Export as CSV.")) from None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if len(text) > CELL:
        raise TableError(_("A text is too long for a cell of a workbook. Export as CSV."))
    cell = WriteOnlyCell(sheet, value=guarded(text))
    cell.number_format = "@"  # text: a spreadsheet leaves 2025-10 and 007 as they are
    return cell


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read(data: bytes) -> Table:
    """The table in a file, by what it holds, whatever its name. Raises TableError."""
    if len(data) > BIGGEST:
        raise TableError(_("This file is too big: 2 MB at most. Import it in parts."))
    if not data.strip():
        raise TableError(_("This file is empty."))
    rows = _workbook(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    cells = [[even(unguarded(cell)) for cell in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    if not cells:
        raise TableError(_("This file is empty."))
    headers = cells[0]
    while headers and not headers[-1]:
        headers.pop()
    if len(cells) - 1 > MOST:
        raise TableError(_("These are more than 2,000 rows. Import them in parts."))
    return Table(headers, [_fitted(row, len(headers), line) for line, row in enumerate(cells[1:], 2)])


def _fitted(row: list[str], width: int, line: int) -> list[str]:
    if any(row[width:]):
        raise TableError(_("Row %(row)d has more cells than there are columns.") % {"row": line})
    return (row + [""] * width)[:width]


def _csv(data: bytes) -> list[list[str]]:
    if b"\x00" in data or data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")):
        raise TableError(_("This is not a table. Choose a CSV or XLSX file."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(
            _(
                "This file is not in UTF-8. Save it as “CSV UTF-8” or as XLSX: in another encoding, accents would be lost."
            )
        ) from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # French spreadsheets write semicolons
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise TableError(
            _("The quotation marks of this CSV file do not match. Save it again from a spreadsheet.")
        ) from None


def _workbook(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    not_read = _("This workbook cannot be read. Save it again as XLSX, without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise TableError(_("This file is too big: 2 MB at most. Import it in parts."))
            merged = _merged_cells(packed)
        values, formulas = (load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (True, False))
        sheet = _sheet(values)
        found = [[_text(cell.value, cell) for cell in row] for row in _rows(sheet)]
        faults = [*_unreadable(_rows(sheet), _rows(formulas[sheet.title])), *merged.get(sheet.title, ())]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
    ):
        raise TableError(not_read) from None
    if faults:
        raise TableError(" ".join(faults[:MOST_FAULTS]))
    return found


def _sheet(book: Any) -> Any:
    """The sheet that holds the table: the only one that is shown and holds anything. Raises TableError."""
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    filled = [sheet for sheet in shown if any(cell.value is not None for row in _rows(sheet) for cell in row)]
    if len(filled) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in filled)
        raise TableError(
            _("This workbook has several sheets: %(names)s. Keep one, or save it alone.") % {"names": names}
        )
    return (filled or shown or book.worksheets)[0]


def _rows(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    return (row for row, _n in zip(sheet.iter_rows(), range(MOST + 2), strict=False))


def _unreadable(values: Iterator[Any], formulas: Iterator[Any]) -> Iterator[str]:
    """What cannot be taken for a text or for none: a formula whose result is not in the file, an error."""
    for row, typed in zip(values, formulas, strict=True):
        for cell, written in zip(row, typed, strict=True):
            if written.data_type == "f" and cell.value is None:
                yield _("Cell %(cell)s holds a formula without its result: write the value.") % {
                    "cell": written.coordinate
                }
            elif cell.data_type == "e":
                yield _("Cell %(cell)s holds the error %(error)s: write the value.") % {
                    "cell": cell.coordinate,
                    "error": cell.value,
                }


def _merged_cells(packed: zipfile.ZipFile) -> dict[str, list[str]]:
    """By the name of a sheet, what is merged in it: but for the first cell, a program reads nothing there."""
    # openpyxl reads the same two parts with the same parser, which bounds what entities grow to.
    links, sheets = (ElementTree.fromstring(packed.read(part)) for part in (_RELATIONS, _WORKBOOK))  # noqa: S314
    rels = {each.get("Id"): each.get("Target", "") for each in links}
    found = {}
    for sheet in sheets.iter(f"{_MAIN}sheet"):
        part = rels.get(sheet.get(f"{_LINK}id"), "")
        text = packed.read(part.lstrip("/") if part.startswith("/") else f"xl/{part}")
        found[sheet.get("name", "")] = [
            _("Cells %(cells)s are merged: separate them.") % {"cells": ref.decode()} for ref in _MERGED.findall(text)
        ]
    return found


def _text(value: Any, cell: Any) -> str:
    """A cell of a workbook as one would type it: whole numbers without ".0", dates in ISO, as far as the cell shows them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return _date(value, cell.number_format)
    return _XML.sub("", str(value))


def _date(value: date, shown_as: str) -> str:
    """A date or moment as its cell shows it: under "mmm-yy" a month, under "yyyy" a year."""
    bare = _UNSHOWN.sub("", shown_as.lower())
    if isinstance(value, datetime) and ("h" in bare or value.time() != time()):
        return value.isoformat(" ")
    iso = f"{value:%Y-%m-%d}"
    if "d" in bare or "y" not in bare:
        return iso
    return iso[:7] if "m" in bare else iso[:4]
