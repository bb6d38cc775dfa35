"""Each row of the table of patients becomes a sheet or an error with its line."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acucontent.batch import BadRow, BadTable, Sheet, Table, check_table
from acucontent.batch.dates import BadDate, parse_moment, parse_time

LABELS = {
    "patient": "Patient",
    "date": "Date",
    "next_visit": "Next visit",
    "practitioner": "Treated by",
    "notes": "Notes",
}


def check(content: str | bytes, language: str = "en-US") -> Table:
    """Return a table."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return check_table(file, LABELS, LABELS, language)


def read(content: str | bytes, language: str = "en-US") -> list[Sheet | BadRow]:
    """Return the rows of a table."""
    return list(check(content, language).read_rows())


def read_words(content: str | bytes, language: str = "en-US") -> dict[str, str]:
    """Return the words of a table's only row, which is valid."""
    (sheet,) = read(content, language)
    assert isinstance(sheet, Sheet), sheet
    return sheet.words


def read_reason(content: str | bytes) -> str:
    """Return why a table's only row is invalid."""
    (row,) = read(content)
    assert isinstance(row, BadRow), row
    return row.reason


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


@pytest.mark.parametrize("tag", ["", "en", "en-GB", "en_us", "eng"])
def test_a_sheet_for_another_region_takes_the_tag_of_the_guide(tag: str) -> None:
    """A guide in American English is spelled as in Britain there: both tags name the language of the sheet."""
    table = check_table(io.BytesIO(f"patient,language\nA,{tag}\nB,en-AU\n".encode()), LABELS, LABELS, "en-GB", "en-US")

    assert list(table.read_rows()) == [
        Sheet(1, 2, {"patient": "A"}),
        BadRow(2, 3, "language: is not the language of the sheets, which is 'en-GB'"),
    ]


def test_a_sheet_without_a_date_needs_no_time() -> None:
    """A table of visits fills in a decision aid, which has only a name: the other columns are skipped, and named."""
    content = b"patient,date,time,next visit\nA,2026-12-01,14:30,\nB,,25:00,soon\n"
    table = check_table(io.BytesIO(content), ("patient",), {"patient": "Name"}, "en-US")

    assert list(table.read_rows()) == [Sheet(1, 2, {"patient": "A"}), Sheet(2, 3, {"patient": "B"})]
    assert table.notes == ("Skipped columns, which are not on the sheet: date, time, next visit",)
    with pytest.raises(BadTable, match=r"missing column 'patient'\. Columns: patient, language \(or"):
        check_table(io.BytesIO(b"time\n14:30\n"), ("patient",), {"patient": "Name"}, "en-US")


def test_invisible_characters_are_removed_from_dates() -> None:
    """Programs add direction marks and zero-width spaces to dates; a cell with nothing else is empty."""
    words = read_words(
        "patient,date,time,next visit\nA,\u200e2026-12-01\u200f,\u200b14:30,\u200e1\u200e Oct 2027\u202c\n"
    )

    assert words == {"patient": "A", "date": "December 1, 2026, 2:30 PM", "next_visit": "October 1, 2027"}
    assert read_words("patient,date,time\nA,\u200e,\u200b\n") == {"patient": "A"}
    assert read_reason("patient,date\nA,\u202e2026-12-01\n").startswith("date: is not a valid date")


def test_an_early_time_needs_no_leading_zero() -> None:
    """Times such as 8:30 are accepted, as spreadsheets write them."""
    (sheet,) = read("patient,date,time\nA,2026-12-01,8:30\n", "en-US")

    assert isinstance(sheet, Sheet)
    assert sheet.words["date"] == "December 1, 2026, 8:30 AM"


