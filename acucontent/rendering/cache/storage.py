"""Storage of the cache: a folder of entries in the user's cache folder.

The name of an entry identifies what it was made from. A damaged entry is never returned, and several processes may
write at the same time. No patient data is stored. Entries are private: one that another user could have written is not
read, because it would be printed for patients.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from acucontent.files import make_folder, read_regular_file, write_file

MAX_BYTES = 500_000_000
"""The maximum size of the folder. The least recently used entries are deleted first."""

_SUFFIX = ".cache"
_HASH = hashlib.sha256
_DIGEST_SIZE = _HASH().digest_size


@dataclass(frozen=True)
class Cache:
    """A cache: a folder with entries by name. It only saves time, so its folder can be deleted at any time."""

    folder: Path
    """The folder, which is created when the first entry is written."""

    @classmethod
    def of_user(cls) -> Cache | None:
        """Return the cache of the current user, or None for a user without a home folder."""
        folder = user_cache_path("acucontent", appauthor=False)
        return cls(folder) if folder.is_absolute() else None

    def is_private(self) -> bool:
        """Return whether no other user can write to the folder."""
        return _is_private(self.folder)

    def read(self, name: str) -> bytes | None:
        """Return an entry, or None if it does not exist or is damaged."""
        path = self._make_path(name)
        stored = read_regular_file(path) if _is_private(self.folder) and _is_private(path) else None
        if stored is None:
            return None
        digest, content = stored[:_DIGEST_SIZE], stored[_DIGEST_SIZE:]
        if _HASH(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # marks it as recently used
        return content

    def write(self, name: str, content: bytes) -> None:
        """Store an entry, and delete old entries if the folder is too large. Do nothing if it is not writable."""
        with suppress(OSError):
            make_folder(self.folder, private=True)
            if not _is_private(self.folder):
                self.folder.chmod(0o700)
            write_file(self._make_path(name), _HASH(content).digest() + content, durable=False, private=True)
            self._make_room()

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return an entry. If it does not exist, make and store it first."""
        found = self.read(name)
        if found is None:
            found = make()
            self.write(name, found)
        return found

    def list_files(self) -> Iterator[Path]:
        """Yield the file of each entry."""
        with suppress(OSError):
            yield from (path for path in self.folder.iterdir() if path.suffix == _SUFFIX and not path.is_dir())

    def clear(self) -> int:
        """Delete all entries and return how many there were.

        Raises:
            OSError: A file cannot be deleted.
        """
        entries = tuple(self.list_files())
        for path in entries:
            path.unlink(missing_ok=True)
        return len(entries)

    def _make_path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"

    def _make_room(self) -> None:
        """Delete the least recently used entries until the folder is small enough."""
        stats = [(path.lstat(), path) for path in self.list_files()]
        total = 0
        for stat, path in sorted(stats, key=lambda each: each[0].st_mtime, reverse=True):
            total += stat.st_size
            if total > MAX_BYTES:
                path.unlink(missing_ok=True)


def _is_private(path: Path) -> bool:
    """Return whether only the current user can write to a file or folder. On Windows, home folders are private."""
    if not hasattr(os, "geteuid"):
        return True
    try:
        owners, mode = {path.lstat().st_uid, path.stat().st_uid}, path.stat().st_mode
    except OSError:
        return False
    return owners == {os.geteuid()} and not mode & 0o022
