"""Read and write artifacts as entries of the cache."""

from __future__ import annotations

import json

from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact


def read_artifact(cache: Cache, key: str) -> Artifact | None:
    """Return the artifact with this fingerprint, or None if it is not in the cache."""
    content = cache.read(key)
    return None if content is None else _unpack(content)


def write_artifact(cache: Cache, key: str, artifact: Artifact) -> None:
    """Store an artifact under its fingerprint."""
    cache.write(key, _pack(artifact))


def _pack(artifact: Artifact) -> bytes:
    """Return an artifact as bytes: a header line in JSON, the data, then the companions."""
    header = {
        "size": len(artifact.data),
        "pages": list(artifact.pages.items()),
        "page_count": artifact.page_count,
        "notes": artifact.notes,
        "layout": artifact.layout,
        "measures": artifact.measures,
        "companions": [(suffix, len(data)) for suffix, data in artifact.companions.items()],
    }
    return b"".join((json.dumps(header).encode(), b"\n", artifact.data, *artifact.companions.values()))


def _unpack(content: bytes) -> Artifact | None:
    """Return the artifact of an entry, or None if another version wrote it in another form."""
    line, _, rest = content.partition(b"\n")
    try:
        header = json.loads(line)
        companions, start = {}, header["size"]
        for suffix, size in header["companions"]:
            companions[suffix] = rest[start : start + size]
            start += size
        pages, notes = dict(header["pages"]), tuple(header["notes"])
        layout, measures = header["layout"], header["measures"]
        return Artifact(rest[: header["size"]], pages, header["page_count"], notes, companions, layout, measures)
    except (ValueError, LookupError, TypeError):
        return None
