"""Extract the text of rendered files from their bytes, and cache it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TypeAlias

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.quality.subject import RenderedText
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.read_back import list_added_texts, read_back
from acucontent.rendering.render import Outcome, RenderJob, get_artifact


@dataclass(frozen=True)
class UnreadableFile:
    """A file that could not be rendered, or whose text could not be extracted, with the reason."""

    edition: Edition
    format: str
    reason: str


def extract_text(job: RenderJob, outcome: Outcome, cache: Cache | None = None) -> RenderedText | UnreadableFile:
    """Return the text of a rendered file, or the reason why there is none.

    Args:
        job: What was rendered.
        outcome: The result of rendering.
        cache: The cache in which to look up and store the text (default: none).
    """
    try:
        artifact = get_artifact(outcome)
        parts, added = _read_cached(job, artifact.data, cache)
        return RenderedText(
            job.edition, job.exporter.name, parts, added, artifact.pages, joins_volumes=job.exporter.joins_volumes
        )
    except Exception as error:  # an exporter can fail in any way, and the other files are still read
        return UnreadableFile(job.edition, job.exporter.name, describe_error(error))


_Texts: TypeAlias = tuple[tuple[str, ...], tuple[str, ...] | None]
"""The text of each part of a file, and the texts that its format adds to those of the document."""


def _read_cached(job: RenderJob, data: bytes, cache: Cache | None) -> _Texts:
    """Read the texts of a file, or take them from the cache.

    They depend on the bytes, the edition, the exporter and the installed programs, so all are in the cache key.
    """
    package = job.exporter.export.__module__.partition(".")[0]
    if cache is None or package == "__main__":  # the files of a script are unknown
        return _read(job, data)
    edition, options = job.edition, job.options.model_dump_json()
    made_from = (job.exporter.name, edition.handout.id, edition.region.code, edition.language, options)
    inputs = (hashlib.sha256(data).hexdigest(), *made_from, compute_environment_digest(package))
    name = f"text-{hashlib.sha256(json.dumps(inputs).encode()).hexdigest()}"
    parts, added = json.loads(cache.get_or_make(name, lambda: json.dumps(_read(job, data)).encode()))
    return tuple(parts), None if added is None else tuple(added)


def _read(job: RenderJob, data: bytes) -> _Texts:
    return read_back(job.exporter, data), list_added_texts(job.exporter, job.edition, job.options)
