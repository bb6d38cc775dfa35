"""A batch: the sheets of a table, and the list of what was made."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from acucontent.batch.rows import BadRow, Sheet
from acucontent.batch.share import OpenPool, share
from acucontent.batch.target import Target
from acucontent.rendering.exporter import DoesNotFit
from acucontent.rendering.template import Template

CHUNK = 50
"""How many rows go to a process at once."""

MANIFEST = "manifest.csv"
"""The file that lists what was made. It holds nothing of a patient but the number of the row."""

Rows: TypeAlias = tuple[Sheet | BadRow, ...]


@dataclass(frozen=True)
class Made:
    """A sheet that stands in its place: the number of its row, its file, and whether it was written now."""

    row: int
    file: str
    written: bool


@dataclass(frozen=True)
class Job:
    """What is done with each row. It can be sent to another process."""

    template: Template
    target: Target
    stem: str
    """What each file name begins with; it goes on with the number of the row."""
    suffix: str
    resume: bool = False
    """Whether a file that is there already, and is what would be made, is left alone."""

    def name(self, row: int) -> str:
        """The file name of a row."""
        return f"{self.stem}-{row:06}{self.suffix}"

    def __call__(self, chunk: Rows) -> tuple[Made | BadRow, ...]:
        """Do some rows."""
        return tuple(each if isinstance(each, BadRow) else self._one(each) for each in chunk)

    def _one(self, sheet: Sheet) -> Made | BadRow:
        name = self.name(sheet.row)
        try:
            content = self.template.fill(sheet.words)
        except DoesNotFit as error:
            return BadRow(sheet.row, sheet.line, str(error))
        if self.resume and self.target.read(name) == content:
            return Made(sheet.row, name, written=False)
        self.target.put(name, content)
        return Made(sheet.row, name, written=True)


@dataclass(frozen=True)
class Summary:
    """How a batch went."""

    written: int
    kept: int
    """Sheets that were there already."""
    bad: tuple[BadRow, ...]


def run(
    rows: Iterable[Sheet | BadRow],
    job: Job,
    open_pool: OpenPool,
    workers: int,
    on_done: Callable[[Rows, tuple[Made | BadRow, ...]], None] = lambda rows, done: None,
) -> Summary:
    """Make the sheets of a table, and the list of what was made.

    Args:
        rows: The rows, read as they are needed.
        job: What is done with each.
        open_pool: Opens the processes that share the work.
        workers: How many there are.
        on_done: Called with some rows and what became of them, in the order of the table.

    Raises:
        CannotWrite: a file cannot be put in its place.
        LostWorker: every process that was given some rows died.
    """
    listed, made, bad = io.StringIO(newline=""), [0, 0], []
    table = csv.writer(listed)
    table.writerow(("row", "file"))
    for chunk, done in share(_chunks(rows), job, open_pool, workers):
        for each in done:
            if isinstance(each, BadRow):
                bad.append(each)
            else:
                made[each.written] += 1
                table.writerow((each.row, each.file))
        on_done(chunk, done)
    job.target.put(MANIFEST, listed.getvalue().encode("utf-8"))
    return Summary(written=made[True], kept=made[False], bad=tuple(bad))


def _chunks(rows: Iterable[Sheet | BadRow]) -> Iterator[Rows]:
    rows = iter(rows)
    while chunk := tuple(islice(rows, CHUNK)):
        yield chunk
