"""A folder of the user's for bytes that are slow to make. What is damaged there is not served but made again."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256
_DIGEST_SIZE = _DIGEST().digest_size


def folder() -> Path:
    """Where this user's programs keep what they can make again: XDG, macOS or Windows custom.

    Raises:
        RuntimeError: the user has no home.
    """
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        root = "~/Library/Caches"
    else:
        root = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(root).expanduser() / "acucontent"


def remembered(name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, read from the folder when it is there whole.

    Args:
        name: A file name that stands for everything the bytes depend on.
        make: Makes the bytes.
    """
    try:
        path = folder() / name
    except RuntimeError:
        return make()
    found = read(path)
    if found is not None:
        return found
    made = make()
    with suppress(OSError):
        write(path, made)
    return made


def read(path: Path) -> bytes | None:
    """The bytes after their digest, or none if anything is wrong with them."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    digest, content = held[:_DIGEST_SIZE], held[_DIGEST_SIZE:]
    return content if _DIGEST(content).digest() == digest else None


def write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_DIGEST(content).digest() + content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
