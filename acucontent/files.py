"""Files that are whole or not there: written beside their place, then moved into it in one step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from acucontent.errors import AcucontentError

_MENDS = {
    errno.ENOSPC: "Make room on the disk and try again.",
    errno.EDQUOT: "Make room on the disk and try again.",
    errno.EISDIR: "A folder of that name is in the way: move it, or choose another folder.",
    errno.EEXIST: "Something of that name stands there: move it, or choose another name.",
    errno.ENOENT: "Make the folder first, or choose another one.",
    errno.ENOTDIR: "A file stands where a folder is needed: move it, or choose another folder.",
}


class CannotWrite(AcucontentError, OSError):
    """A file or folder cannot be written; what stood in its place is as it was."""


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    mend = _MENDS.get(error.errno or 0, "Choose another folder, or close the program that holds it.")
    return CannotWrite(f"{path}: cannot be written: {error.strerror or error}. {mend}")


def write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put bytes in a file in one step: at every moment the old file or the new one stands there, whole.

    Args:
        path: The file.
        data: The bytes.
        durable: Whether to wait until the disk has them, so that they outlast a loss of power.

    Raises:
        CannotWrite: the file cannot be written; the old one is as it was, and nothing is left beside it.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if not _named_when_whole(temporary, data, durable=durable):
            with temporary.open("xb") as file:  # a new file, so its mode is what the umask leaves
                _fill(file, data, durable=durable)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _named_when_whole(path: Path, data: bytes, *, durable: bool) -> bool:
    """Make a new file that has no name until it is whole: a process killed before leaves nothing. Linux knows how.

    Gives whether it was made; where it was not, the usual way tells why.
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
    """Write bytes into an open file, down to the disk where they must last."""
    file.write(data)
    file.flush()
    if durable:
        os.fsync(file.fileno())


def write_new(path: Path, data: bytes) -> None:
    """Put bytes in a file where nothing stands yet; on failure none is left.

    Raises:
        CannotWrite: something stands there already, or it cannot be written.
    """
    if _named_when_whole(path, data, durable=False):
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
    """Make a folder and those above it, unless it is there.

    Raises:
        CannotWrite: it cannot be made, or nothing may be written in it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _cannot_write(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that holds these files by name, where nothing stands yet; on failure none is left.

    Raises:
        CannotWrite: something stands there already, or it cannot be written.
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
