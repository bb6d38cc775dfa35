"""Names of files as other programs find them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def relative(file: str) -> str:
    """A file with slashes, from the current folder where it stands in or below it."""
    path = Path(file)
    here = Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


def uri(file: str) -> str:
    """A file as a URI reference: relative to the current folder where it stands in or below it."""
    path = Path(relative(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
