"""Whatever file is chosen for an import: it is read, or refused in words that say what to do."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from portal.core.models import Source, Theme
from portal.editing.tables import files
from tests.editing.importing import THEME, as_csv, as_xlsx, confirm, look, said
from tests.factories import make_call, make_instrument

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PARIS = ZoneInfo("Europe/Paris")

ODD = {
    "nothing": (b"", "This file is empty."),
    "spaces": (b" \n\n ", "This file is empty."),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not a table. Choose a CSV or XLSX file."),
    "a photograph": (b"\xff\xd8\xff\xe0abc", "This is not a table. Choose a CSV or XLSX file."),
    "Latin-1": ("code;name_fr\na;été\n".encode("latin-1"), "This file is not in UTF-8."),
    "UTF-16": ("code,name_fr\na,b\n".encode("utf-16"), "This is not a table."),
    "10 MB": (b"code,name_fr\n" + b"a,b\n" * 2_600_000, "This file is too big: 2 MB at most."),
    "many rows": (b"code\n" + b"".join(b"c%d\n" % n for n in range(2_001)), "These are more than 2,000 rows."),
    "no code": (as_csv(("name_fr",), ("A",)), "The column “code” is missing"),
    "unknown columns": (as_csv(("code", "colour"), ("a", "red")), "Unknown columns: colour."),
    "a column twice": (
        as_csv(("code", "name_fr", "name_fr"), ("a", "b", "c")),
        "These columns stand there twice: name_fr.",
    ),
    "headers alone": (as_csv(("code", "name_fr")), "This file has column names, but no rows."),
    "a cell too many": (b"code,name_fr\na,b,c\n", "Row 2 has more cells than there are columns."),
    "open quotes": (b'code,name_fr\na,"b\n', "The quotation marks of this CSV file do not match."),
    "no workbook": (b"PK\x03\x04" + b"\x00" * 100, "This workbook cannot be read."),
}


def test_all_that_is_wrong_is_told_at_once(office):
    data = as_csv(
        ("code", "colour", "name_fr", "name_en"),
        ("a", "red", "A", "A"),
        ("", "red", "B", "B"),
        ("a", "red", "C", "C"),
        ("d", "red", "", "D"),
    )
    rows, faults = said(look(office, data))
    assert [fault[:23] for fault in faults] == ["Unknown columns: colour"]
    assert [row[:3] for row in rows] == [("3", "", "code"), ("4", "a", "code"), ("5", "d", "name_fr")]
    assert Theme.objects.count() == 0


def workbook(change):
    """A table of one theme, changed by `change(book, sheet)` as a spreadsheet would."""
    book, out = Workbook(), io.BytesIO()
    for row in (("code", "name_fr", "name_en"), ("a", "Un", "One")):
        book.active.append(row)
    change(book, book.active)
    book.save(out)
    return out.getvalue()


def put(cell, value, kind=None):
    def change(book, sheet):
        sheet[cell] = value
        if kind:
            sheet[cell].data_type = kind

    return change


def two_sheets(book, sheet):
    book.create_sheet("Old").append(("code", "name_fr"))


WORKBOOKS = {
    "a formula without its result": (
        put("B2", '=CONCATENATE("a","b")'),
        "Cell B2 holds a formula without its result: write the value.",
    ),
    "an error": (put("C2", "#N/A", "e"), "Cell C2 holds the error #N/A: write the value."),
    "merged cells": (lambda book, sheet: sheet.merge_cells("B2:C2"), "Cells B2:C2 are merged: separate them."),
    "several sheets": (two_sheets, "This workbook has several sheets: “Sheet”, “Old”. Keep one, or save it alone."),
}


@pytest.mark.parametrize(("change", "message"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_what_a_workbook_does_not_say_is_refused_at_its_cell(office, change, message):
    assert said(look(office, workbook(change)))[1] == [message]
    assert Theme.objects.count() == 0


def hidden_first(book, sheet):
    other = book.create_sheet("Lists", 0)
    other.append(("code", "name_fr", "name_en"))
    other.append(("b", "Deux", "Two"))
    other.sheet_state = "hidden"
    other.merge_cells("A2:B2")


def empty_second(book, sheet):
    book.create_sheet("Sheet2")


@pytest.mark.parametrize("change", [hidden_first, empty_second])
def test_the_sheet_that_is_shown_and_holds_something_is_read(office, change):
    confirm(office, look(office, workbook(change)))
    assert [(theme.code, theme.name_fr) for theme in Theme.objects.all()] == [("a", "Un")]


@pytest.mark.parametrize(("data", "message"), ODD.values(), ids=ODD)
def test_whatever_file_comes_the_message_is_clear(office, data, message):
    answer = look(office, data)
    assert answer.status_code == 200
    assert [text[: len(message)] for text in said(answer)[1]] == [message]
    assert Theme.objects.count() == 0


def test_without_a_file_the_form_says_so(office):
    assert said(office.post(THEME + "import/"))[1] == ["Choose a file."]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffcode;name_fr;name_en\r\na;Été;Summer\r\n;;\r\n".encode(),
        "code\tname_fr\tname_en\na\tÉté\tSummer".encode(),
        as_xlsx(("code", "name_fr", "name_en", None), ("a", "Été", "Summer"), (None, None, None)),
    ],
    ids=["semicolons", "tabs", "workbook"],
)
def test_what_spreadsheets_write_is_read(office, data):
    confirm(office, look(office, data))
    assert [(theme.code, theme.name_fr, theme.name_en) for theme in Theme.objects.all()] == [("a", "Été", "Summer")]


def test_a_workbook_s_own_numbers_and_dates_are_read(office):
    head = ("code", "publisher", "title_fr", "title_en", "language", "basis", "dated")
    confirm(
        office,
        look(
            office,
            as_xlsx(
                head,
                ("a", "P", "T", "T", "fr", "stated", datetime(2025, 10, 1)),
                ("b", "P", 7, 7.5, "fr", "about", 2025),
            ),
            "/admin/core/source/",
        ),
        "/admin/core/source/",
    )
    found = [(source.title_fr, source.title_en, str(source.dated)) for source in Source.objects.order_by("code")]
    assert found == [("T", "T", "2025-10-01"), ("7", "7.5", "2025")]


def test_a_surface_of_cells_is_no_bomb(office, monkeypatch):
    monkeypatch.setattr(files, "UNPACKED", 1000)
    assert said(look(office, as_xlsx(("code",), ("a",))))[1] == [
        "This file is too big: 2 MB at most. Import it in parts."
    ]


@pytest.mark.parametrize(
    ("shown_as", "becomes"),
    [
        ("mmm-yy", "2025-10"),
        ("mmmm yyyy", "2025-10"),
        ("yyyy", "2025"),
        ("dd/mm/yyyy", "2025-10-01"),
        ("[$-40C]d mmm yy", "2025-10-01"),
    ],
)
def test_a_date_in_a_workbook_is_as_precise_as_its_cell_shows_it(office, shown_as, becomes):
    book, out = Workbook(), io.BytesIO()
    book.active.append(("code", "publisher", "title_fr", "title_en", "language", "basis", "dated"))
    book.active.append(("a", "P", "T", "T", "fr", "stated", datetime(2025, 10, 1)))
    book.active["G2"].number_format = shown_as
    book.save(out)
    confirm(office, look(office, out.getvalue(), "/admin/core/source/"), "/admin/core/source/")
    assert str(Source.objects.get().dated) == becomes


CALLS = "/admin/instruments/call/"


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2027-02-01T09:00", "2027-03-01"),
        ("01/02/2027 09:00", "01/03/2027"),
        ("1 février 2027 à 9h", "1 March 2027"),
        ("1 Feb 2027 9 am", "1er mars 2027 24:00"),
    ],
)
def test_moments_are_read_as_in_forms_and_a_day_of_closing_counts_in_full(office, opens, closes):
    call = make_call(make_instrument(), opens_at=None, closes_at=None)
    data = as_csv(("code", "opens_at", "closes_at"), (call.code, opens, closes))
    confirm(office, look(office, data, CALLS), CALLS)
    call.refresh_from_db()
    assert (call.opens_at, call.closes_at) == (
        datetime(2027, 2, 1, 9, tzinfo=PARIS),
        datetime(2027, 3, 2, tzinfo=PARIS),
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("opens_at", "2027-03-01"),
        ("opens_at", date(2027, 3, 1)),
        ("closes_at", "2027-03-28T02:30"),
        ("closes_at", "03/04/27"),
    ],
)
def test_what_is_no_moment_is_refused_at_its_cell(office, name, cell):
    call = make_call(make_instrument(), opens_at=None, closes_at=None)
    rows, faults = said(look(office, as_xlsx(("code", name), (call.code, cell)), CALLS))
    assert (faults, [row[:3] for row in rows]) == ([], [("2", call.code, name)])


def test_a_date_cell_of_a_workbook_closes_with_its_day(office):
    call = make_call(make_instrument(), opens_at=None, closes_at=None)
    data = as_xlsx(("code", "closes_at"), (call.code, date(2027, 3, 1)))
    confirm(office, look(office, data, CALLS), CALLS)
    call.refresh_from_db()
    assert call.closes_at == datetime(2027, 3, 2, tzinfo=PARIS)


def test_dates_that_a_french_spreadsheet_wrote_are_read(office):
    data = b"code;publisher;title_fr;title_en;language;basis;dated\r\na;P;T;T;fr;stated;21/11/2026\r\n"
    confirm(office, look(office, data, "/admin/core/source/"), "/admin/core/source/")
    assert str(Source.objects.get().dated) == "2026-11-21"
