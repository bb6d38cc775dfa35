"""Break text into lines by the widths of its glyphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acucontent.rendering.exporter import DoesNotFit

SMALLEST_SIZE = 9
"""The smallest font size, in points, that is tried to make text fit."""


class CannotBePrinted(DoesNotFit):
    """The words of a field cannot be printed, so its line stays blank, to be written by hand."""


@dataclass(frozen=True)
class FontMetrics:
    """The glyphs of a font and their widths."""

    glyphs: Mapping[int, int]
    """The glyph number of each code point."""
    widths: tuple[int, ...]
    """The width of each glyph, in thousandths of the font size."""

    def measure_width(self, words: str, size: float) -> float:
        """Return the width of words in points."""
        return size / 1000 * sum(self.widths[self.glyphs[ord(character)]] for character in words)


def fit_lines(
    words: str, metrics: FontMetrics, *, size: float, width: float, lines: int
) -> tuple[float, tuple[str, ...]]:
    """Find the largest font size at which words fit.

    Args:
        words: The text.
        metrics: The font.
        size: The largest size to try, in points.
        width: The width of each line, in points.
        lines: The number of lines.

    Returns:
        The font size, and the lines of text.

    Raises:
        CannotBePrinted: The font lacks a character.
        DoesNotFit: The words do not fit at the smallest size.
    """
    _check_glyphs(words, metrics)
    while True:
        result = tuple(_break_lines(words, metrics, size, width))
        if len(result) <= lines and all(metrics.measure_width(line, size) <= width for line in result):
            return size, result
        if size <= SMALLEST_SIZE:
            raise DoesNotFit(_describe_excess(words, metrics, width, lines))
        size = max(SMALLEST_SIZE, size - 0.5)


def _check_glyphs(words: str, metrics: FontMetrics) -> None:
    for character in words:
        if ord(character) not in metrics.glyphs:
            raise CannotBePrinted(f"no installed font has {_describe_character(character)}")


def _describe_character(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed character')}"


def _break_lines(words: str, metrics: FontMetrics, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and metrics.measure_width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _describe_excess(words: str, metrics: FontMetrics, width: float, lines: int) -> str:
    capacity = int(lines * width / (metrics.measure_width(words, SMALLEST_SIZE) / len(words)))
    return f"{len(words)} characters are too many: about {capacity} fit on {lines} {'line' if lines == 1 else 'lines'}"
