"""A JSON document in a file that several desks read and change, and that no kill and no damage can break."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from acucontent.desk.storage.folder import prepare_folder, wait_for_lock
from acucontent.desk.storage.notices import Notices
from acucontent.errors import AcucontentError
from acucontent.files import read_regular_file, write_file

JsonObject: TypeAlias = dict[str, Any]

MAX_BYTES = 2_000_000
"""The largest document, in bytes."""


TEMPORARY_MARK = "desk"
"""The mark of temporary files, by which those that a killed desk left are removed."""


class CannotRead(AcucontentError, OSError):
    """A file of the desk cannot be read; the message says why."""


class JsonFile:
    """A JSON object in a file. Without a folder it is kept in memory only.

    If the file cannot be read or written, the object is kept in memory until a later change can be saved.
    """

    def __init__(self, path: Path | None, check: Callable[[JsonObject], object], notices: Notices) -> None:
        """Make a document without reading it.

        Args:
            path: The file; None to keep the object in memory.
            check: A function that raises ValueError for an object that is not usable: its file counts as damaged.
            notices: Where problems are reported.
        """
        self._path, self._check, self._notices = path, check, notices
        self._lock = Lock()
        self._unsaved: JsonObject | None = None if path else {}
        self._saved: JsonObject = {}
        """What the file had when a change could not be saved first."""

    def read(self) -> JsonObject:
        """Return the object; an empty one if there is no file. A damaged file is set aside."""
        with self._lock:
            if self._path is None or self._unsaved is not None:
                return dict(self._unsaved or {})
            try:
                return self._read_file(self._path)
            except OSError as error:
                self._notices.report_unsaved(self._path.name, error)
                return {}

    def _read_file(self, path: Path) -> JsonObject:
        with suppress(CannotRead):  # another desk may replace it just now
            found = self._parse(path)
            if found is not None:
                return found
        with wait_for_lock(path.parent):
            return self._read_locked(path)

    def change(self, change: Callable[[JsonObject], JsonObject]) -> None:
        """Replace the object by a changed one, in one step that no other desk can come between.

        If the file cannot be written, a notice says so. The change is then kept until the desk ends, and saved with the
        next one if that is possible.
        """
        with self._lock:
            if self._path is None or not self._save(self._path, change):
                self._unsaved = change(dict(self._unsaved or {}))

    def _save(self, path: Path, change: Callable[[JsonObject], JsonObject]) -> bool:
        """Change the object in the file, and return whether that succeeded."""
        try:
            prepare_folder(path.parent)
            with wait_for_lock(path.parent):
                value = change(self._add_unsaved(self._read_locked(path)))
                write_file(path, _dump(value), mark=TEMPORARY_MARK, private=True)
        except OSError as error:
            self._notices.report_unsaved(path.name, error)
            if self._unsaved is None:
                self._saved = self._unsaved = self._read_what_is_there(path)
            return False
        self._unsaved = None
        self._notices.withdraw_unsaved(path.name)
        return True

    def _add_unsaved(self, found: JsonObject) -> JsonObject:
        """Return what is in the file with the changes that could not be saved."""
        own, saved = self._unsaved, self._saved
        if own is None:
            return found
        kept = {key: value for key, value in found.items() if key in own or key not in saved}
        return kept | {key: value for key, value in own.items() if key not in saved or value != saved[key]}

    def _read_what_is_there(self, path: Path) -> JsonObject:
        try:
            return self._parse(path) or {}
        except OSError:
            return {}

    def _parse(self, path: Path) -> JsonObject | None:
        """Return the object in the file, an empty one if there is none, and None if it is damaged.

        Raises:
            CannotRead: It is a link or no file, or its permissions do not allow it; that is no damage.
        """
        if not os.path.lexists(path):
            return {}
        content = read_regular_file(path)
        if content is None:
            raise CannotRead(f"{path}: cannot be read. It must be a file, not a link, that you have the right to read.")
        if len(content) > MAX_BYTES:
            return None
        try:
            value = json.loads(content)
            if not isinstance(value, dict):
                return None
            self._check(value)
        except (ValueError, RecursionError):
            return None
        return value

    def _read_locked(self, path: Path) -> JsonObject:
        """Return the object in the file of a locked folder; if it is damaged, rename the file first."""
        found = self._parse(path)
        if found is None:
            aside = find_free_name(path)
            path.rename(aside)
            self._notices.report_damage(path, aside)
        return found or {}


def _dump(value: JsonObject) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def find_free_name(path: Path) -> Path:
    """Return a free name for a damaged file: its own with `.damaged-1` and so on."""
    return next(
        each for number in range(1, 10_000) if not (each := path.with_name(f"{path.name}.damaged-{number}")).exists()
    )
