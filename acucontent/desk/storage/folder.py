"""The folder of the desk, in the user's folder for configuration, and the lock that several desks share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_config_path

from acucontent.batch.lock import FolderInUse, lock_folder
from acucontent.files import CannotWrite, make_folder

_LOCK_SECONDS = 5.0
"""How long one desk waits for another, whose changes take milliseconds."""
_LOCK_POLL_SECONDS = 0.01


def find_user_folder() -> Path | None:
    """Return the folder of the desk of the current user, or None for a user without a home folder."""
    folder = user_config_path("acucontent", appauthor=False)
    return folder / "desk" if folder.is_absolute() else None


def prepare_folder(folder: Path) -> None:
    """Create the folder, and let only its owner open it.

    Raises:
        CannotWrite: It cannot be created or written.
    """
    make_folder(folder, private=True)
    try:
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise CannotWrite(f"{folder}: cannot be made private: {error.strerror}. Choose another folder.") from error


@contextmanager
def wait_for_lock(folder: Path) -> Iterator[None]:
    """Keep other desks from changing the files of a folder; wait for one that does.

    Raises:
        FolderInUse: Another desk has locked it for five seconds.
    """
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            lock = lock_folder(folder)
            lock.__enter__()
            break
        except FolderInUse:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOCK_POLL_SECONDS)
    try:
        yield
    finally:
        lock.__exit__(None, None, None)
