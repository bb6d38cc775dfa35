"""What an artifact is made from, as one digest: equal digests, equal bytes."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from acucontent.edition import Edition
from acucontent.exporter import Exporter, Options

_OWN = "acucontent"


def origin(exporter: Exporter[Any], edition: Edition, options: Options) -> str:
    """The digest of an edition's whole content, the format, its options, and every program that has a part in it."""
    overlay, guide = edition.overlay, edition.guide
    made_from = {
        "guide": guide.model_dump_json(),
        "handout": edition.handout.model_dump_json(),
        "region": edition.region.code,
        "overdue": edition.overdue,
        "clinic": None if overlay is None else overlay.clinic.model_dump_json(),
        "logo": None if overlay is None or overlay.logo is None else _digest(repr(overlay.logo).encode()),
        "printed": repr(edition.printed),
        "format": exporter.name,
        "options": options.model_dump_json(),
        "programs": _programs(exporter.export.__module__.partition(".")[0]),
        "beneath": exporter.beneath() if exporter.beneath else "",
    }
    return _digest(json.dumps(made_from, sort_keys=True).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def _programs(package: str) -> str:
    """The digest of Python, every installed distribution, and the files of our package and the format's.

    The files are looked at because a version says little while someone works on them.
    """
    names = sorted(f"{each.name} {each.version}" for each in distributions())
    files = [stamp for each in sorted({_OWN, package}) for stamp in _stamps(each)]
    return _digest(json.dumps([sys.version, platform.platform(), names, files]).encode())


def _stamps(package: str) -> Iterator[tuple[str, int, int]]:
    """Each file of a package with its size and the time of its last change."""
    spec = find_spec(package)
    for folder in sorted(spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield str(path), path.stat().st_size, path.stat().st_mtime_ns
