"""Make the sheets of a table, and a manifest that lists them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from acucontent.batch.records import BadRow, Sheet
from acucontent.batch.share import OpenPool, share_work
from acucontent.batch.target import Target
from acucontent.rendering.exporter import DoesNotFit
from acucontent.rendering.template import Template

CHUNK = 50
"""The number of rows that a process is given at once."""

MANIFEST = "manifest.csv"
"""The file that lists the sheets. It has the rows and lines of the table, and no other information about patients."""

Rows: TypeAlias = tuple[Sheet | BadRow, ...]


@dataclass(frozen=True)
class MadeSheet:
    """A sheet that was made: its row number, the line in the table, its file name, and whether it was written now."""

    row: int
    line: int
    file: str
    written: bool
    blanks: tuple[str, ...] = ()
    """A message for each field that was left blank, because its text cannot be printed."""

    def __str__(self) -> str:
        return "\n".join(f"line {self.line}: {blank}" for blank in self.blanks)


@dataclass(frozen=True)
class Job:
    """The work for each row. It can be pickled."""

    template: Template
    target: Target
    stem: str
    """The beginning of each file name; the row number follows it."""
    suffix: str
    resume: bool = False
    """Whether to skip files that are up to date."""

    def make_name(self, row: int) -> str:
        """Return the file name for a row."""
        return f"{self.stem}-{row:06}{self.suffix}"

    @property
    def merged_name(self) -> str:
        """The name of the file with all sheets."""
        return f"{self.stem}-all{self.suffix}"

    def find_row(self, name: str) -> int | None:
        """Return the row of a file name of a sheet; None for other names."""
        match = re.fullmatch(rf"{re.escape(self.stem)}-([0-9]{{6,}}){re.escape(self.suffix)}", name)
        return int(match[1]) if match else None

    def __call__(self, chunk: Rows) -> tuple[MadeSheet | BadRow, ...]:
        """Make the sheets of some rows."""
        return tuple(each if isinstance(each, BadRow) else self._make_sheet(each) for each in chunk)

    def _make_sheet(self, sheet: Sheet) -> MadeSheet | BadRow:
        name = self.make_name(sheet.row)
        try:
            content, reasons = self.template.fill(sheet.words), self.template.explain_blanks(sheet.words)
        except DoesNotFit as error:
            return BadRow(sheet.row, sheet.line, str(error))
        is_current = self.resume and self.target.read(name) == content
        if not is_current:
            self.target.put(name, content)
        blanks = tuple(f"{field}: left blank, to be written by hand: {why}" for field, why in reasons.items())
        return MadeSheet(sheet.row, sheet.line, name, written=not is_current, blanks=blanks)


@dataclass(frozen=True)
class Summary:
    """The result of a batch."""

    written: int
    """The number of sheets that were written."""
    skipped: int
    """The number of sheets that were up to date."""
    bad: tuple[BadRow, ...]
    """The rows that are invalid or do not fit on the sheet."""
    with_blanks: int = 0
    """The number of sheets with fields that were left blank, because their text cannot be printed."""


def fill_sheets(
    rows: Iterable[Sheet | BadRow],
    job: Job,
    open_pool: OpenPool,
    workers: int,
    on_done: Callable[[Rows, tuple[MadeSheet | BadRow, ...]], None] = lambda rows, done: None,
) -> Summary:
    """Make the sheets of a table and their manifest.

    Args:
        rows: The rows, read as they are needed.
        job: The work for each row.
        open_pool: A function that opens the processes that share the work.
        workers: The number of processes.
        on_done: A function that is called with some rows and their results, in the order of the table.

    Returns:
        The number of sheets, and the rows that failed.

    Raises:
        CannotWrite: A file cannot be written.
        LostWorker: All processes that were given the same rows died.
    """
    manifest, counts, bad, with_blanks = io.StringIO(newline=""), [0, 0], [], 0
    table = csv.writer(manifest)
    table.writerow(("row", "line", "file"))
    with ExitStack() as stack:
        stack.callback(job.target.remove_leftovers)  # after the processes have stopped
        for chunk, done in stack.enter_context(closing(share_work(_split_into_chunks(rows), job, open_pool, workers))):
            for each in done:
                if isinstance(each, BadRow):
                    bad.append(each)
                    job.target.remove(job.make_name(each.row))
                else:
                    counts[each.written] += 1
                    with_blanks += bool(each.blanks)
                    table.writerow((each.row, each.line, each.file))
            on_done(chunk, done)
    job.target.put(MANIFEST, manifest.getvalue().encode("utf-8"))
    return Summary(written=counts[True], skipped=counts[False], bad=tuple(bad), with_blanks=with_blanks)


def _split_into_chunks(rows: Iterable[Sheet | BadRow]) -> Iterator[Rows]:
    rows = iter(rows)
    while chunk := tuple(islice(rows, CHUNK)):
        yield chunk
