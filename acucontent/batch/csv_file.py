"""Read CSV files as programs write them: in UTF-8 or UTF-16, with commas, semicolons, tabs or vertical bars."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from acucontent.batch.columns import Headings
from acucontent.batch.records import BadTable, Cell, Record

LONGEST_LINE = 1_000_000
"""The longest line that is read, in characters, so that memory is bounded."""

_DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_LINE = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?[,;\t|]*\s*', re.IGNORECASE)
"""The first line by which Excel tells the delimiter."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The encoding of a file by its byte order mark. The one of UTF-16 is the start of that of UTF-32."""
_SAMPLE = 1_000
"""How many bytes are examined to find the encoding of a file without a byte order mark."""
_UNDECODED = re.compile("[\udc80-\udcff]")
_MOST_LINES = 10
"""How many lines with undecodable bytes are named."""


@dataclass(frozen=True)
class CsvFile:
    """An open CSV file."""

    file: BinaryIO
    encoding: str
    delimiter: str
    has_delimiter_line: bool
    """Whether its first line tells the delimiter."""
    notes: tuple[str, ...] = ()

    def read_records(self) -> Iterator[Record]:
        """Yield all rows, one by one.

        Raises:
            BadTable: A quotation mark is not closed, a line is too long, or a byte is not text.
        """
        offset = int(self.has_delimiter_line)
        with _Lines(self.file, self.encoding) as lines:
            for _ in range(offset):
                next(lines)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            width = 0
            while True:
                line = reader.line_num + offset + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise BadTable(_describe_error(line, reader.line_num + offset, error)) from None
                if cells is None:
                    return
                width = width or len(cells)
                yield Record(line, tuple[Cell, ...](cells), _find_swallowed_rows(cells, width, self.delimiter))

    def find_undecoded_lines(self) -> str:
        """Return the numbers of the lines that are not text in this encoding; empty if all are."""
        with _Lines(self.file, self.encoding) as lines:
            found = [number for number, line in enumerate(lines, start=1) if _UNDECODED.search(line)]
        named = ", ".join(map(str, found[:_MOST_LINES]))
        return f"{named} and {len(found) - _MOST_LINES} more" if len(found) > _MOST_LINES else named


class _Lines(Iterator[str]):
    """The lines of a file from its beginning. Bytes that are not text become surrogates, or U+FFFD in UTF-16."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        file.seek(0)
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(file, encoding, errors, newline="")
        self._number = 0

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the file open."""
        with suppress(ValueError):  # it was closed first
            self._text.detach()

    def __next__(self) -> str:
        self._number += 1
        line = self._text.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise BadTable(f"line {self._number}: has more than {LONGEST_LINE:,} characters")
        if not line:
            raise StopIteration
        return line


def open_csv(file: BinaryIO, known: Headings) -> CsvFile:
    """Return a CSV file with its encoding and delimiter.

    Args:
        file: The open file. It can be read again from its beginning.
        known: The known headings, by which the delimiter is found.
    """
    encoding = _find_encoding(file)
    with _Lines(file, encoding) as lines:
        first = next(lines, "")
        header = first if first.strip() else next((line for line in lines if line.strip()), "")
    match = _DELIMITER_LINE.fullmatch(first)
    if match:
        return CsvFile(file, encoding, match["delimiter"], has_delimiter_line=True)
    return CsvFile(file, encoding, _find_delimiter(header, known), has_delimiter_line=False)


def _find_encoding(file: BinaryIO) -> str:
    file.seek(0)
    sample = file.read(_SAMPLE)
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    zeros = [sample[start::2].count(0) * 3 > len(sample) // 2 for start in (0, 1)]
    return "utf-16-be" if zeros == [True, False] else "utf-16-le" if zeros == [False, True] else "utf-8"


def _find_delimiter(header: str, known: Headings) -> str:
    """Return the delimiter by which the first line has the most known headings, or simply the most columns."""

    def count_headings(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            cells = []
        return known.count_known(cells), len(cells)

    return max(_DELIMITERS, key=count_headings)


def _describe_error(start: int, end: int, error: csv.Error) -> str:
    """Return what is wrong with a row from a start to an end line. Only quotation marks can be wrong."""
    if "unexpected end" in str(error) or "field larger" in str(error):
        return f"line {start}: a quotation mark opens a cell and is never closed. To fix it, close or delete it"
    where = "" if end == start else f", in line {end}"
    fix = "To fix it, close the cell, or write quotation marks inside a cell twice"
    return f"line {start}: a quotation mark opens a cell, and text follows the next one{where}. {fix}"


def _find_swallowed_rows(cells: list[str], width: int, delimiter: str) -> str:
    """Return the problem of a row with a cell that contains whole rows, because a quotation mark was not closed."""
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            inner = [line.count(delimiter) + 1 for line in cell.splitlines()]
            if width > 2 and width in inner:
                return "a cell contains a whole row. A quotation mark may not be closed"
    return ""
