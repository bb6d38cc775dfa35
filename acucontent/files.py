"""Atomic writing of files: under a temporary name first, then moved into place in one step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from acucontent.errors import AcucontentError

_FIXES = {
    errno.ENOSPC: "Free some disk space and try again.",
    errno.EDQUOT: "Free some disk space and try again.",
    errno.EISDIR: "A folder has that name: move it, or choose another folder.",
    errno.EEXIST: "The name is taken: move what has it, or choose another name.",
    errno.ENOENT: "Make the folder first, or choose another one.",
    errno.ENOTDIR: "A file is in the place of a folder: move it, or choose another folder.",
}


_TOKEN_BYTES = 4
"""The length of the random part of a temporary name, in bytes; it is written in hexadecimal."""


class CannotWrite(AcucontentError, OSError):
    """A file or folder cannot be written; what had its name before is unchanged."""


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    fix = _FIXES.get(error.errno or 0, "Choose another folder, or close the program that uses it.")
    return CannotWrite(f"{path}: cannot be written: {error.strerror or error}. {fix}")


def write(path: Path, data: bytes, *, durable: bool = True, mark: str = "") -> None:
    """Write a file in one step: at every moment the old file or the new one is there, complete.

    Args:
        path: The file.
        data: The bytes.
        durable: Whether to wait until the disk has stored them, so that they survive a power failure.
        mark: A part of the temporary name, by which `remove_temporary_files` finds what a killed process left.

    Raises:
        CannotWrite: the file cannot be written; the old one is unchanged, and no temporary file is left.
    """
    temporary = _temporary(path, mark)
    try:
        if not _write_unnamed(temporary, data, durable=durable):
            with temporary.open("xb") as file:  # a new file, so its mode is what the umask leaves
                _fill(file, data, durable=durable)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def open_atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write it piece by piece. It gets its name at the end, if no error was raised.

    Raises:
        CannotWrite: the file cannot be written; the old one is unchanged, and no temporary file is left.
    """
    temporary = _temporary(path)
    try:
        with temporary.open("xb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        if error.errno is None:  # raised by what fills the file, and complete as it is
            raise
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def remove_temporary_files(folder: Path, mark: str) -> None:
    """Remove the temporary files that killed processes left in a folder.

    Args:
        folder: The folder. Its subfolders are not searched.
        mark: The mark of the writes whose temporary files are removed: letters and digits that no other run uses.
    """
    if not mark.isalnum():
        raise ValueError(f"The mark {mark!r} is not made of letters and digits")
    for path in folder.glob(f".*.{mark}{'?' * 2 * _TOKEN_BYTES}.part"):
        with suppress(OSError):
            path.unlink()


def _temporary(path: Path, mark: str = "") -> Path:
    return path.with_name(f".{path.name}.{mark}{secrets.token_hex(_TOKEN_BYTES)}.part")


def _write_unnamed(path: Path, data: bytes, *, durable: bool) -> bool:
    """Write a new file that gets its name when it is complete, so that a killed process leaves nothing. Linux only.

    Returns:
        Whether it was written. If not, the usual way gives the reason.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        file = os.fdopen(os.open(".", os.O_TMPFILE | os.O_WRONLY, 0o666, dir_fd=folder), "wb")
        with file:
            _fill(file, data, durable=durable)
            # Named through its folder: only so does Python follow the link that /proc has in place of the file.
            os.link(f"/proc/self/fd/{file.fileno()}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    except OSError:
        return False
    finally:
        os.close(folder)
    return True


def _fill(file: BinaryIO, data: bytes, *, durable: bool) -> None:
    """Write bytes into an open file and, if durable, to the disk."""
    file.write(data)
    file.flush()
    if durable:
        os.fsync(file.fileno())


def write_new(path: Path, data: bytes) -> None:
    """Write a file whose name is not taken; on failure none is left.

    Raises:
        CannotWrite: the name is taken, or the file cannot be written.
    """
    if _write_unnamed(path, data, durable=False):
        return
    try:
        file = path.open("xb")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with file:
            _fill(file, data, durable=False)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and its parents, unless it exists.

    Raises:
        CannotWrite: it cannot be made, or is not writable.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _cannot_write(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files by name; the folder's name must not be taken. On failure none is left.

    Raises:
        CannotWrite: the name is taken, or a file cannot be written.
    """
    try:
        path.mkdir(parents=True)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        for name, data in files.items():
            write(path / name, data)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
