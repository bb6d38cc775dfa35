"""Check the rows of a table: each one becomes the values of a sheet, or the reason why it is invalid."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from babel.dates import format_date, format_time
from langcodes import standardize_tag
from langcodes.tag_parser import LanguageTagError

from acucontent.batch.cell_text import BadText, clean_text
from acucontent.batch.columns import Columns
from acucontent.batch.dates import EXPECTED_DATE, EXPECTED_TIME, BadDate, parse_moment, parse_time
from acucontent.batch.records import BadCell, BadRow, Cell, Record, Sheet
from acucontent.errors import AcucontentError
from acucontent.model.characters import remove_invisible

_LONG_TEXTS = re.compile(r"notes|answer_[0-9]+")
"""The fields whose text may have several lines."""
MAX_NAME = 100
"""The longest name of a patient or practitioner, in characters: its line on a sheet has space for no more."""
_MOMENTS = ("date", "next_visit")
_LOST_LETTER = re.compile(r"\w\?|\?\w")
"""What a program prints for a letter that its encoding lacks."""


class _InvalidRow(ValueError):
    """A row cannot be used; the message names the column and the reason, and quotes no cell."""


class BadWords(AcucontentError, ValueError):
    """The words for a sheet cannot be used; the message begins with the field and quotes no words."""


def make_sheet(row: int, record: Record, columns: Columns, languages: Sequence[str]) -> Sheet | BadRow:
    """Return the values of a row for the fields of the sheet, with dates and times formatted for the language.

    Args:
        row: The number of the row, from 1. Blank rows are not counted.
        record: The row.
        columns: The columns of the table.
        languages: The language of the sheet, as a BCP 47 tag, and then any other tag that the row may have for it.
    """
    if record.problem:
        return BadRow(row, record.line, record.problem)
    try:
        cells = dict(_pair_cells(columns, record.cells))
        _check_language(cells.pop("language", ""), languages)
        words = _fill_in(cells, languages[0])
    except _InvalidRow as error:
        return BadRow(row, record.line, str(error))
    return Sheet(row, record.line, words) if "patient" in words else BadRow(row, record.line, "patient: is empty")


def format_words(words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return words for the fields of a sheet as `make_sheet` returns those of a row. The patient may be missing.

    Args:
        words: The words by field: those of the sheet and `time`. Empty words are left out.
        language: The language of the sheet, as a BCP 47 tag.

    Raises:
        BadWords: A date is invalid, or a text cannot be printed.
    """
    try:
        return _fill_in({name: text for name, text in words.items() if not _is_blank(text)}, language)
    except _InvalidRow as error:
        raise BadWords(str(error)) from None


def _pair_cells(columns: Columns, cells: tuple[Cell, ...]) -> Iterator[tuple[str, Cell]]:
    """Yield the name of each field with its cell. Missing cells at the end are blank."""
    for place, cell in enumerate(cells):
        if _is_blank(cell):
            continue
        if place >= len(columns.fields):
            raise _InvalidRow(f"has {len(cells)} cells, but there are {len(columns.fields)} columns")
        if not columns.headings[place]:
            raise _InvalidRow(f"column {place + 1}: has text, but the column has no heading")
        if name := columns.fields[place]:
            yield name, cell


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not remove_invisible(cell).strip()


def _check_language(cell: Cell, languages: Sequence[str]) -> None:
    """Reject another language than that of the sheet. Case does not matter, and the region may be missing."""
    tag = _read_text("language", cell).replace("_", "-").casefold()
    if tag and not any(_has_language(each.casefold(), tag) for each in languages):
        raise _InvalidRow(f"language: is not the language of the sheets, which is '{languages[0]}'")


def _has_language(own: str, tag: str) -> bool:
    return tag == own or own.startswith(f"{_standardize(tag)}-")


def _standardize(tag: str) -> str:
    """Return a tag with the shortest code of its language: `en` for `eng`."""
    try:
        return standardize_tag(tag).casefold()
    except LanguageTagError:
        return tag


