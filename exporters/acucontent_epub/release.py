"""The release of an ebook: an identifier and a time of the last change that differ whenever the content differs.

EPUB 3.3 identifies a release by both together. No clock and no list of earlier builds is available here, so both are
derived from the content, and equal content has the same release in every build.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from acucontent.document.document import About
from acucontent_epub.metadata import MetadataElement

_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Release:
    """The identity of one release of an ebook."""

    identifier: str
    """A UUID as a URN: that of the edition and all of its content."""
    modified: datetime.datetime
    """The day of publication, with a time of day derived from the content, because the guide states only the day."""


def make_release(about: About, files: Mapping[str, bytes], metadata: Iterable[MetadataElement], source: str) -> Release:
    """Return the release of an ebook.

    Args:
        about: The facts about the ebook, which distinguish editions with equal content.
        files: The pages, styles, fonts and images, by name.
        metadata: The metadata of the package.
        source: The content of the guide as canonical JSON.
    """
    digest = _compute_digest(files, metadata, source)
    own = (each for each in (about.report, about.clinic) if each)
    name = "/".join((about.guide, about.edition, about.handout, about.language, about.region, *own, digest))
    midnight = datetime.datetime.combine(about.published, datetime.time())
    return Release(
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"urn:acucontent:{name}").urn,
        modified=midnight + datetime.timedelta(seconds=int(digest, 16) % _SECONDS),
    )


def _compute_digest(files: Mapping[str, bytes], metadata: Iterable[MetadataElement], source: str) -> str:
    """Return the SHA-256 of everything that a release contains."""
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    digest.update(repr(tuple(metadata)).encode())
    digest.update(source.encode())
    return digest.hexdigest()
