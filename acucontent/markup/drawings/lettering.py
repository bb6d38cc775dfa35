"""Estimate the width of text, so that lines can be broken and labels placed without loading a font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_CHARACTERS_BY_WIDTH = {
    "|ij' ": 0.28,
    "l.,:;I’": 0.3,
    "!()[]{}/\\f-": 0.36,
    "tr": 0.4,
    "s*?zc": 0.48,
    "Jxv_yFLe#$+0123456789<=>Y^ag~–": 0.54,
    'ZEkSTV`o"XAbdhnpqu“”': 0.58,
    "CBPKR": 0.62,
    "DG&HNUOQ": 0.68,
    "Mw": 0.79,
    "WMm%@—": 0.9,
}
_WIDTHS = {character: width for characters, width in _CHARACTERS_BY_WIDTH.items() for character in characters}
PAGE = 468.0
"""The natural width of a drawing on paper: the text width of a Letter page with margins of one inch."""
SCREEN_EMS = 14
"""The largest width of a piece on a screen, in multiples of the type size, so that it fits a phone in large type."""
_UNBREAKABLE = re.compile(r"\([^()]{1,24}\)\S*|\S+")
"""Text that stays on one line: a word, or up to 24 characters in brackets."""
_DEFAULT_WIDTH = 1.0
"""The width of other characters, in ems: that of a Chinese character."""


@dataclass(frozen=True)
class Lettering:
    """The type size and font of a drawing."""

    size: float = 10
    """The type size in points, at the drawing's natural width. Numbers in circles have 0.92 of this size."""
    font: str | None = None
    """The font family; None inherits the font of the page."""
    page: float = PAGE
    """The natural width of a drawing on paper, in points, except of charts and timelines."""
    room: float = PAGE
    """The largest width of a body map, in points, before its panels are placed in rows."""
    tallest: float = 620
    """The largest height of a body map on paper, in points: one that is taller is in pieces."""
    breaks: bool = False
    """Whether a page can end inside a drawing on paper, which is then in pieces: a row of a body map or of a chart, or
    a phase of a visit."""
    scale: float = 1
    """The scale at which a drawing is printed on paper."""
    map_size: float | None = None
    """The type size of a body map on paper, before it is scaled (default: that of the other drawings)."""
    map_scale: float = 1
    """The scale at which a body map is shown on paper."""
    figure_scale: float = 1
    """The scale of the figures of a body map on paper, except one that is enlarged; the text keeps its size."""
    icon_scale: float = 1
    """The scale of the icons for people on paper; the text of their array keeps its size."""
    screen: bool = False
    """Whether the drawing is for screens of any size and color: in pieces that fit a phone, measured in ems of the text
    around it, and drawn in the color of that text."""

    @property
    def width(self) -> float:
        """The natural width of a drawing, or the largest width of its pieces on a screen, in points."""
        return SCREEN_EMS * self.size if self.screen else self.page

    def print_at(self, scale: float) -> Lettering:
        """Return the lettering of a drawing whose figures are printed at a scale, and its text in the same size."""
        return replace(
            self,
            size=self.size / scale,
            page=self.page / scale,
            room=self.room / scale,
            tallest=self.tallest / scale,
            scale=self.scale * scale,
        )


def measure_width(text: str, size: float) -> float:
    """Return the estimated width of text in points; it is at least the width in Source Sans 3 Semibold."""
    characters = unicodedata.normalize("NFD", text)
    return size * sum(
        _WIDTHS.get(character, _DEFAULT_WIDTH) for character in characters if not unicodedata.combining(character)
    )


def break_lines(text: str, room: float, size: float) -> tuple[str, ...]:
    """Return the text broken into lines no wider than `room`.

    A few words in brackets are kept together like a word. A word that is wider, or text without spaces such as Chinese,
    is broken between characters.

    Args:
        text: The text.
        room: The largest width of a line, in points.
        size: The type size, in points.
    """
    broken: list[str] = []
    for word in _list_words(text, room, size):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and measure_width(longer, size) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)


def _list_words(text: str, room: float, size: float) -> Iterator[str]:
    """Yield the parts of a text between which lines may be broken."""
    for unbroken in _UNBREAKABLE.findall(" ".join(text.split())):
        is_wide = measure_width(unbroken, size) > room
        for word in unbroken.split() if is_wide else (unbroken,):
            yield from _break_word(word, room, size)


def _break_word(word: str, room: float, size: float) -> Iterator[str]:
    """Yield the parts of a word that are no wider than `room`; a combining character stays with its letter."""
    part = ""
    for character in word:
        if part and not unicodedata.combining(character) and measure_width(part + character, size) > room:
            yield part
            part = ""
        part += character
    yield part
