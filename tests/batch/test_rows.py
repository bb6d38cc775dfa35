"""The table of patients: what a row becomes, and what is said of one that cannot be used."""

from __future__ import annotations

import io
from itertools import islice

import pytest

from acucontent.batch import BadRow, BadTable, Sheet, read_table

NAMES = ("patient", "date", "next_visit", "practitioner", "notes")


def read(text: str, language: str = "en-US") -> list[Sheet | BadRow]:
    """The rows of a table."""
    return list(read_table(io.StringIO(text, newline=""), NAMES, language))


def test_a_row_is_filled_in_as_the_language_has_it() -> None:
    """Days and times are told as people say them; what is empty stays a line to write on."""
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
    ("language", "told"), [("en-US", "December 1, 2026, 2:30 PM"), ("de-DE", "1. Dezember 2026, 14:30")]
)
def test_days_are_told_in_the_language_of_the_sheet(language: str, told: str) -> None:
    """A table has one way to write a day; each language has its own way to say it."""
    (sheet,) = read("patient,date,time\nA,2026-12-01,14:30\n", language)

    assert isinstance(sheet, Sheet)
    assert sheet.words["date"] == told


def test_an_early_hour_needs_no_nought() -> None:
    """Spreadsheets write half past eight as 8:30."""
    (sheet,) = read("patient,date,time\nA,2026-12-01,8:30\n", "en-US")

    assert isinstance(sheet, Sheet)
    assert sheet.words["date"] == "December 1, 2026, 8:30 AM"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["next visit", "Next_Visit", "NEXT  VISIT"])
def test_tables_of_other_spreadsheets_are_read(delimiter: str, head: str) -> None:
    """A semicolon or a tab may part the columns, and their names may be written in any way."""
    (sheet,) = read(f"patient{delimiter}{head}\r\nA{delimiter}2026-12-08\r\n")

    assert isinstance(sheet, Sheet)
    assert sheet.words["next_visit"] == "December 8, 2026"


BAD_ROWS = {
    " ,2026-12-01,,,": "patient: is empty",
    "A,12/1/2026,,,": "date: '12/1/2026' is not a day: write it as 2026-12-31",
    "A,20261201,,,": "date: '20261201' is not a day: write it as 2026-12-31",
    "A,2026-02-30,,,": "date: '2026-02-30' is not a day: write it as 2026-12-31",
    "A,2026-12-01,25:00,,": "time: '25:00' is not a time: write it as 14:30",
    "A,2026-12-01,:30,,": "time: ':30' is not a time: write it as 14:30",
    "A,,10:30,,": "time: has no date beside it",
    "A,,,soon,": "next_visit: 'soon' is not a day: write it as 2026-12-31",
    "A,,,,es": "language: 'es' is not the guide's, which is en-US",
    "A,,": "has 3 cells, and there are 5 columns",
    "A\u202e,,,,": "patient: has a direction control (U+202E) at character 2: delete it",
    "A\x07,,,,": "patient: has a control character (U+0007) at character 2: delete it",
    f"{'A' * 2001},,,,": "patient: has 2,001 characters; 2,000 are read at most",
}


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS.items(), ids=BAD_ROWS.values())
def test_a_row_that_cannot_be_used_is_told_and_the_others_are_done(row: str, reason: str) -> None:
    """What is wrong is said with the line; the rows around it are sheets."""
    before, bad, after = read(f"patient,date,time,next visit,language\nB,,,,\n{row}\nC,,,,en-US\n")

    assert bad == BadRow(2, 3, reason)
    assert str(bad) == f"line 3: {reason}"
    assert [each.row for each in (before, after)] == [1, 3]
    assert isinstance(before, Sheet)
    assert isinstance(after, Sheet)


def test_lines_are_counted_where_a_cell_has_several() -> None:
    """A row is told by the line on which it begins."""
    rows = read('patient,notes\nA,"one\ntwo\nthree"\n,\n\n,x\n')

    assert rows[0] == Sheet(1, 2, {"patient": "A", "notes": "one two three"})
    assert rows[1:] == [BadRow(2, 7, "patient: is empty")]


BAD_TABLES = {
    "": "line 1: there is no column 'patient'. Columns: patient, date, next_visit, practitioner, notes, language, time",
    "date\n2026-12-01\n": "line 1: there is no column 'patient'",
    "patient,dat\nA,\n": "line 1: No column 'dat'. Did you mean 'date'?",
    "patient,note,notes\nA,,\n": "line 1: there are two columns 'notes': delete one",
}


@pytest.mark.parametrize(("text", "message"), BAD_TABLES.items(), ids=BAD_TABLES.values())
def test_a_table_that_cannot_be_used_is_refused_before_anything_is_made(text: str, message: str) -> None:
    """A column that nothing fills in is a mistake, not something to pass over."""
    with pytest.raises(BadTable) as refused:
        read(text)

    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_table_in_another_encoding_is_refused(encoding: str) -> None:
    """Spreadsheets save in odd ways; the mend is named, and no half-read name reaches a sheet."""
    lines = io.TextIOWrapper(io.BytesIO("patient\nJosé\n".encode(encoding)), encoding="utf-8", newline="")

    with pytest.raises(BadTable, match=r"is not UTF-8 text: save it as 'CSV UTF-8'"):
        list(read_table(lines, NAMES, "en-US"))


def test_what_is_no_csv_ends_the_table_with_its_line() -> None:
    """An open quotation mark would swallow the rest: the rows before it are done, and the others are told of."""
    good, bad = read('patient\nA\n"B\nC\n')

    assert isinstance(good, Sheet)
    assert isinstance(bad, BadRow)
    assert str(bad) == "line 3: is no CSV: unexpected end of data. The rows after it were not read"


def test_rows_are_read_as_they_are_needed() -> None:
    """A table of any length takes no more memory than a row."""
    endless = io.StringIO("patient\n" + "A\n" * 100_000, newline="")

    assert len(list(islice(read_table(endless, NAMES, "en-US"), 3))) == 3
    assert endless.tell() < 100_000


def test_words_of_a_patient_are_not_in_its_repr() -> None:
    """What is logged by chance holds no name."""
    (sheet,) = read("patient\nA. Secret\n")

    assert "Secret" not in repr(sheet)
