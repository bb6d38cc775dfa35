"""The database of the record: how it is opened, created, changed, and set aside if it is damaged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from acucontent.desk.storage.folder import wait_for_lock
from acucontent.desk.storage.json_file import find_free_name
from acucontent.desk.storage.notices import Notices
from acucontent.errors import AcucontentError

SCHEMA_VERSION = 2
"""The version of the tables, which SQLite keeps as `user_version`."""

BUSY_SECONDS = 5.0
"""How long one desk waits for another, whose changes take milliseconds."""

_SCHEMA = """
CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY,
    packed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE prints (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    made_for TEXT NOT NULL,
    action TEXT NOT NULL,
    choice TEXT NOT NULL,
    edition TEXT NOT NULL,
    filled INTEGER NOT NULL,
    guide_sha256 TEXT NOT NULL REFERENCES contents,
    overlay_sha256 TEXT REFERENCES contents,
    clinic TEXT,
    acucontent TEXT NOT NULL
);
CREATE TABLE sheets (
    print INTEGER NOT NULL REFERENCES prints ON DELETE CASCADE,
    place INTEGER NOT NULL,
    handout TEXT NOT NULL,
    title TEXT NOT NULL,
    pages INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    blank_sha256 TEXT NOT NULL,
    PRIMARY KEY (print, place)
) WITHOUT ROWID;
CREATE INDEX prints_by_day ON prints (day);
CREATE INDEX sheets_by_handout ON sheets (handout, print);
"""
_UPGRADE = """
ALTER TABLE prints ADD COLUMN made_for TEXT NOT NULL DEFAULT '';
UPDATE prints SET made_for = day;
"""
"""From version 1."""
_PRAGMAS = (
    "foreign_keys = ON",
    "secure_delete = ON",  # what was deleted is overwritten
    "auto_vacuum = INCREMENTAL",  # only before there are tables
    "journal_mode = WAL",
    "synchronous = FULL",
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class RecordUnusable(AcucontentError, OSError):
    """The record cannot be read or changed; the message says why."""


def open_or_replace(path: Path, notices: Notices) -> sqlite3.Connection:
    """Open a database, one desk after the other; set a damaged one aside and create a new one.

    Raises:
        OSError: The file cannot be created or renamed, or is of a newer version.
        sqlite3.Error: It cannot be opened.
    """
    with wait_for_lock(path.parent):
        try:
            return _open_file(path)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
        aside = find_free_name(path)
        path.rename(aside)
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
        notices.report_damage(path, aside)
        return _open_file(path)


def _open_file(path: Path) -> sqlite3.Connection:
    """Open a database that only its owner can read."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = open_database(str(path))
    try:
        _check_integrity(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_integrity(database: sqlite3.Connection) -> None:
    """Check the whole file, which takes milliseconds for a few thousand prints.

    Raises:
        sqlite3.DatabaseError: It is damaged.
    """
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        error = sqlite3.DatabaseError("the file is damaged")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def open_database(name: str) -> sqlite3.Connection:
    """Open a database and create its tables, unless they exist."""
    database = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _check_version(database, name)
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}").fetchall()
        _create_tables(database, name)
    except BaseException:
        database.close()
        raise
    return database


def _check_version(database: sqlite3.Connection, name: str) -> int:
    """Return the version of the tables; 0 if there are none.

    Raises:
        RecordUnusable: They are those of a newer version.
    """
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise RecordUnusable(f"{name}: was written by a newer version of acucontent. Install that version.")
    return version


def _create_tables(database: sqlite3.Connection, name: str) -> None:
    """Create the tables, or add what those of an older version do not have."""
    with change(database):
        version = _check_version(database, name)
        if version < SCHEMA_VERSION:
            for statement in (_UPGRADE if version else _SCHEMA).split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def change(database: sqlite3.Connection) -> Iterator[None]:
    """Make all changes of a block or none."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error means that the file is damaged."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def explain_error(path: Path | None, error: sqlite3.Error) -> RecordUnusable:
    """Return an error that says what to do, for an error of SQLite."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return RecordUnusable(f"{path}: is in use by another program. Try again in a moment.")
    return RecordUnusable(f"{path}: cannot be used as the record: {error}. Check the disk and the permissions.")
