"""Read the table of patients: each row is one sheet. Invalid rows are reported with their line; the others are used."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

from babel.dates import format_date, format_time
from pydantic_core import PydanticCustomError

from acucontent.errors import AcucontentError
from acucontent.model.characters import normalize_text
from acucontent.model.suggestions import describe_unknown

T = TypeVar("T")

LONGEST_CELL = 2_000
"""The longest cell that is accepted, in characters."""

_DELIMITERS = (",", ";", "\t")
_COLUMN_ALIASES = {"note": "notes", "next": "next_visit", "name": "patient"}
"""Other headings that are accepted for a column."""
_COLUMN_ORDER = ("patient", "date", "time", "next_visit", "practitioner", "notes", "language")
"""The order of the columns in messages, which is also that of the help."""
_OTHER_COLUMNS = ("language", "time")
"""Columns that are not fields of the sheet."""


class BadTable(AcucontentError, ValueError):
    """The whole table is invalid: it is not a CSV file, or a column is unknown or missing, or it has no rows."""


@dataclass(frozen=True)
class Sheet:
    """The values for one sheet, with the row number (from 1) and the line in the file."""

    row: int
    line: int
    words: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class BadRow:
    """An invalid row, with its row number (from 1), its line in the file, and the reason."""

    row: int
    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


_ENCODING_MESSAGE = "is not UTF-8 text. To fix it, save it as 'CSV UTF-8'"


class _InvalidRow(ValueError):
    """A row cannot be used; the message names the cell and the reason."""


def read_table(lines: TextIO, names: Iterable[str], language: str) -> Iterator[Sheet | BadRow]:
    """Yield the rows of a table one by one, so that a table of any length needs little memory.

    The first line names the columns: fields of the sheet, `time` and `language`. Dates are written as 2026-12-31 and
    times as 14:30; they are formatted for the language of the sheet.

    Args:
        lines: The open CSV file, opened with newline="".
        names: The fields of the sheet that can be filled in. The column `patient` is required.
        language: The language of the sheet, as a BCP 47 tag.

    Yields:
        A sheet for each valid row, or the reason why a row is invalid. Blank rows are skipped.

    Raises:
        BadTable: The file is not UTF-8, a column is unknown or duplicated, `patient` is missing, or there are no rows.
    """
    table = csv.reader(lines, delimiter=_detect_delimiter(lines), strict=True)
    columns = _match_columns(_read_header(table), [*names])
    row = 0
    while True:
        line = table.line_num + 1
        try:
            cells = _read_cells(table)
        except _InvalidCSV as error:
            yield BadRow(row + 1, line, str(error))
            return
        if cells is None:
            break
        if any(cell.strip() for cell in cells):
            row += 1
            yield _make_sheet(row, line, columns, cells, language)
    if not row:
        raise BadTable("no rows")


def _detect_delimiter(lines: TextIO) -> str:
    """Return the most frequent delimiter in the first line; spreadsheets use a semicolon in some languages.

    Raises:
        BadTable: The file is not UTF-8.
    """
    try:
        header = lines.readline()
        lines.seek(0)
    except UnicodeDecodeError:
        raise BadTable(_ENCODING_MESSAGE) from None
    return max(_DELIMITERS, key=header.count)


class _InvalidCSV(Exception):
    """The rest of the file is not valid CSV."""


def _read_cells(table: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(table, None)
    except csv.Error as error:
        raise _InvalidCSV(f"is not valid CSV: {error}. The rows after it were skipped") from None
    except UnicodeDecodeError:
        raise BadTable(_ENCODING_MESSAGE) from None


def _read_header(table: Iterator[list[str]]) -> list[str]:
    try:
        return _read_cells(table) or []
    except _InvalidCSV as error:
        raise BadTable(f"line 1: {error}") from None


def _match_columns(headings: list[str], names: list[str]) -> list[str]:
    """Return the name of each column in the order of the table.

    Raises:
        BadTable: A column is unknown or duplicated, or `patient` is missing.
    """
    known = _sort_columns([*names, *_OTHER_COLUMNS])
    found: list[str] = []
    for heading in headings:
        normalized = "_".join(heading.strip().lower().replace("_", " ").split())
        name = _COLUMN_ALIASES.get(normalized, normalized)
        if name not in known:
            problem = describe_unknown("column", heading, known, listed=False)
            raise BadTable(f"line 1: {problem} Columns: {', '.join(known)}")
        if name in found:
            raise BadTable(f"line 1: duplicate column '{name}'. To fix it, delete one of them")
        found.append(name)
    if "patient" not in found:
        raise BadTable(f"line 1: missing column 'patient'. Columns: {', '.join(known)}")
    return found


def _sort_columns(names: Iterable[str]) -> list[str]:
    """Return columns in their usual order, followed by those that only some sheets have."""
    order = {name: place for place, name in enumerate(_COLUMN_ORDER)}
    return sorted(names, key=lambda name: order.get(name, len(order)))


def _make_sheet(row: int, line: int, columns: list[str], cells: list[str], language: str) -> Sheet | BadRow:
    try:
        values = {name: _clean_cell(name, cell) for name, cell in _pair_cells(columns, cells)}
        return Sheet(row, line, _fill_in(values, language))
    except _InvalidRow as error:
        return BadRow(row, line, str(error))


def _pair_cells(columns: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    if len(cells) != len(columns):
        raise _InvalidRow(f"has {len(cells)} cells, but there are {len(columns)} columns")
    return zip(columns, cells, strict=True)


def _clean_cell(name: str, cell: str) -> str:
    if len(cell) > LONGEST_CELL:
        raise _InvalidRow(f"{name}: has {len(cell):,} characters, but at most {LONGEST_CELL:,} are allowed")
    try:
        return " ".join(normalize_text(cell).split())
    except PydanticCustomError as error:
        raise _InvalidRow(f"{name}: {error.message()}") from None


def _fill_in(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the values for the fields of the sheet, with dates and times formatted for the language."""
    if not values["patient"]:
        raise _InvalidRow("patient: is empty")
    if values.get("language", language) not in ("", language):
        raise _InvalidRow(f"language: '{values['language']}' is not the language of the guide, which is '{language}'")
    if values.get("time") and not values.get("date"):
        raise _InvalidRow("time: needs a date in the same row")
    locale = language.replace("-", "_")
    words = {name: text for name, text in values.items() if text and name not in _OTHER_COLUMNS}
    if "date" in words:
        words["date"] = _format_day("date", words["date"], locale)
    if values.get("time"):
        words["date"] = f"{words['date']}, {_format_time('time', values['time'], locale)}"
    if "next_visit" in words:
        words["next_visit"] = _format_visit(words["next_visit"], locale)
    return words


