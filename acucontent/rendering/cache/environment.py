"""A digest of the installed software, which changes with every distribution. Computing it takes milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_OWN_PACKAGE = "acucontent"


@cache
def compute_environment_digest(*packages: str) -> str:
    """Return a digest of Python, all installed distributions, and all files of acucontent and of some packages.

    Files are included by size and modification time, because the version does not change while a developer edits
    them. Data files of a package, such as a guide, are included.

    Args:
        *packages: The names of more packages whose files are included.
    """
    stamps = [stamp for each in sorted({_OWN_PACKAGE, *packages}) for stamp in _stamp_files(each)]
    python = [sys.version, sys.prefix, sys.flags.optimize, platform.platform()]
    parts = [python, sorted(_list_distributions(sys.path)), stamps]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _list_distributions(folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the metadata folder of each distribution, whose name has the version, with its modification time."""
    for folder in folders:
        try:
            entries = [each for each in os.scandir(folder or ".") if each.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        yield from ((each.name, each.stat().st_mtime_ns) for each in entries)


def _stamp_files(package: str) -> Iterator[tuple[str, int, int]]:
    """Yield each file of a package with its size and modification time."""
    spec = find_spec(package)
    places: Iterable[str | None] = (spec.submodule_search_locations or [spec.origin]) if spec else []
    for place in sorted(each for each in places if each):
        for path in _list_files(place):
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns


def _list_files(place: str) -> Iterator[Path]:
    if os.path.isfile(place):  # noqa: PTH113 - a module of one file
        yield Path(place)
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(each for each in inner if each != "__pycache__")
        yield from (Path(folder, name) for name in sorted(names))
