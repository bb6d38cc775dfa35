"""Incremental updates (ISO 32000-1, 7.5.6): append new versions of objects and leave all earlier bytes as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class BaseFile:
    """A PDF to which objects can be appended, with the values of its trailer."""

    content: bytes
    xref_start: int
    """Where its cross-reference table starts."""
    size: int
    """One more than its highest object number."""
    catalog: int
    """The object number of its catalog."""
    information: int | None
    """The object number of its information dictionary."""
    identifier: bytes
    """The first half of its identifier."""


def append_objects(base: BaseFile, objects: Mapping[int, bytes]) -> bytes:
    """Return the PDF with objects replaced.

    Args:
        base: The PDF.
        objects: The new version of each object by its number. Objects with higher numbers are added.
    """
    parts, offsets, position = [base.content], {}, len(base.content)
    for number, body in sorted(objects.items()):
        offsets[number] = position
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        parts.append(part)
        position += len(part)
    changed = hashlib.md5(b"".join(parts[1:]), usedforsecurity=False).hexdigest().encode()
    size = max(base.size, 1 + max(objects, default=0))
    info = b"" if base.information is None else b"/Info %d 0 R " % base.information
    parts.append(b"xref\n%b" % b"".join(_write_sections(offsets)))
    parts.append(
        b"trailer\n<< /Size %d /Root %d 0 R %b/Prev %d /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, base.catalog, info, base.xref_start, base.identifier.hex().encode(), changed, position)
    )
    return b"".join(parts)


def _write_sections(offsets: Mapping[int, int]) -> Iterator[bytes]:
    """Yield the sections of a cross-reference table, one for each run of consecutive numbers."""
    for run in _group_runs(offsets):
        yield b"%d %d\n" % (run[0], len(run))
        yield from (b"%010d 00000 n \n" % offsets[number] for number in run)


def _group_runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
