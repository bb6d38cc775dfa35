"""The record of prints: what was printed, and what is needed to print exactly the same sheets again.

It is an SQLite database with a write-ahead log, so a print is recorded as a whole or not at all, also if the desk is
killed, and several desks can record at once. `NewPrint` cannot hold the words of a patient.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from acucontent._version import __version__
from acucontent.desk.choices import SheetChoice
from acucontent.desk.storage.database import (
    RecordUnusable,
    change,
    explain_error,
    is_damage,
    open_database,
    open_or_replace,
)
from acucontent.desk.storage.notices import Notices
from acucontent.desk.storage.prints import KeptEdition, NewPrint, Print, PrintedSheet, RecordPage
from acucontent.errors import AcucontentError
from acucontent.identity import dump_overlay

T = TypeVar("T")

FILE = "record.sqlite3"
"""The name of the file. SQLite keeps two files beside it, with `-wal` and `-shm`."""

PAGE_SIZE = 50
"""How many prints a page of the record has."""

MAX_CONTENT_BYTES = 20_000_000
"""The largest guide or overlay that is unpacked, in bytes."""


_LARGEST_NUMBER = 2**63 - 1
"""The largest number that SQLite has for a print."""


class UnknownPrint(AcucontentError, LookupError):
    """The record has no such print."""


class DamagedContent(AcucontentError, ValueError):
    """What a print was made from is missing or damaged, so that it cannot be printed again."""


class Record:
    """The record of prints. It is thread-safe; several desks can use its file at once."""

    def __init__(self, path: Path | None, notices: Notices) -> None:
        """Make a record; see `open`."""
        self._path, self._notices, self._lock = path, notices, RLock()
        self._database: sqlite3.Connection | None = None

    @classmethod
    def open(cls, folder: Path | None, notices: Notices) -> Record:
        """Open the record in a folder, and create it if it does not exist.

        A damaged file is set aside, and a new record begins. If the file cannot be used, a notice says so, and the
        record is kept in memory. Without a folder it is always kept in memory.
        """
        record = cls(folder / FILE if folder else None, notices)
        with record._lock:
            record._connect()
        return record

    def close(self) -> None:
        """Close the file. What was added is on the disk already."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def add(self, new: NewPrint) -> int | None:
        """Add a print and return its number.

        If that fails, a notice says so and None is returned: a record that cannot be written stops no print.
        """
        contents = [new.guide.source.encode("utf-8")] + ([dump_overlay(new.overlay)] if new.overlay else [])
        packed = {hashlib.sha256(each).hexdigest(): each for each in contents}
        hashes = list(packed)
        row = {
            "at": new.at.astimezone(datetime.UTC).isoformat(timespec="milliseconds"),
            "day": new.day.isoformat(),
            "made_for": new.made_for.isoformat(),
            "action": new.action,
            "choice": json.dumps(new.choice.to_json(), ensure_ascii=False),
            "edition": new.guide.edition,
            "filled": new.filled,
            "guide_sha256": hashes[0],
            "overlay_sha256": hashes[1] if new.overlay else None,
            "clinic": new.overlay.clinic.name if new.overlay else None,
            "acucontent": __version__,
        }
        try:
            return self._run(lambda database: _insert(database, row, new.sheets, packed))
        except RecordUnusable as error:
            self._notices.report(f"A print is missing from the record. {error}")
            return None

    def list_prints(
        self, page: int = 1, *, guide: str = "", handout: str = "", day: datetime.date | None = None
    ) -> RecordPage:
        """Return a page of the record, newest first.

        Args:
            page: The number of the page, from 1; a number that is too large gives the last page.
            guide: The id of a guide: only its prints.
            handout: The id of a handout: only prints with this sheet.
            day: Only prints of this day.

        Raises:
            RecordUnusable: The record cannot be read.
        """
        return self._run(lambda database: _select_page(database, page, guide, handout, day))

    def list_sheets(self) -> Sequence[tuple[str, str, str]]:
        """Return the guide, the id and the latest title of each handout in the record, sorted by guide and title.

        Raises:
            RecordUnusable: The record cannot be read.
        """
        query = (
            "SELECT json_extract(choice, '$.guide') AS guide, handout, title, max(number) FROM sheets "
            "JOIN prints ON prints.number = sheets.print GROUP BY guide, handout ORDER BY guide, title"
        )
        return self._run(lambda database: [row[:3] for row in database.execute(query)])

    def get(self, number: int) -> Print:
        """Return a print.

        Raises:
            UnknownPrint: There is none with the number.
            RecordUnusable: The record cannot be read.
        """
        known = min(number, _LARGEST_NUMBER)
        found = self._run(lambda database: _load_prints(database, "WHERE number = ?", (known,)))
        if not found:
            raise UnknownPrint(f"Print {number} is not in the record. It may have been deleted.")
        return found[0]

    def read_edition(self, printed: Print) -> KeptEdition:
        """Return what a print was made from.

        Raises:
            DamagedContent: It is missing or damaged.
            RecordUnusable: The record cannot be read.
        """
        guide = self._run(lambda database: _unpack(database, printed.guide_sha256))
        overlay = printed.overlay_sha256
        return KeptEdition(guide, self._run(lambda database: _unpack(database, overlay)) if overlay else None)

    def count_before(self, day: datetime.date) -> int:
        """Return how many prints there are before a day.

        Raises:
            RecordUnusable: The record cannot be read.
        """
        query = "SELECT count(*) FROM prints WHERE day < ?"
        return self._run(lambda database: int(database.execute(query, (day.isoformat(),)).fetchone()[0]))

    def delete_before(self, day: datetime.date) -> int:
        """Delete the prints before a day, and what only they were made from. Return how many prints there were.

        Raises:
            RecordUnusable: The record cannot be changed.
        """
        deleted = self._run(lambda database: _delete_before(database, day))
        if deleted:
            with suppress(RecordUnusable):  # only makes the file smaller
                self._run(_make_smaller)
        return deleted

    def _run(self, task: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result of a task; if the file turns out to be damaged, begin a new one and run it again."""
        with self._lock:
            try:
                return task(self._database or self._connect())
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise explain_error(self._path, error) from error
            self.close()
            try:
                return task(self._connect())
            except sqlite3.Error as error:
                raise explain_error(self._path, error) from error

    def _connect(self) -> sqlite3.Connection:
        """Open the file, or a database in memory if it cannot be used."""
        if self._path is not None:
            try:
                self._database = open_or_replace(self._path, self._notices)
            except (OSError, sqlite3.Error) as error:
                self._notices.report_unsaved(
                    FILE, error if isinstance(error, OSError) else explain_error(self._path, error)
                )
                self._path = None
        if self._database is None:
            self._database = open_database(":memory:")
        return self._database


def _insert(
    database: sqlite3.Connection,
    row: Mapping[str, Any],
    sheets: Sequence[PrintedSheet],
    contents: Mapping[str, bytes],
) -> int:
    """Add a print with its sheets, and with the contents that are not in the record yet."""
    with change(database):
        for sha256, content in contents.items():
            if database.execute("SELECT 1 FROM contents WHERE sha256 = ?", (sha256,)).fetchone() is None:
                database.execute("INSERT INTO contents VALUES (?, ?)", (sha256, zlib.compress(content)))
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        number = database.execute(f"INSERT INTO prints ({names}) VALUES ({marks})", row).lastrowid
        database.executemany(
            "INSERT INTO sheets VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (number, place, each.handout, each.title, each.pages, each.content_hash, each.blank_sha256)
                for place, each in enumerate(sheets)
            ],
        )
    assert number is not None
    return number


def _select_page(
    database: sqlite3.Connection, page: int, guide: str, handout: str, day: datetime.date | None
) -> RecordPage:
    conditions = {
        "json_extract(choice, '$.guide') = ?": guide,
        "EXISTS (SELECT 1 FROM sheets WHERE print = number AND handout = ?)": handout,
        "day = ?": day.isoformat() if day else "",
    }
    used = {condition: value for condition, value in conditions.items() if value}
    where = f"WHERE {' AND '.join(used)}" if used else ""
    (total,) = database.execute(f"SELECT count(*) FROM prints {where}", tuple(used.values())).fetchone()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    tail = f"{where} ORDER BY number DESC LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}"
    return RecordPage(tuple(_load_prints(database, tail, tuple(used.values()))), page, pages, total)


def _load_prints(database: sqlite3.Connection, tail: str, values: tuple[Any, ...]) -> list[Print]:
    with closing(database.cursor()) as cursor:
        cursor.row_factory = sqlite3.Row
        rows = cursor.execute(f"SELECT * FROM prints {tail}", values).fetchall()
        return [_make_print(row, _load_sheets(cursor, row["number"])) for row in rows]


def _load_sheets(cursor: sqlite3.Cursor, number: int) -> tuple[PrintedSheet, ...]:
    query = "SELECT handout, title, pages, content_hash, blank_sha256 FROM sheets WHERE print = ? ORDER BY place"
    return tuple(PrintedSheet(*row) for row in cursor.execute(query, (number,)).fetchall())


def _make_print(row: sqlite3.Row, sheets: tuple[PrintedSheet, ...]) -> Print:
    return Print(
        number=row["number"],
        at=datetime.datetime.fromisoformat(row["at"]),
        day=datetime.date.fromisoformat(row["day"]),
        made_for=datetime.date.fromisoformat(row["made_for"]),
        action=row["action"],
        choice=SheetChoice.from_json(json.loads(row["choice"])),
        edition=row["edition"],
        filled=bool(row["filled"]),
        guide_sha256=row["guide_sha256"],
        overlay_sha256=row["overlay_sha256"],
        clinic=row["clinic"],
        acucontent=row["acucontent"],
        sheets=sheets,
    )


def _unpack(database: sqlite3.Connection, sha256: str) -> bytes:
    row = database.execute("SELECT packed FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
    content = b""
    with suppress(zlib.error):
        content = zlib.decompressobj().decompress(row[0] if row else b"", MAX_CONTENT_BYTES)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedContent("Its guide or overlay is missing from the record or damaged: it cannot be printed again.")
    return content


def _make_smaller(database: sqlite3.Connection) -> None:
    """Give the space of what was deleted back to the disk."""
    database.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")  # `execute` frees one page


def _delete_before(database: sqlite3.Connection, day: datetime.date) -> int:
    with change(database):
        deleted = database.execute("DELETE FROM prints WHERE day < ?", (day.isoformat(),)).rowcount
        if deleted:
            used = "SELECT guide_sha256 FROM prints UNION SELECT overlay_sha256 FROM prints"
            database.execute(f"DELETE FROM contents WHERE sha256 NOT IN ({used} WHERE overlay_sha256 NOT NULL)")
    return deleted
