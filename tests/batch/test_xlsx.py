"""A workbook is read as its cells are meant: dates are values, and a formula counts by its value."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from acucontent.batch import BadRow, BadTable, Sheet
from tests.batch.test_rows import check, read, read_reason, read_words


def make_workbook(*rows: Sequence[Any], sheets: int = 1) -> bytes:
    """Return a workbook with these rows in its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for _ in range(sheets - 1):
        book.create_sheet()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def edit_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with other bytes in the markup of its sheet."""
    edited = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(edited, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if "sheet1" in name else data)
    return edited.getvalue()


def test_dates_and_times_are_values() -> None:
    """Dates and times have no ambiguous form in a workbook; a time may lack a fraction of a second."""
    day, visit = datetime.date(2026, 4, 3), datetime.datetime(2026, 4, 10, 9, 15)  # noqa: DTZ001 - a workbook knows no zone
    content = make_workbook(
        ["Patient", "Date", "Time", "Next visit", "Notes"], ["José", day, datetime.time(14, 29, 59, 999_900), visit, 7]
    )

    assert read_words(content) == {
        "patient": "José",
        "date": "April 3, 2026, 2:30 PM",
        "next_visit": "April 10, 2026, 9:15 AM",
        "notes": "7",
    }


def test_rows_have_the_numbers_of_the_workbook() -> None:
    """Blank rows are skipped, and a row is reported with its number in the workbook."""
    rows = read(make_workbook([], ["patient", "date"], ["A"], [], [None, "x"], ["B"]))

    assert [(each.row, each.line) for each in rows] == [(1, 3), (2, 5), (3, 6)]
    assert isinstance(rows[1], BadRow)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("=A9&B9", "has a formula without a value. To fix it, open and save the workbook"),
        ("#REF!", "has an error of a spreadsheet formula. To fix it, correct the formula"),
        (True, "is a logical value, not text"),
        (datetime.date(2026, 3, 1), "is a date or a time, not text"),
    ],
    ids=["formula", "error", "logical", "date"],
)
def test_a_cell_that_is_no_name_is_refused(cell: object, reason: str) -> None:
    """A formula without a value, an error and a date are not printed as a name."""
    assert read_reason(make_workbook(["patient"], [cell])) == f"patient: {reason}"


def test_a_formula_counts_by_its_value() -> None:
    """The value that the program saved is read; an empty text is a blank cell."""
    content = make_workbook(["patient", "notes"], ["A", "=B9"])
    empty = edit_sheet(content, b'<c r="B2">', b'<c r="B2" t="str">')
    valued = edit_sheet(empty, b"<f>B9</f><v></v>", b"<f>B9</f><v>Rest</v>")

    assert read_words(valued) == {"patient": "A", "notes": "Rest"}
    assert read_words(empty) == {"patient": "A"}


def test_other_sheets_are_mentioned() -> None:
    """Only the first visible sheet is read, and the run says so."""
    table = check(make_workbook(["patient"], ["A"], sheets=3))

    assert table.notes == ("Read only the first of 3 sheets of the workbook",)
    assert [type(each) for each in table.read_rows()] == [Sheet]


def make_archive(**members: str) -> bytes:
    """Return a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return file.getvalue()


DAMAGED = {
    "cut": make_workbook(["patient"], ["A"])[:900],
    "other-archive": make_archive(content="<office:document/>"),
    "entities": make_archive(xl__workbook="<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>"),
    "markup": edit_sheet(make_workbook(["patient"], ["A"]), b"<sheetData>", b"<sheetData"),
    "endless": edit_sheet(make_workbook(["patient"], ["A"]), b'r="2"', b'r="999999999999"'),
    "old-workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_workbook_is_refused(content: bytes) -> None:
    """It is one line with a fix, whatever openpyxl raises."""
    with pytest.raises(BadTable, match="To fix it, save it"):
        list(check(content).read_rows())


HEAVY = {
    "cells": (b"</row>", b"<c/>" * 200_000 + b"</row>"),
    "text": (b"</row>", b'<c t="inlineStr"><is><t>' + b"x" * 3_000_000 + b"</t></is></c></row>"),
    "unknown tags": (b"<sheetData>", b"<x/>" * 200_000 + b"<sheetData>"),
}


@pytest.mark.parametrize(("old", "new"), HEAVY.values(), ids=HEAVY)
def test_a_small_file_that_needs_much_memory_is_refused(old: bytes, new: bytes) -> None:
    """A workbook of some kilobytes cannot have a row or a part that takes gigabytes to read."""
    with pytest.raises(BadTable, match="is too large"):
        check(edit_sheet(make_workbook(["patient"], ["A"]), old, new))


def test_the_longest_row_is_read() -> None:
    """A row may have as many cells as a spreadsheet has columns."""
    assert len(read(make_workbook(["patient"], ["A", *[7] * 16_000]))) == 1
