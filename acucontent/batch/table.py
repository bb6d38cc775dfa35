"""Open a table of patients, check it as a whole, and read its rows one by one."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from acucontent.batch.columns import Columns, Headings, make_headings, match_columns
from acucontent.batch.csv_file import CsvFile, open_csv
from acucontent.batch.records import BadRow, BadTable, Record, Sheet, TableFile
from acucontent.batch.rows import make_sheet
from acucontent.batch.xlsx_file import open_xlsx

LARGEST_STREAM = 100_000_000
"""The most bytes that are read from a pipe, which is held in memory: it cannot be read twice."""

_WORKBOOK = b"PK\x03\x04"
_OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "is an old or encrypted workbook. To fix it, save it as .xlsx without a password, or as CSV",
    b"%PDF-": "is a PDF file, not a table",
    b"<": "is an HTML or XML file, not a table. To fix it, open it in a spreadsheet program and save it as .xlsx",
}
"""What to say of files that are not tables, by their first bytes."""


@dataclass(frozen=True)
class Table:
    """A table whose file and headings are valid. Its rows are checked as they are read."""

    file: TableFile
    columns: Columns
    row_count: int
    """The number of rows that are not blank."""
    languages: tuple[str, ...]
    """The language of the sheets as a BCP 47 tag, and then the other tags that a row may have for it."""

    @property
    def language(self) -> str:
        """The language of the sheets, as a BCP 47 tag."""
        return self.languages[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not read, one sentence each."""
        skipped = self.columns.describe_skipped()
        return (*self.file.notes, *([f"Skipped columns, which are not on the sheet: {skipped}"] if skipped else []))

    def read_rows(self) -> Iterator[Sheet | BadRow]:
        """Yield a sheet for each valid row, or the reason why a row is invalid. Blank rows are skipped."""
        records = (record for record in self.file.read_records() if not record.is_blank)
        next(records)  # the headings
        for row, record in enumerate(records, start=1):
            yield make_sheet(row, record, self.columns, self.languages)


def check_table(file: BinaryIO, names: Iterable[str], labels: Mapping[str, str], language: str, *others: str) -> Table:
    """Read a whole table and return it, if its file and its headings are valid.

    The first row that is not blank has the headings: fields of the sheet, their labels on the sheet, `language`, and
    `time` if the sheet has a date, in any case and order.

    Args:
        file: The file. It can be read again from its beginning.
        names: The fields of the sheet that can be filled in. The column `patient` is required.
        labels: The label of each field on the sheet, by the name of the field.
        language: The language of the sheet, as a BCP 47 tag.
        others: Other tags that a row may have for this language, such as that of the guide if the sheet is spelled for
            another region.

    Raises:
        BadTable: The file is damaged or not text, a heading is missing, or there are no rows.
    """
    known = make_headings(names, labels)
    table = _open_file(file, known)
    if isinstance(table, CsvFile) and (lines := table.find_undecoded_lines()):
        raise BadTable(f"line {lines}: is not UTF-8 text. To fix it, save the table as 'CSV UTF-8'")
    records = (record for record in table.read_records() if not record.is_blank)
    columns = match_columns(next(records, Record(1, ())), known)
    row_count = sum(1 for _ in records)
    if not row_count:
        raise BadTable("no rows")
    return Table(table, columns, row_count, (language, *others))


def _open_file(file: BinaryIO, known: Headings) -> TableFile:
    """Return the file as a table, by its content: the ending of a name proves nothing."""
    start = file.read(8)
    if start.startswith(_WORKBOOK):
        return open_xlsx(file)
    for signature, reason in _OTHER_FILES.items():
        if start.lstrip().startswith(signature):
            raise BadTable(reason)
    return open_csv(file, known)


@contextmanager
def open_table_file(path: Path) -> Iterator[BinaryIO]:
    """Open the file of a table. A pipe is read into memory, never into a temporary file.

    Args:
        path: The path; `-` for standard input.

    Raises:
        BadTable: The file cannot be opened, or the table is invalid; the message begins with its path.
    """
    try:
        if str(path) == "-":
            yield _read_stream(sys.stdin.buffer)
            return
        with path.open("rb") as file:
            yield file if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else _read_stream(file)
    except BadTable as error:
        raise BadTable(f"{path}: {error}") from None
    except FileNotFoundError:
        raise BadTable(f"{path}: not found") from None
    except IsADirectoryError:
        raise BadTable(f"{path}: is a folder, not a table") from None


def _read_stream(stream: BinaryIO) -> BinaryIO:
    content = stream.read(LARGEST_STREAM + 1)
    if len(content) > LARGEST_STREAM:
        raise BadTable(f"has more than {LARGEST_STREAM:,} bytes. To fix it, save it as a file, and name the file")
    return io.BytesIO(content)
