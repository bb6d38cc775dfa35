"""What is slow to make and was made before, in a folder of the user's. It only saves time: the bytes are the same.

An entry is found by a digest of all that it was made from. What is damaged is not served but made again, and two
programs may write at the same time. Personal sheets never come here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from acucontent.rendering.cache.storage import folder, read, write
from acucontent.rendering.exporter import Artifact

MOST_BYTES = 500_000_000
"""How large the folder may grow; then what was not used for longest goes."""

_ARTIFACT = ".artifact"


@dataclass(frozen=True)
class Cache:
    """Artifacts by the digest of what they were made from."""

    folder: Path

    @classmethod
    def of_user(cls) -> Cache | None:
        """The user's own; none for a user without a home."""
        try:
            return cls(folder())
        except RuntimeError:
            return None

    def find(self, key: str) -> Artifact | None:
        """The artifact of a key, if it is there whole."""
        path = self._path(key)
        held = read(path)
        artifact = None if held is None else _unpacked(held)
        if artifact is not None:
            with suppress(OSError):
                os.utime(path)
        return artifact

    def keep(self, key: str, artifact: Artifact) -> None:
        """Keep an artifact, and make room for it; where nothing can be written, nothing is kept."""
        with suppress(OSError):
            write(self._path(key), _packed(artifact))
            self._make_room()

    def files(self) -> Iterator[Path]:
        """Everything that is kept, fonts too."""
        if self.folder.is_dir():
            yield from (path for path in self.folder.iterdir() if path.is_file())

    def clear(self) -> int:
        """Delete everything that is kept; gives how many files there were.

        Raises:
            OSError: a file cannot be deleted.
        """
        gone = [path for path in self.files() if path.suffix in (_ARTIFACT, ".ttf", ".txt")]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_ARTIFACT}"

    def _make_room(self) -> None:
        used = sorted(
            ((path.stat().st_mtime, path.stat().st_size, path) for path in self.folder.glob(f"*{_ARTIFACT}")),
            reverse=True,
        )
        total = 0
        for _, size, path in used:
            total += size
            if total > MOST_BYTES:
                path.unlink(missing_ok=True)


def _packed(artifact: Artifact) -> bytes:
    """An artifact as bytes: what is known of it as a line of JSON, then its own bytes."""
    head = {
        "size": len(artifact.data),
        "pages": list(artifact.pages.items()),
        "page_count": artifact.page_count,
        "notes": artifact.notes,
        "beside": [(suffix, len(data)) for suffix, data in artifact.companions.items()],
    }
    return b"".join((json.dumps(head).encode(), b"\n", artifact.data, *artifact.companions.values()))


def _unpacked(held: bytes) -> Artifact | None:
    line, _, rest = held.partition(b"\n")
    try:
        head = json.loads(line)
        beside, at = {}, head["size"]
        for suffix, size in head["beside"]:
            beside[suffix] = rest[at : at + size]
            at += size
        return Artifact(rest[: head["size"]], dict(head["pages"]), head["page_count"], tuple(head["notes"]), beside)
    except (ValueError, LookupError, TypeError):  # another version's
        return None
