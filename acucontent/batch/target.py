"""Write files to a folder, or to any storage that fsspec supports. A file is written completely or not at all."""

from __future__ import annotations

import errno
import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from acucontent.batch.lock import lock_folder
from acucontent.errors import AcucontentError
from acucontent.files import (
    CannotWrite,
    make_folder,
    open_atomic,
    read_regular_file,
    remove_file,
    remove_temporary_files,
    write_file,
)
from acucontent.installer import format_install_command
from acucontent.rendering.exporter import MissingLibrary

_FIX = "To fix it, check the address, its free space and your permissions."


class Target(Protocol):
    """A place for files. It can be pickled."""

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it does not exist."""
        raise NotImplementedError

    def put(self, name: str, content: bytes) -> None:
        """Write a file, completely or not at all.

        Raises:
            CannotWrite: The file cannot be written.
        """
        raise NotImplementedError

    def open_file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a file to write it piece by piece. It exists only after the context ends without an error."""
        raise NotImplementedError

    def get_path(self, name: str) -> str:
        """Return the path or address of a file, to show it to a person."""
        raise NotImplementedError

    def list_names(self) -> tuple[str, ...]:
        """Return the names of the files, without those in folders."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        """Remove a file, if it exists.

        Raises:
            CannotWrite: The file cannot be removed.
        """
        raise NotImplementedError

    def lock(self) -> AbstractContextManager[None]:
        """Keep other runs out of the target.

        Raises:
            FolderInUse: Another run writes to it.
        """
        raise NotImplementedError

    def remove_leftovers(self, folder: str = "") -> None:
        """Remove temporary files that killed processes left in a folder. Other runs' files are not affected.

        Args:
            folder: The folder inside the target (default: the target itself).
        """
        raise NotImplementedError

    def remove_unfinished(self, stem: str) -> None:
        """Remove temporary files that killed runs left. Lock the target first.

        Args:
            stem: The start of the names of their finished files.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Folder:
    """A local folder, or a folder that several machines share."""

    root: Path
    private: bool = False
    """Whether only the owner may read the files, which have the names of patients."""
    mark: str = field(default_factory=partial(secrets.token_hex, 4), compare=False, repr=False)
    """A random part of the temporary names of `put`, by which `remove_leftovers` recognizes the files of this run."""

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it does not exist."""
        return read_regular_file(self.root / name)

    def put(self, name: str, content: bytes) -> None:
        """Write a file without waiting for the disk: after a power failure, run the batch again with `--resume`."""
        path = self.root / name
        make_folder(path.parent, private=self.private)
        write_file(path, content, durable=False, mark=self.mark, private=self.private)

    @contextmanager
    def open_file(self, name: str) -> Iterator[BinaryIO]:
        """Open a file to write it piece by piece."""
        with open_atomic(self.root / name, mark=self.mark, private=self.private) as file:
            yield file

    def get_path(self, name: str) -> str:
        """Return the path of a file."""
        return os.fspath(self.root / name)

    def list_names(self) -> tuple[str, ...]:
        """Return the names of the files, without those in folders."""
        return tuple(entry.name for entry in os.scandir(self.root) if not entry.is_dir(follow_symlinks=False))

    def remove(self, name: str) -> None:
        """Remove a file, if it exists."""
        remove_file(self.root / name)

    def lock(self) -> AbstractContextManager[None]:
        """Keep other runs out of the folder."""
        return lock_folder(self.root)

    def remove_leftovers(self, folder: str = "") -> None:
        """Remove temporary files that killed processes of this run left in a folder."""
        remove_temporary_files(self.root / folder, self.mark)

    def remove_unfinished(self, stem: str) -> None:
        """Remove temporary files that killed runs left."""
        for path in self.root.glob(f".{glob.escape(stem)}-*.part"):
            remove_file(path)


@dataclass(frozen=True)
class Remote:
    """A folder on any storage that fsspec supports, such as `s3://bucket/folder`. It cannot be locked."""

    address: str

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it does not exist."""
        files, root = self._open_filesystem()
        try:
            return bytes(files.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None
        except Exception as error:  # each kind of storage raises errors of its own
            raise CannotWrite(f"{self.get_path(name)}: cannot be read: {error}. {_FIX}") from error

    def put(self, name: str, content: bytes) -> None:
        """Write a file in one request, and check that the storage has all of it."""
        files, root = self._open_filesystem()
        path = f"{root}/{name}"
        with self._report_error(name, files, path):
            files.pipe_file(path, content)
            _check_size(files, path, len(content))

    @contextmanager
    def open_file(self, name: str) -> Iterator[BinaryIO]:
        """Open a file to write it piece by piece."""
        files, root = self._open_filesystem()
        path = f"{root}/{name}"
        with self._report_error(name, files, path):
            with files.transaction, files.open(path, "wb") as file:
                yield file
                size = file.tell()
            _check_size(files, path, size)

    def get_path(self, name: str) -> str:
        """Return the address of a file."""
        return f"{self.address.rstrip('/')}/{name}"

    def list_names(self) -> tuple[str, ...]:
        """Return the names of the files, without those in folders."""
        files, root = self._open_filesystem()
        try:
            found = files.ls(root, detail=True)
        except FileNotFoundError:
            return ()
        return tuple(entry["name"].rpartition("/")[2] for entry in found if entry["type"] != "directory")

    def remove(self, name: str) -> None:
        """Remove a file, if it exists."""
        files, root = self._open_filesystem()
        try:
            files.rm_file(f"{root}/{name}")
        except FileNotFoundError:
            return
        except Exception as error:  # each kind of storage raises errors of its own
            raise CannotWrite(f"{self.get_path(name)}: cannot be removed: {error}. {_FIX}") from error

    def lock(self) -> AbstractContextManager[None]:
        """Do nothing: other runs are not detected."""
        return nullcontext()

    def remove_leftovers(self, folder: str = "") -> None:
        """Do nothing: a file is sent in one request, so there are no temporary files."""

    def remove_unfinished(self, stem: str) -> None:
        """Do nothing: a file is sent in one request, so there are no temporary files."""

    @contextmanager
    def _report_error(self, name: str, files: Any, path: str) -> Iterator[None]:
        """Remove a file that was not written completely, and report why."""
        try:
            yield
        except Exception as error:  # each kind of storage raises errors of its own
            with suppress(Exception):
                files.rm_file(path)
            if isinstance(error, TypeError | AcucontentError):  # raised by the caller's code, not by the storage
                raise
            raise CannotWrite(f"{self.get_path(name)}: cannot be written: {error}. {_FIX}") from error

    def _open_filesystem(self) -> tuple[Any, str]:
        files, root = _import_fsspec().core.url_to_fs(self.address)
        return files, root.rstrip("/")


def _import_fsspec() -> Any:
    try:
        import fsspec  # an optional library, imported only for addresses
        import fsspec.core
    except ImportError as error:
        raise MissingLibrary(
            f"fsspec is not installed: {error}. To fix it, run: {format_install_command('acucontent[batch]')}"
        ) from error
    return fsspec


def open_target(place: str | Path, *, private: bool = False) -> Target:
    """Return the target of a path or address, and create the folder if it is a path.

    Args:
        place: The path or address. An address of this machine, such as `file:///home/me/out`, is a path.
        private: Whether only the owner may open a new folder and read the files.

    Raises:
        CannotWrite: The folder cannot be created, or the address cannot be reached or would not keep the files.
        MissingLibrary: The address needs a library that is not installed.
    """
    folder = _find_folder(place) if isinstance(place, str) and "://" in place else Path(place)
    if folder is None:
        return _check_reachable(Remote(str(place)))
    make_folder(folder.absolute(), private=private)
    return Folder(folder.absolute(), private)


def _find_folder(address: str) -> Path | None:
    """Return the folder of an address of this machine; None for an address of another one.

    Raises:
        CannotWrite: The address would lose the files, or would keep copies of them in a temporary folder.
    """
    protocols = {part.partition("://")[0] for part in address.split("::")}
    if "memory" in protocols:
        raise CannotWrite(f"{address}: is lost when the program ends. To fix it, choose a folder or another address.")
    if len(protocols) > 1:
        raise CannotWrite(f"{address}: may leave copies in a temporary folder. To fix it, choose a simple address.")
    return Path(_import_fsspec().core.url_to_fs(address)[1]) if protocols & {"file", "local"} else None


def _check_size(files: Any, path: str, size: int) -> None:
    """Check that the storage has all bytes of a file: some do not report that they are full.

    Raises:
        OSError: It has not.
    """
    files.invalidate_cache()
    found = files.size(path)
    if found != size:
        raise OSError(errno.EIO, f"only {found:,} of {size:,} bytes were written")


def _check_reachable(remote: Remote) -> Remote:
    """Return the target if it can be reached."""
    _import_fsspec()
    try:
        remote.read(".acucontent")
    except Exception as error:  # each kind of storage raises errors of its own
        raise CannotWrite(f"{remote.address}: cannot be reached: {error}. {_FIX}") from error
    return remote
