"""Extract the text of rendered files from their bytes, and cache it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.quality.subject import RenderedText
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter
from acucontent.rendering.read_back import read_back
from acucontent.rendering.render import Outcome, get_artifact


@dataclass(frozen=True)
class UnreadableFile:
    """A file that could not be rendered, or whose text could not be extracted, with the reason."""

    edition: Edition
    format: str
    reason: str


def extract_text(
    edition: Edition, exporter: Exporter[Any], outcome: Outcome, cache: Cache | None = None
) -> RenderedText | UnreadableFile:
    """Return the text of a rendered file, or the reason why there is none.

    Args:
        edition: The edition that was rendered.
        exporter: The exporter that rendered it.
        outcome: The result of rendering.
        cache: The cache in which to look up and store the text (default: none).
    """
    try:
        return RenderedText(edition, exporter.name, _read_cached(exporter, get_artifact(outcome).data, cache))
    except Exception as error:  # an exporter can fail in any way, and the other files are still read
        return UnreadableFile(edition, exporter.name, describe_error(error))


def _read_cached(exporter: Exporter[Any], data: bytes, cache: Cache | None) -> tuple[str, ...]:
    """Read the text of each part of a file, or take it from the cache.

    The text depends on the bytes, the exporter and the installed programs, so all three are in the cache key.
    """
    package = exporter.export.__module__.partition(".")[0]
    if cache is None or package == "__main__":  # the files of a script are unknown
        return read_back(exporter, data)
    inputs = "\n".join((hashlib.sha256(data).hexdigest(), exporter.name, compute_environment_digest(package)))
    name = f"text-{hashlib.sha256(inputs.encode()).hexdigest()}"
    return tuple(json.loads(cache.get_or_make(name, lambda: json.dumps(read_back(exporter, data)).encode())))
