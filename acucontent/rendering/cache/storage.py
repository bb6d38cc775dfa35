"""Storage of the cache: a folder of entries in the user's cache folder.

The name of an entry identifies what it was made from. A damaged entry is never returned, and several processes may
write at the same time. Only the user can read and write the folder; what another user could have written, links, pipes
and devices are not read. No patient data is stored.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from acucontent.files import read_opened_file, write_file

MAX_BYTES = 500_000_000
"""The maximum size of the folder. The least recently used entries are deleted first."""

_SUFFIX = ".cache"
_HASH = hashlib.sha256
_DIGEST_SIZE = _HASH().digest_size


def _belongs_to_user(status: os.stat_result) -> bool:
    """Return whether only this user can write a file or folder. On Windows, the folders of users are protected."""
    if not hasattr(os, "geteuid"):
        return True
    is_writable = bool(status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)) and not stat.S_ISLNK(status.st_mode)
    return status.st_uid == os.geteuid() and not is_writable


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

    def read(self, name: str) -> bytes | None:
        """Return an entry, or None if it does not exist, is damaged, or could have been written by another user."""
        path = self._make_path(name)
        try:
            if not self.is_private():
                return None
            stored = read_opened_file(path, _belongs_to_user)
        except OSError:
            return None
        digest, content = stored[:_DIGEST_SIZE], stored[_DIGEST_SIZE:]
        if _HASH(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # marks it as recently used
        return content

    def write(self, name: str, content: bytes) -> None:
        """Store an entry, and delete old entries if the folder is too large. Do nothing if it is not writable.

        Only this user can read it.
        """
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self.is_private():
                return
            self.folder.chmod(0o700)
            write_file(self._make_path(name), _HASH(content).digest() + content, durable=False, mode=0o600)
            self._make_room()

    def is_private(self) -> bool:
        """Return whether no other user could have written entries, or made the folder.

        Raises:
            OSError: The folder does not exist, or cannot be read.
        """
        return _belongs_to_user(self.folder.lstat()) and _belongs_to_user(self.folder.stat())

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
        for status, path in sorted(stats, key=lambda each: each[0].st_mtime, reverse=True):
            total += status.st_size
            if total > MAX_BYTES:
                path.unlink(missing_ok=True)
