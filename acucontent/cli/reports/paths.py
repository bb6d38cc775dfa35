"""Paths of files in reports."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def make_relative_path(file: str) -> str:
    """Return a path with slashes, relative to the current folder if the file is inside it."""
    path = Path(file)
    here = Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


def make_uri_reference(file: str) -> str:
    """Return a URI reference to a file, relative to the current folder if the file is inside it."""
    path = Path(make_relative_path(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
