"""Extract the text of rendered files from their bytes, and cache it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.quality.extraction import extract_words
from acucontent.quality.subject import RenderedText
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter
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
        data = get_artifact(outcome).data
        return RenderedText(edition, exporter.name, _extract_cached(data, exporter.media_type, cache))
    except Exception as error:  # an exporter can fail in any way, and the other files are still read
        return UnreadableFile(edition, exporter.name, describe_error(error))


def _extract_cached(data: bytes, media_type: str, cache: Cache | None) -> str:
    """Extract the text of a file, or take it from the cache.

    The text depends on the bytes, the media type and the installed programs, so all three are in the cache key.
    """
    if cache is None:
        return extract_words(data, media_type)
    inputs = "\n".join((hashlib.sha256(data).hexdigest(), media_type, compute_environment_digest()))
    name = f"words-{hashlib.sha256(inputs.encode()).hexdigest()}"
    return cache.get_or_make(name, lambda: extract_words(data, media_type).encode()).decode()
