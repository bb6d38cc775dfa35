"""Write files atomically: first under a temporary name, then moved into place in one step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from acucontent.errors import AcucontentError

_FIXES = {
    errno.ENOSPC: "Make room on that disk and try again.",
    errno.EDQUOT: "Make room on that disk and try again.",
    errno.EISDIR: "Move the folder, or choose another name.",
    errno.EEXIST: "Move it, or choose another name.",
    errno.ENOENT: "Create the folder first, or choose another folder.",
    errno.ENOTDIR: "Part of the path is a file, not a folder. Choose another folder.",
}


_TOKEN_BYTES = 4
"""The length of the random part of a temporary name, in bytes; it is written in hexadecimal."""


class CannotWrite(AcucontentError, OSError):
    """A file or folder cannot be written. An existing file with its name is unchanged."""


def _make_error(path: Path, error: OSError) -> CannotWrite:
    fix = _FIXES.get(
        error.errno or 0, "Check its permissions, close other programs that use it, or choose another folder."
    )
    return CannotWrite(f"{path}: cannot be written: {error.strerror or error}. {fix}")


def is_replaceable(path: Path) -> bool:
    """Return whether a path is free or a regular file. Links, folders, pipes and devices are never replaced."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:  # it does not exist, or writing raises the error
        return True


def _check_replaceable(path: Path) -> None:
    """Check that a path is free or a regular file.

    Raises:
        CannotWrite: It is a link, a folder, a pipe or a device.
    """
    if path.is_symlink():
        fix = "Write to the file that it leads to, or remove the link."
        raise CannotWrite(f"{path}: cannot be written: it is a link to {path.readlink()}. {fix}")
    if not is_replaceable(path) and not path.is_dir():
        raise CannotWrite(f"{path}: cannot be written: it is not a regular file. Choose another name.")


def read_regular_file(path: Path) -> bytes:
    """Return the content of a regular file. Links are not followed, and pipes and devices are not read.

    Raises:
        OSError: The file cannot be read, or is not a regular file.
    """
    return read_opened_file(path, lambda _: True)


def read_opened_file(path: Path, accept: Callable[[os.stat_result], bool]) -> bytes:
    """Return the content of a regular file if its status, once it is open, is accepted. Links are not followed.

    Args:
        path: The file.
        accept: A function that returns whether a file with this status may be read.

    Raises:
        OSError: The file cannot be read, is not a regular file, or is not accepted.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - O_NONBLOCK: opening a pipe would wait for its writer
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or not accept(status):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read()


def write_file(path: Path, data: bytes, *, durable: bool = True, mark: str = "", mode: int = 0o666) -> None:
    """Write a file in one step, so that the old or the new file is complete at any time.

    Args:
        path: The file.
        data: The bytes.
        durable: Whether to wait until the bytes are on the disk, so that they survive a power failure.
        mark: A part of the temporary name, by which `remove_temporary_files` finds what a killed process left.
        mode: The permissions of the file, from which the umask is taken.

    Raises:
        CannotWrite: The file cannot be written. The old file is unchanged, and no temporary file is left.
    """
    _check_replaceable(path)
    temporary = _make_temporary_path(path, mark)
    try:
        if not _write_unnamed(temporary, data, durable=durable, mode=mode):
            with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                _write_bytes(file, data, durable=durable)
        temporary.replace(path)
    except OSError as error:
        raise _make_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def open_atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing in parts. It gets its name at the end, unless an error is raised.

    Raises:
        CannotWrite: The file cannot be written. The old file is unchanged, and no temporary file is left.
    """
    _check_replaceable(path)
    temporary = _make_temporary_path(path)
    try:
        with temporary.open("xb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        if error.errno is None:  # raised by the caller's code, not by the file system
            raise
        raise _make_error(path, error) from error
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


def _make_temporary_path(path: Path, mark: str = "") -> Path:
    return path.with_name(f".{path.name}.{mark}{secrets.token_hex(_TOKEN_BYTES)}.part")


def _write_unnamed(path: Path, data: bytes, *, durable: bool, mode: int = 0o666) -> bool:
    """Write a new file that gets its name when it is complete, so that a killed process leaves no file. Linux only.

    Returns:
        Whether the file was written. If not, writing it in the usual way raises the error.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        file = os.fdopen(os.open(".", os.O_TMPFILE | os.O_WRONLY, mode, dir_fd=folder), "wb")
        with file:
            _write_bytes(file, data, durable=durable)
            # With dst_dir_fd, Python follows the symbolic link in /proc to the unnamed file.
            os.link(f"/proc/self/fd/{file.fileno()}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    except OSError:
        return False
    finally:
        os.close(folder)
    return True


def _write_bytes(file: BinaryIO, data: bytes, *, durable: bool) -> None:
    """Write bytes to an open file and, if durable, flush them to the disk."""
    file.write(data)
    file.flush()
    if durable:
        os.fsync(file.fileno())


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist. On failure no file is left.

    Raises:
        CannotWrite: The file exists or cannot be written.
    """
    if _write_unnamed(path, data, durable=False):
        return
    try:
        file = path.open("xb")
    except OSError as error:
        raise _make_error(path, error) from error
    try:
        with file:
            _write_bytes(file, data, durable=False)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _make_error(path, error) from error


def make_folder(path: Path) -> None:
    """Create a folder and its parents, unless it exists.

    Raises:
        CannotWrite: The folder cannot be created, or is not writable.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _make_error(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _make_error(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Create a folder that must not exist, with files by name. On failure no folder is left.

    Raises:
        CannotWrite: The folder exists, or a file cannot be written.
    """
    try:
        path.mkdir(parents=True)
    except OSError as error:
        raise _make_error(path, error) from error
    try:
        for name, data in files.items():
            write_file(path / name, data)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
