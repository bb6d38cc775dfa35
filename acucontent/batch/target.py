"""Write files to a folder, or to any storage that fsspec supports. A file is written completely or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from acucontent.files import CannotWrite, make_folder, open_atomic, remove_temporary_files, write_file
from acucontent.installer import format_install_command
from acucontent.rendering.exporter import MissingLibrary


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

    def remove_leftovers(self, folder: str = "") -> None:
        """Remove temporary files that killed processes left in a folder. Other runs' files are not affected.

        Args:
            folder: The folder inside the target (default: the target itself).
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Folder:
    """A local folder, or a folder that several machines share."""

    root: Path
    mark: str = field(default_factory=partial(secrets.token_hex, 4), compare=False, repr=False)
    """A random part of the temporary names of `put`, by which `remove_leftovers` recognizes the files of this run."""

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it does not exist."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Write a file without waiting for the disk: after a power failure, run the batch again with `--resume`."""
        path = self.root / name
        make_folder(path.parent)
        write_file(path, content, durable=False, mark=self.mark)

    @contextmanager
    def open_file(self, name: str) -> Iterator[BinaryIO]:
        """Open a file to write it piece by piece."""
        with open_atomic(self.root / name) as file:
            yield file

    def get_path(self, name: str) -> str:
        """Return the path of a file."""
        return os.fspath(self.root / name)

    def remove_leftovers(self, folder: str = "") -> None:
        """Remove temporary files that killed processes of this run left in a folder."""
        remove_temporary_files(self.root / folder, self.mark)


@dataclass(frozen=True)
class Remote:
    """A folder on any storage that fsspec supports, such as `s3://bucket/folder`."""

    address: str

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it does not exist."""
        files, root = self._open_filesystem()
        try:
            return bytes(files.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Write a file in one request."""
        files, root = self._open_filesystem()
        try:
            files.pipe_file(f"{root}/{name}", content)
        except Exception as error:  # each kind of storage raises errors of its own
            why = (
                f"{self.get_path(name)}: cannot be written: {error}. To fix it, check the address and your permissions."
            )
            raise CannotWrite(why) from error

    @contextmanager
    def open_file(self, name: str) -> Iterator[BinaryIO]:
        """Open a file to write it piece by piece."""
        files, root = self._open_filesystem()
        with files.transaction, files.open(f"{root}/{name}", "wb") as file:
            yield file

    def get_path(self, name: str) -> str:
        """Return the address of a file."""
        return f"{self.address.rstrip('/')}/{name}"

    def remove_leftovers(self, folder: str = "") -> None:
        """Do nothing: a file is sent in one request, so there are no temporary files."""

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


def open_target(place: str | Path) -> Target:
    """Return the target of a path or address, and create the folder if it is a path.

    Raises:
        CannotWrite: The folder cannot be created, or the address cannot be reached.
        MissingLibrary: The address needs a library that is not installed.
    """
    if isinstance(place, str) and "://" in place:
        return _check_reachable(Remote(place))
    folder = Path(place).absolute()
    make_folder(folder)
    return Folder(folder)


def _check_reachable(remote: Remote) -> Remote:
    """Return the target if it can be reached."""
    _import_fsspec()
    try:
        remote.read(".acucontent")
    except Exception as error:  # each kind of storage raises errors of its own
        raise CannotWrite(
            f"{remote.address}: cannot be reached: {error}. To fix it, check the address and your permissions."
        ) from error
    return remote