BAD_ROWS = {
    " ,2026-12-01,,,": "patient: is empty",
    "A,12/1/2026,,,": "date: may be 2026-01-12 or 2026-12-01. To fix it, write the year first, as in 2026-12-31",
    "A,2026-02-30,,,": "date: is not a valid date. Expected a date such as 2026-12-31",
    "A,3-Apr-25,,,": "date: has a year of two digits. Expected a date such as 2026-12-31",
    "A,Fri 1 Dec 2026,,,": "date: has a day of the week that is not the day of this date. "
    "Expected a date such as 2026-12-31",
    "A,46000,,,": "date: is a number. To fix it, format the column as dates. Expected a date such as 2026-12-31",
    "A,2026-12-01,25:00,,": "time: is not a valid time. Expected a time such as 14:30",
    "A,2026-12-01,2:30,,": "time: may be 02:30 or 14:30. To fix it, add AM or PM",
    "A,2026-12-01,:30,,": "time: is not a valid time. Expected a time such as 14:30",
    "A,2026-12-01 10:00,10:30,,": "time: differs from the time in the cell of the date",
    "A,,10:30,,": "time: needs a date in the same row",
    "A,,,soon,": "next_visit: is not a valid date. Expected a date such as 2026-12-31",
    "A,,,,es": "language: is not the language of the sheets, which is 'en-US'",
    "A,,,,en-GB": "language: is not the language of the sheets, which is 'en-US'",
    "A,,,,,more": "has 6 cells, but there are 5 columns",
    "A\u202e,,,,": "patient: has a direction control (U+202E) at character 2: delete it",
    "A\x07,,,,": "patient: has a control character (U+0007) at character 2: delete it",
    "---,,,,": "patient: has no letter or digit",
    "Jos?,,,,": "patient: has a question mark in place of a letter. To fix it, save it as 'CSV UTF-8'",
    f"{'A' * 601},,,,": "patient: has 601 characters, but at most 600 are allowed",
}


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS.items(), ids=BAD_ROWS.values())
def test_an_invalid_row_is_reported_and_the_others_are_used(row: str, reason: str) -> None:
    """An invalid row is reported with its line and reason; the rows around it become sheets."""
    before, bad, after = read(f"patient,date,time,next visit,language\nB,,,,\n{row}\nC,,,,EN_us\n")

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
    "Jane Secret,1970-01-01\nJohn Secret,1970-01-02\n": "line 1: missing column 'patient'",
    "patient,dat\nA,\n": "line 1: unknown heading of column 2. Did you mean 'date'?",
    "patient\n\n": "no rows",
    "patient,note,notes,Notes\nA,,,\n": "line 1: duplicate column 'notes': columns 3 and 4. To fix it,",
    'patient\nA\n"B\nC\n': "line 3: a quotation mark opens a cell and is never closed. To fix it, close or delete it",
    'patient\n"B" C\n': "line 2: a quotation mark opens a cell, and text follows the next one. To fix it,",
    "<html><table>": "is an HTML or XML file, not a table",
    "%PDF-1.7": "is a PDF file, not a table",
}


@pytest.mark.parametrize(("text", "message"), BAD_TABLES.items(), ids=BAD_TABLES.values())
def test_an_invalid_table_is_refused(text: str, message: str) -> None:
    """A table that is damaged as a whole is refused before the first sheet, and the message quotes no cell."""
    with pytest.raises(BadTable) as refused:
        check(text)

    assert str(refused.value).startswith(message)
    assert "Secret" not in str(refused.value)


def test_bytes_that_are_not_text_are_found_before_the_first_row() -> None:
    """A table that is not UTF-8 is refused with its lines, so that no wrongly decoded name is printed."""
    with pytest.raises(BadTable, match=r"^line 3: is not UTF-8 text\. To fix it, save the table as 'CSV UTF-8'$"):
        check("patient\nA\nJosé\nB\n".encode("latin-1"))


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_unicode_tables_are_read(encoding: str) -> None:
    """The encoding is found by its byte order mark, or by the zeros of UTF-16."""
    assert read_words("patient\tdate\r\nJosé\t2026-12-01\r\n".encode(encoding))["patient"] == "José"


