"""A JSON document in a file that several desks read and change, and that no kill and no damage can break."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from acucontent.desk.storage.folder import prepare_folder, wait_for_lock
from acucontent.desk.storage.notices import Notices
from acucontent.files import read_regular_file, write_file

JsonObject: TypeAlias = dict[str, Any]

MAX_BYTES = 2_000_000
"""The largest document, in bytes."""


TEMPORARY_MARK = "desk"
"""The mark of temporary files, by which those that a killed desk left are removed."""


class JsonFile:
    """A JSON object in a file. Without a folder, or if it cannot be written, the object is kept in memory only."""

    def __init__(self, path: Path | None, check: Callable[[JsonObject], object], notices: Notices) -> None:
        """Make a document without reading it.

        Args:
            path: The file; None to keep the object in memory.
            check: A function that raises ValueError for an object that is not usable: its file counts as damaged.
            notices: Where problems are reported.
        """
        self._path, self._check, self._notices = path, check, notices
        self._unsaved: JsonObject | None = None if path else {}

    def read(self) -> JsonObject:
        """Return the object; an empty one if there is no file. A damaged file is set aside."""
        if self._unsaved is None and self._path is not None:
            found = self._parse(self._path)
            if found is not None:
                return found
            try:
                with wait_for_lock(self._path.parent):
                    return self._read_locked(self._path)
            except OSError as error:
                self._keep_in_memory(error, {})
        return dict(self._unsaved or {})

    def change(self, change: Callable[[JsonObject], JsonObject]) -> None:
        """Replace the object by a changed one, in one step that no other desk can come between.

        If the file cannot be written, a notice says so, and the object is kept until the desk ends.
        """
        if self._unsaved is None and self._path is not None:
            try:
                prepare_folder(self._path.parent)
                with wait_for_lock(self._path.parent):
                    value = change(self._read_locked(self._path))
                    write_file(self._path, _dump(value), mark=TEMPORARY_MARK, private=True)
            except OSError as error:
                self._keep_in_memory(error, self._parse(self._path) or {})
            else:
                return
        self._unsaved = change(dict(self._unsaved or {}))

    def _keep_in_memory(self, error: OSError, value: JsonObject) -> None:
        self._notices.report_unsaved(error)
        self._unsaved = value

    def _parse(self, path: Path) -> JsonObject | None:
        """Return the object in the file, an empty one if there is none, and None if it is damaged."""
        if not os.path.lexists(path):
            return {}
        content = read_regular_file(path)
        if content is None or len(content) > MAX_BYTES:
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