def _fill_in(cells: Mapping[str, Cell], language: str) -> dict[str, str]:
    """Return the values for the fields of the sheet."""
    if "time" in cells and "date" not in cells:
        raise _InvalidRow("time: needs a date in the same row")
    visit = {name: cells[name] for name in ("date", "time") if "time" in cells}
    words = {name: _write_text(name, cell, language) for name, cell in cells.items() if name not in visit}
    if visit:
        words["date"] = _write_visit(visit["date"], visit["time"], language)
    return {name: text for name, text in words.items() if text}


def _write_text(name: str, cell: Cell, language: str) -> str:
    """Return the text of a field."""
    if name in _MOMENTS:
        return _format_moment(*_read_moment(name, cell, language), language)
    if isinstance(cell, datetime.date) and _LONG_TEXTS.fullmatch(name):
        return _format_moment(*_read_moment(name, cell, language), language)
    return _read_text(name, cell)


def _read_text(name: str, cell: Cell) -> str:
    """Return the text of a cell."""
    if not isinstance(cell, str):
        raise _InvalidRow(f"{name}: {cell.reason if isinstance(cell, BadCell) else 'is a date or a time, not text'}")
    try:
        text = clean_text(cell)
    except BadText as error:
        raise _InvalidRow(f"{name}: {error}") from None
    if not _LONG_TEXTS.fullmatch(name):
        _check_short_text(name, cell, text)
    return text


def _check_short_text(name: str, cell: str, text: str) -> None:
    """Reject what is not a name, such as `---` or `Jos?`, or more than one row in a cell."""
    if re.search(r"[\r\n]", cell.strip()) and re.search(r"[,;\t]", cell):
        raise _InvalidRow(f"{name}: has several lines. A quotation mark may not be closed")
    if _LOST_LETTER.search(text):
        raise _InvalidRow(f"{name}: has a question mark in place of a letter. To fix it, save it as 'CSV UTF-8'")
    if len(text) > MAX_NAME:
        raise _InvalidRow(f"{name}: is longer than {MAX_NAME} characters")
    if text and not any(character.isalnum() for character in text):
        raise _InvalidRow(f"{name}: has no letter or digit")


def _write_visit(day_cell: Cell, time_cell: Cell, language: str) -> str:
    """Return the day and the time of a visit from their two cells."""
    day, own_time = _read_moment("date", day_cell, language)
    time = _read_time(time_cell)
    if own_time not in (None, time):
        raise _InvalidRow("time: differs from the time in the cell of the date")
    return _format_moment(day, time, language)


def _read_moment(name: str, cell: Cell, language: str) -> tuple[datetime.date, datetime.time | None]:
    """Return the day in a cell, and its time, if it has one."""
    match cell:
        case datetime.datetime():
            return cell.date(), None if cell.time() == datetime.time() else cell.time()
        case datetime.date():
            return cell, None
        case str():
            try:
                return parse_moment(cell, language)
            except BadDate as error:
                raise _InvalidRow(f"{name}: {error}") from None
        case BadCell():
            raise _InvalidRow(f"{name}: {cell.reason}")
    raise _InvalidRow(f"{name}: is a time without a date. {EXPECTED_DATE}")


def _read_time(cell: Cell) -> datetime.time:
    """Return the time in a cell."""
    match cell:
        case datetime.time():
            return cell
        case str():
            try:
                return parse_time(cell)
            except BadDate as error:
                raise _InvalidRow(f"time: {error}") from None
        case BadCell():
            raise _InvalidRow(f"time: {cell.reason}")
    raise _InvalidRow(f"time: is a date. {EXPECTED_TIME}")


def _format_moment(day: datetime.date, time: datetime.time | None, language: str) -> str:
    """Return a day and its time, formatted for a language."""
    locale = language.replace("-", "_")
    formatted = str(format_date(day, "long", locale=locale))
    if time is None:
        return formatted
    return f"{formatted}, {format_time(time, 'short', locale=locale)}".replace("\u202f", " ")
