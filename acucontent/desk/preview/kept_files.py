"""Files that pages of a preview show, kept in memory under names that follow from their contents."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import NamedTuple

MOST_BYTES = 100_000_000
"""The most bytes that are kept; the files that were named least recently are dropped first."""


class KeptFile(NamedTuple):
    """A file and its media type."""

    data: bytes
    media_type: str


class KeptFiles:
    """Files by name."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._total = most, 0
        self._files: OrderedDict[str, KeptFile] = OrderedDict()

    def keep(self, data: bytes, media_type: str) -> str:
        """Keep a file and return its name."""
        name = hashlib.sha256(data + media_type.encode()).hexdigest()[:32]
        if name not in self._files:
            self._files[name] = KeptFile(data, media_type)
            self._total += len(data)
        self._files.move_to_end(name)
        while self._total > self._most and len(self._files) > 1:
            self._total -= len(self._files.popitem(last=False)[1].data)
        return name

    def get(self, name: str) -> KeptFile | None:
        """Return a file, or None if it is not kept any more."""
        return self._files.get(name)