TABLES = {
    "delimiter-line": "sep=;\nPatient;Notes\nA;Rest\n",
    "semicolons": '"Notes, if any";Patient;Notes\n,;A;Rest\n',
    "tabs": "Patient\tNotes\nA\tRest\n",
    "bars": "Patient|Notes\nA|Rest\n",
    "labels-in-any-case": "TREATED BY:,patient name,notes\n,A,Rest\n",
    "blank-lines": "\n,,\nPatient,Notes,\n,,\n\nA,Rest,\n,,\n",
    "short-rows": "Patient,Notes,Date,Next visit\nA,Rest\n",
    "line-breaks-in-cells": 'Patient,Notes\r\n"A\r\n","\r\nRest"\r\n',
    "soft-hyphens": "\ufeffPa\u00adtient,Notes\nA\u200b,Re\u00adst\ufe0f\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables_are_read_as_programs_write_them(text: str) -> None:
    """Delimiters, headings, blank lines, line breaks and invisible characters do not matter."""
    assert read_words(text) == {"patient": "A", "notes": "Rest"}


def test_unknown_columns_are_named_on_one_line() -> None:
    """Columns that are not on the sheet are skipped; a column without a heading must be blank."""
    table = check("patient," + ",".join(f"Extra {number}" for number in range(200)) + ",\nA" + "," * 201 + "\n")

    (note,) = table.notes
    assert note.startswith("Skipped columns, which are not on the sheet: Extra 0, Extra 1, ")
    assert note.endswith("Extra 9 and 190 more")
    assert read_reason("patient,\nA,Roth\n") == "column 2: has text, but the column has no heading"


DAMAGED = {
    "#REF!": "an error of a spreadsheet formula",
    "#N/A": "an error of a spreadsheet formula",
    "#¡VALOR!": "an error of a spreadsheet formula",
    "Err:502": "an error of a spreadsheet formula",
    "=A2": "a formula, not its value",
    "{{ patient }}": "a placeholder",
    "«Name»": "a placeholder",
    "Dear ${first_name}": "a placeholder",
    "NULL": "the mark of a program for a missing value",
    "O&#39;Dell": "letters written as codes of a program",
    "JosÃ©": "letters of a wrong encoding",
    "Oâ€™Dell": "letters of a wrong encoding",
    "Ð\u0090Ð½Ð½Ð°": "letters of a wrong encoding",
    "Jos├®": "letters of a wrong encoding",
    "Jos\ufffd": "letters of a wrong encoding",
}


@pytest.mark.parametrize(("cell", "reason"), DAMAGED.items(), ids=map(ascii, DAMAGED))
def test_what_a_program_damaged_is_not_printed(cell: str, reason: str) -> None:
    """Formula errors, placeholders and letters of a wrong encoding are refused in each column of text."""
    for name in ("patient", "practitioner", "notes"):
        assert read_reason(_place(name, cell)).startswith(f"{name}: has {reason}")


def _place(name: str, cell: str) -> str:
    """Return a table with a cell in a column."""
    return f"patient\n{cell}\n" if name == "patient" else f"patient,{name}\nA,{cell}\n"


@pytest.mark.parametrize(
    "name",
    ["O’Dell", "Roth & <Sons>", "„Spaß“", "« Léa »", "Šárka Ñuñez", "SÃO PAULO", "王小明", "Анна", "café\u00a0»"],
)
def test_real_names_are_not_taken_for_damage(name: str) -> None:
    """Names and quotation marks of other languages are printed as they were typed."""
    assert read_words(f"patient\n{name}\n")["patient"] == name.replace("\u00a0", " ")


MOMENTS = {
    "2026-10-01 00:00:00": "October 1, 2026",
    "2026/10/1": "October 1, 2026",
    "20261001": "October 1, 2026",
    "28/10/2026": "October 28, 2026",
    "10/28/2026": "October 28, 2026",
    "5.5.2026": "May 5, 2026",
    "Thu 1 Oct 2026": "October 1, 2026",
    "1-Oct-2026": "October 1, 2026",
    "October 1st, 2026": "October 1, 2026",
    "2026年10月1日": "October 1, 2026",
    "2026-10-01T14:30:00.000": "October 1, 2026, 2:30 PM",
    "Oct 1, 2026, 2:30 p.m.": "October 1, 2026, 2:30 PM",
    "2026-10-01 14.30": "October 1, 2026, 2:30 PM",
    "1 Oct 2026 08.45": "October 1, 2026, 8:45 AM",
    "1 Oct 2026 12:15 am": "October 1, 2026, 12:15 AM",
    "2026-10-01 14h30": "October 1, 2026, 2:30 PM",
    "2026-10-01 14:30 Uhr": "October 1, 2026, 2:30 PM",
}


@pytest.mark.parametrize(("cell", "expected"), MOMENTS.items(), ids=MOMENTS)
def test_a_date_with_one_meaning_is_read(cell: str, expected: str) -> None:
    """Usual forms of dates and times are read, and never as another time than the table has."""
    assert read_words(f'patient;next visit\nA;"{cell}"\n')["next_visit"] == expected


def test_months_are_read_in_the_language_of_the_sheet() -> None:
    """The names of months and days in that language are known, and so are the English ones."""
    assert read_words('patient,date\nA,"Do., 1. Okt. 2026"\n', "de-DE")["date"] == "1. Oktober 2026"


def test_rows_in_a_cell_are_not_lost_silently() -> None:
    """If a quotation mark is closed by that of another row, the row between them is not printed as a note."""
    reason = read_reason('patient,date,notes\nA,,"Rest\nB,2026-12-01,Walk\nC,,"\n')

    assert reason == "a cell contains a whole row. A quotation mark may not be closed"
    assert read_reason('patient,notes\n"A,Rest\nB,",Walk\n') == (
        "patient: has several lines. A quotation mark may not be closed"
    )


def test_rows_are_read_as_they_are_needed() -> None:
    """The table is read row by row, so memory does not depend on its length."""
    file = io.BytesIO(b"patient\n" + b"A\n" * 100_000)
    rows = check_table(file, LABELS, LABELS, "en-US").read_rows()
    next(rows)

    assert file.tell() < 100_000


def test_words_of_a_patient_are_not_in_its_repr() -> None:
    """The repr of a sheet, which may be logged, has no patient's name."""
    (sheet,) = read("patient\nA. Secret\n")

    assert "Secret" not in repr(sheet)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(alphabet='patient,;\t|"\r\n=#{}Ã©0123456789-/. :', max_size=200).map(
        lambda text: f"patient,{text}".encode()
    )
)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    """Any file is a table or refused, and any row is a sheet or refused."""
    try:
        rows = read(content)
    except BadTable:
        return
    assert all(isinstance(each, Sheet | BadRow) for each in rows)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="0123456789-/.: ,TPMapmOctNov'", max_size=24))
def test_no_text_breaks_the_dates(text: str) -> None:
    """Any text is a date and a time, or refused."""
    for parse in (lambda: parse_moment(text, "en-US"), lambda: parse_time(text)):
        with suppress(BadDate):
            parse()
