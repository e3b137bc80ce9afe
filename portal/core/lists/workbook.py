"""A table as an XLSX workbook, for people: headings in their language, and nothing that a spreadsheet would read otherwise.

Every text is a cell of text, also 2025-10, 007 or =A1: no date, number or formula is made of it. Numbers are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from portal.core.licence import PUBLISHER
from portal.core.licence import URL as LICENCE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters of a cell
TITLE = 31  # characters of the name of a sheet
NOT_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
PIECE = 64 * 1024  # bytes
WIDTHS = {"number": 12, "date": 14, "code": 22, "truth": 10}
WIDTH = 36


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words, and the type of its values (see `record_list.Cell`)."""

    words: str
    type: str


def workbook(title: str, page: str, headings: Sequence[Heading], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yields a workbook of one sheet, in pieces; `rows` hold plain values (`formats.plain`), `page` is their address."""
    from openpyxl import Workbook  # large, and seldom asked for: each process reads it with its first file
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    about = book.properties
    about.title, about.creator, about.description = _written(title), PUBLISHER, _written(f"{page}\n{LICENCE}")
    sheet = book.create_sheet(_written(title).translate(NOT_IN_TITLE).strip()[:TITLE] or "1")
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading.type, WIDTH)
    sheet.append([_cell(sheet, heading.words, font=Font(bold=True)) for heading in headings])
    last = 1
    for last, row in enumerate(rows, 2):  # noqa: B007 - used below
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")


def _cell(sheet: Any, value: Any, font: Any = None) -> Any:
    """A plain value as a cell; a list is one text, its values parted by "; "."""
    from openpyxl.cell import WriteOnlyCell

    if value is None:
        return None
    if isinstance(value, (bool, int, float)):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _written("; ".join(map(str, value)) if isinstance(value, list) else str(value)))
    cell.data_type, cell.number_format = (
        "s",
        "@",
    )  # openpyxl would take "=…" for a formula, a program 2025-10 for a date
    if font:
        cell.font = font
    return cell


def _written(text: str) -> str:
    """The text as far as a workbook can hold it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    found = ILLEGAL_CHARACTERS_RE.sub("", text)
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"
