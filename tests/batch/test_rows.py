"""Each row of the table of patients becomes a sheet or an error with its line."""

from __future__ import annotations

import io
from itertools import islice

import pytest

from acucontent.batch import BadRow, BadTable, Sheet, read_table

NAMES = ("patient", "date", "next_visit", "practitioner", "notes")


def read(text: str, language: str = "en-US") -> list[Sheet | BadRow]:
    """Return the rows of a table."""
    return list(read_table(io.StringIO(text, newline=""), NAMES, language))


def test_dates_and_times_are_formatted() -> None:
    """Dates and times are formatted for people; empty cells are left out and stay lines to write on."""
    (sheet,) = read(
        "Patient,Date,Time,Next visit,Practitioner,Note\nA. Example,2026-12-01,14:30,2026-12-08 09:15,,Rest well.\n"
    )

    assert sheet == Sheet(
        1,
        2,
        {
            "patient": "A. Example",
            "date": "December 1, 2026, 2:30 PM",
            "next_visit": "December 8, 2026, 9:15 AM",
            "notes": "Rest well.",
        },
    )


@pytest.mark.parametrize(
    ("language", "expected"), [("en-US", "December 1, 2026, 2:30 PM"), ("de-DE", "1. Dezember 2026, 14:30")]
)
def test_dates_are_formatted_in_the_language_of_the_sheet(language: str, expected: str) -> None:
    """The table has one date format for all languages; the sheet has the format of its language."""
    (sheet,) = read("patient,date,time\nA,2026-12-01,14:30\n", language)

    assert isinstance(sheet, Sheet)
    assert sheet.words["date"] == expected


def test_an_early_time_needs_no_leading_zero() -> None:
    """Times such as 8:30 are accepted, as spreadsheets write them."""
    (sheet,) = read("patient,date,time\nA,2026-12-01,8:30\n", "en-US")

    assert isinstance(sheet, Sheet)
    assert sheet.words["date"] == "December 1, 2026, 8:30 AM"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["next visit", "Next_Visit", "NEXT  VISIT"])
def test_tables_of_other_spreadsheets_are_read(delimiter: str, head: str) -> None:
    """Semicolons and tabs are delimiters too, and headings ignore case, spaces and underscores."""
    (sheet,) = read(f"patient{delimiter}{head}\r\nA{delimiter}2026-12-08\r\n")

    assert isinstance(sheet, Sheet)
    assert sheet.words["next_visit"] == "December 8, 2026"


BAD_ROWS = {
    " ,2026-12-01,,,": "patient: is empty",
    "A,12/1/2026,,,": "date: '12/1/2026' is not a valid date. Expected a date such as 2026-12-31",
    "A,20261201,,,": "date: '20261201' is not a valid date. Expected a date such as 2026-12-31",
    "A,2026-02-30,,,": "date: '2026-02-30' is not a valid date. Expected a date such as 2026-12-31",
    "A,2026-12-01,25:00,,": "time: '25:00' is not a valid time. Expected a time such as 14:30",
    "A,2026-12-01,:30,,": "time: ':30' is not a valid time. Expected a time such as 14:30",
    "A,,10:30,,": "time: needs a date in the same row",
    "A,,,soon,": "next_visit: 'soon' is not a valid date. Expected a date such as 2026-12-31",
    "A,,,,es": "language: 'es' is not the language of the guide, which is 'en-US'",
    "A,,": "has 3 cells, but there are 5 columns",
    "A\u202e,,,,": "patient: has a direction control (U+202E) at character 2: delete it",
    "A\x07,,,,": "patient: has a control character (U+0007) at character 2: delete it",
    f"{'A' * 2001},,,,": "patient: has 2,001 characters, but at most 2,000 are allowed",
}


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS.items(), ids=BAD_ROWS.values())
def test_an_invalid_row_is_reported_and_the_others_are_used(row: str, reason: str) -> None:
    """An invalid row is reported with its line and reason; the rows around it become sheets."""
    before, bad, after = read(f"patient,date,time,next visit,language\nB,,,,\n{row}\nC,,,,en-US\n")

    assert bad == BadRow(2, 3, reason)
    assert str(bad) == f"line 3: {reason}"
    assert [each.row for each in (before, after)] == [1, 3]
    assert isinstance(before, Sheet)
    assert isinstance(after, Sheet)


def test_lines_are_counted_if_a_cell_has_several() -> None:
    """A row is reported at the line where it begins."""
    rows = read('patient,notes\nA,"one\ntwo\nthree"\n,\n\n,x\n')

    assert rows[0] == Sheet(1, 2, {"patient": "A", "notes": "one two three"})
    assert rows[1:] == [BadRow(2, 7, "patient: is empty")]


BAD_TABLES = {
    "": "line 1: missing column 'patient'. Columns: patient, date, time, next_visit, practitioner, notes, language",
    "date\n2026-12-01\n": "line 1: missing column 'patient'",
    "patient,dat\nA,\n": "line 1: Unknown column 'dat'. Did you mean 'date'?",
    "patient\n\n": "no rows",
    "patient,note,notes\nA,,\n": "line 1: duplicate column 'notes'. To fix it, delete one of them",
}


@pytest.mark.parametrize(("text", "message"), BAD_TABLES.items(), ids=BAD_TABLES.values())
def test_an_invalid_table_is_refused(text: str, message: str) -> None:
    """Unknown, duplicated and missing columns are errors and are not ignored."""
    with pytest.raises(BadTable) as refused:
        read(text)

    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_table_in_another_encoding_is_refused(encoding: str) -> None:
    """A table that is not UTF-8 is refused with a fix, so that no wrongly decoded name is printed."""
    lines = io.TextIOWrapper(io.BytesIO("patient\nJosé\n".encode(encoding)), encoding="utf-8", newline="")

    with pytest.raises(BadTable, match=r"is not UTF-8 text\. To fix it, save it as 'CSV UTF-8'"):
        list(read_table(lines, NAMES, "en-US"))


def test_invalid_csv_ends_the_table_with_its_line() -> None:
    """An unclosed quote would swallow the rest of the table: rows before it are used, and the error says so."""
    good, bad = read('patient\nA\n"B\nC\n')

    assert isinstance(good, Sheet)
    assert isinstance(bad, BadRow)
    assert str(bad) == "line 3: is not valid CSV: unexpected end of data. The rows after it were skipped"


def test_rows_are_read_as_they_are_needed() -> None:
    """The table is read row by row, so memory does not depend on its length."""
    endless = io.StringIO("patient\n" + "A\n" * 100_000, newline="")

    assert len(list(islice(read_table(endless, NAMES, "en-US"), 3))) == 3
    assert endless.tell() < 100_000


def test_words_of_a_patient_are_not_in_its_repr() -> None:
    """The repr of a sheet, which may be logged, has no patient's name."""
    (sheet,) = read("patient\nA. Secret\n")

    assert "Secret" not in repr(sheet)
