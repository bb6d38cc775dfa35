"""The installed programs as one digest, which changes with any of them. It takes a few milliseconds."""

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

OWN = "acucontent"


@cache
def environment_digest(*packages: str) -> str:
    """Return a digest of Python, every installed distribution, and every file of our package and of `packages`.

    Files count by size and time of change, because a version stays the same while a developer works on them. Data
    files of a package, such as a guide's, are included.
    """
    stamps = [stamp for each in sorted({OWN, *packages}) for stamp in _stamps(each)]
    parts = [sys.version, platform.platform(), sorted(_distributions(sys.path)), stamps]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _distributions(folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the metadata folder of each distribution, whose name holds the version, with its time of change."""
    for folder in folders:
        try:
            entries = [each for each in os.scandir(folder or ".") if each.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        yield from ((each.name, each.stat().st_mtime_ns) for each in entries)


def _stamps(package: str) -> Iterator[tuple[str, int, int]]:
    """Yield each file of a package with its size and its time of change."""
    spec = find_spec(package)
    places: Iterable[str | None] = (spec.submodule_search_locations or [spec.origin]) if spec else []
    for place in sorted(each for each in places if each):
        for path in _files(place):
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns


def _files(place: str) -> Iterator[Path]:
    if os.path.isfile(place):  # noqa: PTH113 - a module of one file
        yield Path(place)
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(each for each in inner if each != "__pycache__")
        yield from (Path(folder, name) for name in sorted(names))
