"""Write files atomically: first under a temporary name, then moved into place in one step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
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


_BINARY = getattr(os, "O_BINARY", 0)
"""The flag by which Windows does not change line ends."""
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""The flags by which opening does not follow a link or wait for the other end of a pipe."""
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
        CannotWrite: It is a link, a pipe or a device.
    """
    if path.is_symlink():
        fix = "Write to the file that it leads to, or remove the link."
        raise CannotWrite(f"{path}: cannot be written: it is a link to {path.readlink()}. {fix}")
    if not is_replaceable(path) and not path.is_dir():
        raise CannotWrite(f"{path}: cannot be written: it is not a regular file. Choose another name.")


def write_file(path: Path, data: bytes, *, durable: bool = True, mark: str = "", private: bool = False) -> None:
    """Write a file in one step, so that the old or the new file is complete at any time.

    Args:
        path: The file.
        data: The bytes.
        durable: Whether to wait until the bytes are on the disk, so that they survive a power failure.
        mark: A part of the temporary name, by which `remove_temporary_files` finds what a killed process left.
        private: Whether only its owner may read the file.

    Raises:
        CannotWrite: The file cannot be written. The old file is unchanged, and no temporary file is left.
    """
    _check_replaceable(path)
    temporary = _make_temporary_path(path, mark)
    try:
        if not _write_unnamed(temporary, data, durable=durable, private=private):
            with _open_new(temporary, private=private) as file:
                _write_bytes(file, data, durable=durable)
        temporary.replace(path)
    except OSError as error:
        raise _make_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def open_atomic(path: Path, *, mark: str = "", private: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing in parts. It gets its name at the end, unless an error is raised.

    On Linux it has no name until then, so that a killed process leaves no file.

    Args:
        path: The file.
        mark: A part of the temporary name, by which `remove_temporary_files` finds what a killed process left.
        private: Whether only its owner may read the file.

    Raises:
        CannotWrite: The file cannot be written. The old file is unchanged, and no temporary file is left.
    """
    _check_replaceable(path)
    temporary = _make_temporary_path(path, mark)
    try:
        with _open_unnamed(path.parent, private=private) or _open_new(temporary, private=private) as file:
            yield file
            file.flush()
            if not temporary.exists():
                _name_file(file, temporary)
        temporary.replace(path)
    except OSError as error:
        if error.errno is None:  # raised by the caller's code, not by the file system
            raise
        raise _make_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def remove_file(path: Path) -> None:
    """Remove a file or a link, if it exists.

    Raises:
        CannotWrite: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _make_error(path, error) from error


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


def _open_new(path: Path, *, private: bool = False) -> BinaryIO:
    """Open a new file for writing. The umask sets its mode, unless it is private."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _get_mode(private=private)), "wb")


def _get_mode(*, private: bool) -> int:
    return 0o600 if private else 0o666


def _open_unnamed(folder: Path, *, private: bool = False) -> BinaryIO | None:
    """Open a new file without a name; None if the system or the folder does not support it. Linux only."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").exists():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, _get_mode(private=private)), "wb")
    except OSError:
        return None


def _name_file(file: BinaryIO, path: Path) -> None:
    """Give a name to a file that was opened without one."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # With dst_dir_fd, Python follows the symbolic link in /proc to the unnamed file.
        os.link(f"/proc/self/fd/{file.fileno()}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _write_unnamed(path: Path, data: bytes, *, durable: bool, private: bool = False) -> bool:
    """Write a new file that gets its name when it is complete, so that a killed process leaves no file.

    Returns:
        Whether the file was written. If not, writing it in the usual way raises the error.
    """
    unnamed = _open_unnamed(path.parent, private=private)
    if unnamed is None:
        return False
    try:
        with unnamed as file:
            _write_bytes(file, data, durable=durable)
            _name_file(file, path)
    except OSError:
        return False
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


def make_folder(path: Path, *, private: bool = False) -> None:
    """Create a folder and its parents, unless it exists.

    Args:
        path: The folder.
        private: Whether only its owner may open the folder, if it is new. An existing folder is not changed.

    Raises:
        CannotWrite: The folder cannot be created, or is not writable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    except OSError as error:
        raise _make_error(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _make_error(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def read_regular_file(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none, or only a link, a pipe, a device or a folder.

    Pipes and devices may block forever, and a link may lead to a file that someone else chose.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY | _NO_LINKS)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    except OSError:
        return None
    finally:
        os.close(descriptor)


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
