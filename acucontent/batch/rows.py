"""The table of patients: one row a sheet. Every row that cannot be used is told with its line, the others are done."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

from babel.dates import format_date, format_time
from pydantic_core import PydanticCustomError

from acucontent.model.base import sound
from acucontent.model.suggestions import describe_unknown

T = TypeVar("T")

LONGEST_CELL = 2_000
"""The longest cell that is read, in characters."""

_DELIMITERS = (",", ";", "\t")
_OTHER_NAMES = {"note": "notes", "next": "next_visit", "name": "patient"}
_BESIDE = ("language", "time")
"""Columns that fill nothing in by themselves."""


class BadTable(ValueError):
    """The table cannot be used at all: it is no CSV file, or a column is unknown or missing."""


@dataclass(frozen=True)
class Sheet:
    """One sheet to be made: the number of its row, from 1, its line in the file, and what is to be filled in."""

    row: int
    line: int
    words: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class BadRow:
    """A row of which no sheet can be made: its number, its line in the file, and why."""

    row: int
    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


_ENCODING = "is not UTF-8 text: save it as 'CSV UTF-8'"


class _Refused(ValueError):
    """A cell cannot be used; the message says which and why."""


def read_table(lines: TextIO, names: Iterable[str], language: str) -> Iterator[Sheet | BadRow]:
    """The rows of a table, one after the other, as they are asked for.

    The columns are named in the first line: what is to be filled in, and `time` and `language`. Dates are written
    2026-12-31 and times 14:30; on the sheet they stand as the language has them.

    Args:
        lines: The open file, read without translating line ends.
        names: What can be filled in on the sheet; `patient` must be among the columns.
        language: The language of the sheet, as BCP 47.

    Raises:
        BadTable: it is not UTF-8; or its first line names a column that is unknown or twice there, or lacks `patient`.
    """
    table = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
    columns = _columns(_heads(table), [*names])
    row = 0
    while True:
        before = table.line_num + 1
        try:
            cells = _next(table)
        except _Broken as error:
            yield BadRow(row + 1, before, str(error))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            row += 1
            yield _sheet(row, before, columns, cells, language)


def _delimiter(lines: TextIO) -> str:
    """What stands between the columns: a comma, or what other languages' spreadsheets write in its place.

    Raises:
        BadTable: it cannot be read as text.
    """
    try:
        first = lines.readline()
        lines.seek(0)
    except UnicodeDecodeError:
        raise BadTable(_ENCODING) from None
    return max(_DELIMITERS, key=first.count)


class _Broken(Exception):
    """The file is no CSV from here on."""


def _next(table: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(table, None)
    except csv.Error as error:
        raise _Broken(f"is no CSV: {error}. The rows after it were not read") from None
    except UnicodeDecodeError:
        raise BadTable(_ENCODING) from None


def _heads(table: Iterator[list[str]]) -> list[str]:
    try:
        return _next(table) or []
    except _Broken as error:
        raise BadTable(f"line 1: {error}") from None


def _columns(heads: list[str], names: list[str]) -> list[str]:
    """What each column fills in.

    Raises:
        BadTable: a column is unknown, or stands there twice, or there is none for the patient.
    """
    known = [*names, *_BESIDE]
    found: list[str] = []
    for head in heads:
        plain = "_".join(head.strip().lower().replace("_", " ").split())
        name = _OTHER_NAMES.get(plain, plain)
        if name not in known:
            raise BadTable(f"line 1: {describe_unknown('column', head, known)}")
        if name in found:
            raise BadTable(f"line 1: there are two columns '{name}': delete one")
        found.append(name)
    if "patient" not in found:
        raise BadTable(f"line 1: there is no column 'patient'. Columns: {', '.join(known)}")
    return found


def _sheet(row: int, line: int, columns: list[str], cells: list[str], language: str) -> Sheet | BadRow:
    try:
        given = {name: _cell(name, cell) for name, cell in _paired(columns, cells)}
        return Sheet(row, line, _words(given, language))
    except _Refused as error:
        return BadRow(row, line, str(error))


def _paired(columns: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    if len(cells) != len(columns):
        raise _Refused(f"has {len(cells)} cells, and there are {len(columns)} columns")
    return zip(columns, cells, strict=True)


def _cell(name: str, cell: str) -> str:
    if len(cell) > LONGEST_CELL:
        raise _Refused(f"{name}: has {len(cell):,} characters; {LONGEST_CELL:,} are read at most")
    try:
        return " ".join(sound(cell).split())
    except PydanticCustomError as error:
        raise _Refused(f"{name}: {error.message()}") from None


def _words(given: Mapping[str, str], language: str) -> dict[str, str]:
    """What is filled in, dates and times as the language has them."""
    if not given["patient"]:
        raise _Refused("patient: is empty")
    if given.get("language", language) not in ("", language):
        raise _Refused(f"language: '{given['language']}' is not the guide's, which is {language}")
    if given.get("time") and not given.get("date"):
        raise _Refused("time: has no date beside it")
    locale = language.replace("-", "_")
    words = {name: text for name, text in given.items() if text and name not in _BESIDE}
    if "date" in words:
        words["date"] = _day("date", words["date"], locale)
    if given.get("time"):
        words["date"] = f"{words['date']}, {_hour('time', given['time'], locale)}"
    if "next_visit" in words:
        words["next_visit"] = _visit(words["next_visit"], locale)
    return words


def _visit(text: str, locale: str) -> str:
    """A day, or a day and a time."""
    day, _, hour = text.replace("T", " ", 1).partition(" ")
    told = _day("next_visit", day, locale)
    return f"{told}, {_hour('next_visit', hour, locale)}" if hour else told


def _day(name: str, text: str, locale: str) -> str:
    found = _parsed(datetime.date.fromisoformat, text)
    if found is None or len(text) != len("2026-12-31"):
        raise _Refused(f"{name}: '{text}' is not a day: write it as 2026-12-31")
    return str(format_date(found, "long", locale=locale))


def _hour(name: str, text: str, locale: str) -> str:
    """A time of day as the language has it; spreadsheets write an early hour without its nought."""
    whole = f"0{text}" if re.fullmatch(r"[0-9]:[0-9]{2}", text) else text
    found = _parsed(datetime.time.fromisoformat, whole)
    if found is None or len(whole) != len("14:30"):
        raise _Refused(f"{name}: '{text}' is not a time: write it as 14:30")
    return str(format_time(found, "short", locale=locale)).replace("\u202f", " ")


def _parsed(read: Callable[[str], T], text: str) -> T | None:
    try:
        return read(text)
    except ValueError:
        return None
