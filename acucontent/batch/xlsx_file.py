"""Read workbooks (XLSX) with openpyxl. Dates and times are values in a workbook, so they have one meaning."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from acucontent.batch.records import BadCell, BadTable, Cell, Record
from acucontent.installer import format_install_command
from acucontent.rendering.exporter import MissingLibrary

LARGEST_PART = 10_000_000
"""The largest part of a workbook that is read at once, in bytes."""
LARGEST_SHEET = 100_000_000
"""The largest sheet, in bytes. It is read row by row."""

LARGEST_PIECE = 2_000_000
"""The most bytes of markup between the starts of two rows or two shared strings. openpyxl holds them in memory."""
MOST_TAGS = 100_000
"""The most tags in such a piece. A row of 16,384 cells, which is the longest, has about 65,000."""

LAST_ROW = 1_048_576
"""The last row that a sheet can have."""

_UNREADABLE = "is not a readable workbook. To fix it, save it again as .xlsx or as 'CSV UTF-8'"
_PIECE_START = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_CHUNK = 1_000_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How workbooks write control characters."""
_SECONDS_IN_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class XlsxFile:
    """The first visible sheet of a workbook."""

    file: BinaryIO
    sheet: str
    notes: tuple[str, ...]

    def read_records(self) -> Iterator[Record]:
        """Yield all rows, one by one.

        Raises:
            BadTable: The workbook is damaged.
        """
        with _open_workbook(self.file, formulas=False) as values, _open_workbook(self.file, formulas=True) as formulas:
            rows = (_read_rows(book, self.sheet) for book in (values, formulas))
            for line, (cells, sources) in enumerate(zip(*rows, strict=True), start=1):
                if line > LAST_ROW:
                    raise BadTable(_UNREADABLE)
                pairs = zip(cells, sources, strict=True)
                yield Record(line, tuple(_convert_cell(cell, has_formula=_is_formula(each)) for cell, each in pairs))


def open_xlsx(file: BinaryIO) -> XlsxFile:
    """Return the first visible sheet of a workbook.

    Raises:
        BadTable: The file is not a workbook, or too large.
        MissingLibrary: openpyxl is not installed.
    """
    _check_parts(file)
    with _open_workbook(file, formulas=False) as book:
        visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise BadTable("has no visible sheet")
    more = len(visible) - 1
    notes = (f"Read only the first of {more + 1} sheets of the workbook",) if more else ()
    return XlsxFile(file, visible[0], notes)


def _check_parts(file: BinaryIO) -> None:
    """Reject other ZIP files, parts that would need too much memory, and entities, which no workbook needs."""
    with _report_damage(), zipfile.ZipFile(file) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            raise BadTable("is not an .xlsx workbook. To fix it, save it as .xlsx or as 'CSV UTF-8'")
        for part in parts.infolist():
            limit = LARGEST_SHEET if part.filename.startswith("xl/worksheets/") else LARGEST_PART
            if part.file_size > limit:
                raise _make_size_error()
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as markup:
                    _check_markup(markup)


def _check_markup(markup: IO[bytes]) -> None:
    """Reject entities, and more text or tags in one piece than any program writes."""
    size = tags = 0
    while chunk := markup.read(_CHUNK):
        if b"<!DOCTYPE" in chunk:
            raise BadTable(_UNREADABLE)
        for index, piece in enumerate(_PIECE_START.split(chunk)):
            size = len(piece) + (0 if index else size)
            tags = piece.count(b"<") + (0 if index else tags)
            if size > LARGEST_PIECE or tags > MOST_TAGS:
                raise _make_size_error()


def _make_size_error() -> BadTable:
    return BadTable("is too large. To fix it, save only the table, or save it as 'CSV UTF-8'")


@contextmanager
def _open_workbook(file: BinaryIO, *, formulas: bool) -> Iterator[Any]:
    """Open a workbook with its formulas, or with the values that were saved for them."""
    try:
        import openpyxl  # an optional library, imported only for workbooks
    except ImportError as error:
        raise MissingLibrary(
            f"openpyxl is not installed: {error}. To fix it, run: {format_install_command('acucontent[batch]')}"
        ) from error
    warnings.filterwarnings("ignore", module="openpyxl")  # of features that a table does not need
    with _report_damage():
        book = openpyxl.load_workbook(file, read_only=True, data_only=not formulas)
        with closing(book):
            yield book


@contextmanager
def _report_damage() -> Iterator[None]:
    """Report an error of openpyxl in our own words: its message may quote a cell."""
    try:
        yield
    except BadTable:
        raise
    except Exception:  # a damaged workbook raises any error
        raise BadTable(_UNREADABLE) from None


def _read_rows(book: Any, sheet: str) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each row of a sheet, whatever size the workbook states."""
    worksheet = book[sheet]
    worksheet.reset_dimensions()
    yield from worksheet.iter_rows()


def _is_formula(cell: Any) -> bool:
    return bool(cell.data_type == "f")


def _convert_cell(cell: Any, *, has_formula: bool) -> Cell:  # noqa: PLR0911 - one for each type
    """Return the content of a cell. A formula whose value is no text has a value of the type `str`."""
    match cell.value:
        case None if has_formula and cell.data_type != "str":
            return BadCell("has a formula without a value. To fix it, open and save the workbook")
        case None:
            return ""
        case bool():
            return BadCell("is a logical value, not text")
        case str() as value:
            return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
        case datetime.datetime() | datetime.time() as value:
            return _round_to_minute(value)
        case datetime.timedelta() as value:
            return _convert_duration(value)
        case value:
            return str(int(value)) if value == int(value) else str(value)


def _round_to_minute(value: datetime.datetime | datetime.time) -> Cell:
    """Return a time without seconds: 14:30 may be saved as 14:29:59.999."""
    if isinstance(value, datetime.datetime):
        return (value + datetime.timedelta(seconds=1)).replace(second=0, microsecond=0)
    return _convert_duration(
        datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    )


def _convert_duration(value: datetime.timedelta) -> Cell:
    """Return a duration as a time of the day; some formats of a spreadsheet do not distinguish them."""
    minutes = int(value.total_seconds() + 1) // 60
    if not 0 <= minutes * 60 < _SECONDS_IN_DAY:
        return BadCell("is a duration, not a time of the day")
    return datetime.time(*divmod(minutes, 60))
