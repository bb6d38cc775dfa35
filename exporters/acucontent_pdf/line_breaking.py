"""Break text into lines by the widths of its glyphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from acucontent.rendering.exporter import DoesNotFit

SMALLEST_SIZE = 9
"""The smallest font size, in points, that is tried to make text fit."""


class CannotBePrinted(DoesNotFit):
    """The words of a field cannot be printed, so its line stays blank, to be written by hand."""


@dataclass(frozen=True)
class FontMetrics:
    """The glyphs of a font and their widths, for text with one glyph for each character."""

    glyphs: Mapping[int, int]
    """The glyph number of each code point."""
    widths: tuple[int, ...]
    """The width of each glyph, in thousandths of the font size."""

    def has_all(self, words: str) -> bool:
        """Return whether the font has all characters."""
        return all(ord(character) in self.glyphs for character in words)

    def split_words(self, words: str) -> Iterable[str]:
        """Return the parts between which a line can be broken."""
        return (f"{word} " for word in words.split())

    def measure_width(self, words: str, size: float) -> float:
        """Return the width of words in points."""
        return size / 1000 * sum(self.widths[self.glyphs[ord(character)]] for character in words)


class Metrics(Protocol):
    """Measures text."""

    def measure_width(self, words: str, size: float) -> float:
        """Return the width of words in points."""
        raise NotImplementedError

    def split_words(self, words: str) -> Iterable[str]:
        """Return the parts between which a line can be broken."""
        raise NotImplementedError


def fit_lines(
    words: str, metrics: Metrics, *, sizes: tuple[float, float], width: float, lines: int
) -> tuple[float, tuple[str, ...]]:
    """Find the largest font size at which words fit.

    Args:
        words: The text.
        metrics: The font.
        sizes: The largest and the smallest size to try, in points.
        width: The width of each line, in points.
        lines: The number of lines.

    Returns:
        The font size, and the lines of text.

    Raises:
        DoesNotFit: The words do not fit at the smallest size.
    """
    size, smallest = sizes
    while True:
        result = tuple(_break_lines(words, metrics, size, width))
        if len(result) <= lines and all(metrics.measure_width(line, size) <= width for line in result):
            return size, result
        if size <= smallest:
            raise DoesNotFit(_describe_excess(words, metrics, width, lines))
        size = max(smallest, size - 0.5)


def _break_lines(words: str, metrics: Metrics, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in metrics.split_words(words):
        longer = line + word
        if line and metrics.measure_width(longer.rstrip(), size) > width:
            yield line.rstrip()
            line = word
        else:
            line = longer
    if line:
        yield line.rstrip()


def _describe_excess(words: str, metrics: Metrics, width: float, lines: int) -> str:
    longest = max(metrics.split_words(words), key=lambda word: metrics.measure_width(word, SMALLEST_SIZE), default="")
    if metrics.measure_width(longest.rstrip(), SMALLEST_SIZE) > width:
        return f"a word of {len(longest.rstrip())} characters is wider than the line"
    capacity = int(lines * width / (metrics.measure_width(words, SMALLEST_SIZE) / len(words)))
    return f"{len(words)} characters are too many: about {capacity} fit on {lines} {'line' if lines == 1 else 'lines'}"
