"""The text of rendered files, extracted from their bytes; what was extracted once is cached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.quality.extraction import words
from acucontent.quality.subject import Finished
from acucontent.rendering.cache.environment import environment_digest
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter
from acucontent.rendering.render import Outcome, artifact_of


@dataclass(frozen=True)
class Unfinished:
    """A file that could not be rendered, or whose text could not be extracted, and why."""

    edition: Edition
    format: str
    reason: str


def extract_text(
    edition: Edition, exporter: Exporter[Any], outcome: Outcome, cache: Cache | None = None
) -> Finished | Unfinished:
    """Return the text of a rendered file, or why there is none.

    Args:
        edition: What was rendered.
        exporter: The format.
        outcome: What rendering gave.
        cache: Where to look for the text, and to store it (default: nowhere).
    """
    try:
        data = artifact_of(outcome).data
        return Finished(edition, exporter.name, _cached_words(data, exporter.media_type, cache))
    except Exception as error:  # an exporter may fail in any way, and the other files are read
        return Unfinished(edition, exporter.name, describe_error(error))


def _cached_words(data: bytes, media_type: str, cache: Cache | None) -> str:
    """Return the words of a file. They depend on its bytes, its media type and the installed programs, and so does
    their name in the cache.
    """
    if cache is None:
        return words(data, media_type)
    inputs = "\n".join((hashlib.sha256(data).hexdigest(), media_type, environment_digest()))
    name = f"words-{hashlib.sha256(inputs.encode()).hexdigest()}"
    return cache.get_or_make(name, lambda: words(data, media_type).encode()).decode()
