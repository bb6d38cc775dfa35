"""Records: the rows of a table file as they were read, before they are checked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from acucontent.errors import AcucontentError


class BadTable(AcucontentError, ValueError):
    """The whole table is invalid: its file cannot be read, the column `patient` is missing, or it has no rows."""


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be used, with the reason."""

    reason: str


Cell: TypeAlias = str | datetime.date | datetime.time | BadCell
"""The content of a cell: text, or a value of a workbook."""


class Record(NamedTuple):
    """A row of a table file."""

    line: int
    """The line at which it begins, or the row of a workbook, from 1."""
    cells: tuple[Cell, ...]
    problem: str = ""
    """Why the row cannot be used, if its cells are not what was meant."""

    @property
    def is_blank(self) -> bool:
        """Whether it has no text or value."""
        return not any(cell.strip() if isinstance(cell, str) else True for cell in self.cells)


class TableFile(Protocol):
    """An open table file. It is read more than once."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not read, one sentence each."""
        raise NotImplementedError

    def read_records(self) -> Iterator[Record]:
        """Yield all rows, the blank ones included, one by one.

        Raises:
            BadTable: The file is damaged; the message begins with the line.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Sheet:
    """The values for one sheet, with the row number (from 1) and the line in the file."""

    row: int
    line: int
    words: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class BadRow:
    """An invalid row, with its row number (from 1), its line in the file, and the reason."""

    row: int
    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"
