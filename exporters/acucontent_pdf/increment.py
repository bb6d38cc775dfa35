"""Objects put at the end of a PDF in place of earlier ones (ISO 32000-1, 7.5.6): the rest stays byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Whole:
    """A PDF to which objects can be put, with what the end of it tells."""

    content: bytes
    start: int
    """Where its cross-reference table starts."""
    size: int
    """One more than its highest object number."""
    root: int
    """The object number of its catalog."""
    info: int | None
    """The object number of its dictionary of information."""
    identifier: bytes
    """The first half of its identifier."""


def incremented(whole: Whole, objects: Mapping[int, bytes]) -> bytes:
    """The PDF with these objects, by number, in place of its own."""
    parts, offsets, at = [whole.content], {}, len(whole.content)
    for number, body in sorted(objects.items()):
        offsets[number] = at
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        parts.append(part)
        at += len(part)
    now = hashlib.md5(b"".join(parts[1:]), usedforsecurity=False).hexdigest().encode()
    info = b"" if whole.info is None else b"/Info %d 0 R " % whole.info
    parts.append(b"xref\n%b" % b"".join(_table(offsets)))
    parts.append(
        b"trailer\n<< /Size %d /Root %d 0 R %b/Prev %d /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
        % (whole.size, whole.root, info, whole.start, whole.identifier.hex().encode(), now, at)
    )
    return b"".join(parts)


def _table(offsets: Mapping[int, int]) -> Iterator[bytes]:
    """The sections of a cross-reference table, one a run of numbers."""
    for run in _runs(offsets):
        yield b"%d %d\n" % (run[0], len(run))
        yield from (b"%010d 00000 n \n" % offsets[number] for number in run)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
