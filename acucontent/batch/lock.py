"""Lock a folder, so that the files of two runs are never mixed."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from acucontent.errors import AcucontentError

_UNSUPPORTED = (errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL)
"""The errors of file systems without locks, such as some network shares. Two runs are then not detected."""


class FolderInUse(AcucontentError, BlockingIOError):
    """Another run writes to a folder."""


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder. The lock ends with the process, even if it is killed, and leaves no file.

    Raises:
        FolderInUse: Another run has locked it.
    """
    try:
        descriptor = _open_and_lock(folder)
    except (BlockingIOError, FileExistsError):
        fix = "To fix it, wait until it ends, or choose another folder."
        raise FolderInUse(f"{folder}: another run writes to this folder. {fix}") from None
    try:
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _open_and_lock(folder: Path) -> int:
        return os.open(folder / ".acucontent.lock", os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)

else:
    import fcntl

    def _open_and_lock(folder: Path) -> int:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                os.close(descriptor)
                raise
        return descriptor
