"""Everything that the desk keeps, in one folder that only its owner can open."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from acucontent.desk.storage.folder import prepare_folder, wait_for_lock
from acucontent.desk.storage.json_file import TEMPORARY_MARK
from acucontent.desk.storage.notices import Notices
from acucontent.desk.storage.record import Record
from acucontent.desk.storage.saved_sets import SavedSets
from acucontent.desk.storage.settings import SettingsFile
from acucontent.files import CannotWrite, remove_temporary_files


@dataclass(frozen=True)
class Store:
    """The settings, the saved sets and the record of the desk. It is thread-safe, and several desks can share it."""

    settings: SettingsFile
    sets: SavedSets
    record: Record
    notices: Notices
    """What could not be saved or read; empty if all is well."""
    folder: Path | None = None
    """The folder; None if it could not be written when it was opened."""

    @classmethod
    def open(cls, folder: Path | None) -> Store:
        """Open the files of a folder, which is created if it does not exist.

        If the folder cannot be written, a notice says so, and what changes is kept in memory until it can be saved; the
        record always is.

        Args:
            folder: The folder, such as that of `find_user_folder`; None for a user without a home folder.
        """
        notices = Notices()
        writable = _prepare(folder, notices)
        readable = folder if folder and folder.is_dir() else None
        record = Record.open(writable, notices)
        return cls(SettingsFile(readable, notices), SavedSets(readable, notices), record, notices, writable)

    def delete_expired(self, today: datetime.date) -> int:
        """Delete the prints that are older than the settings allow, and return how many there were.

        Raises:
            RecordUnusable: The record cannot be changed.
        """
        days = self.settings.read().keep_days
        return self.record.delete_before(today - datetime.timedelta(days=days)) if days else 0

    def close(self) -> None:
        """Close the record."""
        self.record.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _prepare(folder: Path | None, notices: Notices) -> Path | None:
    """Return the folder if it can be written."""
    try:
        if folder is None:
            raise CannotWrite("You have no home folder. To fix it, set HOME to a folder of yours.")
        prepare_folder(folder)
        with wait_for_lock(folder):  # no other desk is writing
            remove_temporary_files(folder, TEMPORARY_MARK)
    except OSError as error:
        notices.report_unsaved("folder", error)
        return None
    return folder
