"""Words in glyphs: which face shows them, how wide they are, and the lines that they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acucontent.rendering.exporter import DoesNotFit

SMALLEST = 9
"""The smallest size to which words shrink so that they fit, in points."""


@dataclass(frozen=True)
class Face:
    """A font as words are set in it."""

    glyphs: Mapping[int, int]
    """The glyph of each code point."""
    widths: tuple[int, ...]
    """The width of each glyph, in thousandths of the size."""

    def width(self, words: str, size: float) -> float:
        """The width of words, in points."""
        return size / 1000 * sum(self.widths[self.glyphs[ord(character)]] for character in words)


def lines_of(words: str, face: Face, *, size: float, width: float, lines: int) -> tuple[float, tuple[str, ...]]:
    """The size at which words fit into lines of a width, no larger than asked, and the lines.

    Raises:
        DoesNotFit: they do not fit at the smallest size, or the face lacks one of their characters.
    """
    _check(words, face)
    while True:
        found = tuple(_filled(words, face, size, width))
        if len(found) <= lines and all(face.width(line, size) <= width for line in found):
            return size, found
        if size <= SMALLEST:
            raise DoesNotFit(_too_long(words, face, width, lines))
        size = max(SMALLEST, size - 0.5)


def _check(words: str, face: Face) -> None:
    for character in words:
        if ord(character) not in face.glyphs:
            raise DoesNotFit(
                f"no font has {character!r} (U+{ord(character):04X}): write it in Latin, Greek or Cyrillic letters"
            )


def _filled(words: str, face: Face, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and face.width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _too_long(words: str, face: Face, width: float, lines: int) -> str:
    room = int(lines * width / (face.width(words, SMALLEST) / len(words)))
    return (
        f"{len(words)} characters are too many: about {room} have room, on {lines} {'line' if lines == 1 else 'lines'}"
    )