def _format_visit(text: str, locale: str) -> str:
    """Return a day, or a day and a time, formatted for the locale."""
    day, _, hour = text.replace("T", " ", 1).partition(" ")
    formatted = _format_day("next_visit", day, locale)
    return f"{formatted}, {_format_time('next_visit', hour, locale)}" if hour else formatted


def _format_day(name: str, text: str, locale: str) -> str:
    day = _parse_or_none(datetime.date.fromisoformat, text)
    if day is None or len(text) != len("2026-12-31"):
        raise _InvalidRow(f"{name}: '{text}' is not a valid date. Expected a date such as 2026-12-31")
    return str(format_date(day, "long", locale=locale))


def _format_time(name: str, text: str, locale: str) -> str:
    """Return a time formatted for the locale; spreadsheets write early times without a leading zero, such as 8:30."""
    padded = f"0{text}" if re.fullmatch(r"[0-9]:[0-9]{2}", text) else text
    time = _parse_or_none(datetime.time.fromisoformat, padded)
    if time is None or len(padded) != len("14:30"):
        raise _InvalidRow(f"{name}: '{text}' is not a valid time. Expected a time such as 14:30")
    return str(format_time(time, "short", locale=locale)).replace("\u202f", " ")


def _parse_or_none(parse: Callable[[str], T], text: str) -> T | None:
    try:
        return parse(text)
    except ValueError:
        return None
