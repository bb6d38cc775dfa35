"""Where sheets go: a folder, or anything that fsspec reaches. A file is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from acucontent.files import CannotWrite, make_folder, open_atomic, write
from acucontent.rendering.exporter import MissingLibrary


class Target(Protocol):
    """A place for files. It can be sent to another process."""

    def read(self, name: str) -> bytes | None:
        """What stands under a name; none where nothing does."""
        raise NotImplementedError

    def put(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all.

        Raises:
            CannotWrite: it cannot be put there.
        """
        raise NotImplementedError

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write piece by piece; it is there when all went well."""
        raise NotImplementedError

    def path(self, name: str) -> str:
        """What a person calls the place of a file."""
        raise NotImplementedError


@dataclass(frozen=True)
class Folder:
    """A folder of this machine, or one that it shares with others."""

    root: Path

    def read(self, name: str) -> bytes | None:
        """What stands under a name."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Put a file there. Nothing waits for the disk: after a loss of power, run the batch again with `--resume`."""
        path = self.root / name
        make_folder(path.parent)
        write(path, content, durable=False)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file to write piece by piece."""
        with open_atomic(self.root / name) as file:
            yield file

    def path(self, name: str) -> str:
        """Its path."""
        return os.fspath(self.root / name)


@dataclass(frozen=True)
class Remote:
    """A folder that fsspec reaches, such as `s3://bucket/folder`."""

    address: str

    def read(self, name: str) -> bytes | None:
        """What stands under a name."""
        files, root = self._opened()
        try:
            return bytes(files.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Put a file there in one request."""
        files, root = self._opened()
        try:
            files.pipe_file(f"{root}/{name}", content)
        except Exception as error:  # each kind of place fails in its own way
            why = f"{self.path(name)}: cannot be written: {error}. Check the address and your rights."
            raise CannotWrite(why) from error

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file to write piece by piece."""
        files, root = self._opened()
        with files.transaction, files.open(f"{root}/{name}", "wb") as file:
            yield file

    def path(self, name: str) -> str:
        """Its address."""
        return f"{self.address.rstrip('/')}/{name}"

    def _opened(self) -> tuple[Any, str]:
        files, root = _fsspec().core.url_to_fs(self.address)
        return files, root.rstrip("/")


def _fsspec() -> Any:
    try:
        import fsspec  # only those need it who write elsewhere than to a folder
        import fsspec.core
    except ImportError as error:
        raise MissingLibrary(f"Files cannot go there: {error}. Install it: pip install 'acucontent[batch]'") from error
    return fsspec


def target_of(place: str | Path) -> Target:
    """The target of a path or address, made if it is a folder that is not there.

    Raises:
        CannotWrite: the folder cannot be made, or nothing is known under such an address.
        MissingLibrary: an address needs a library that is not installed.
    """
    if isinstance(place, str) and "://" in place:
        return _checked(Remote(place))
    folder = Path(place).absolute()
    make_folder(folder)
    return Folder(folder)


def _checked(remote: Remote) -> Remote:
    """The target, when it can be reached."""
    _fsspec()
    try:
        remote.read(".acucontent")
    except Exception as error:  # as above
        raise CannotWrite(f"{remote.address}: cannot be reached: {error}") from error
    return remote
