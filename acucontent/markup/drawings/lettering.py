"""How wide words are, so that lines can be broken and labels kept apart before any font is loaded."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_EMS = {
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
_WIDTHS = {character: width for characters, width in _EMS.items() for character in characters}
_PIECE = re.compile(r"\([^()]{1,24}\)\S*|\S+")
"""What stays on one line: a word, or a few words in brackets."""
_WIDEST = 1.0
"""The width of a character not listed: that of a Chinese one."""


@dataclass(frozen=True)
class Lettering:
    """How a drawing's words are set."""

    size: float = 10
    """The type size in points, at the drawing's natural width. The numbers in circles are 0.92 of it."""
    font: str | None = None
    """The font family; none takes that of the page around it, where the page renderer can hand it down."""
    room: float = 468
    """How wide a body map may become, in points, before its panels stand in rows; a wider one is drawn smaller."""


def width(text: str, size: float) -> float:
    """The room that words take in points, in bold: never less than in Source Sans 3."""
    characters = unicodedata.normalize("NFD", text)
    return size * sum(_WIDTHS.get(each, _WIDEST) for each in characters if not unicodedata.combining(each))


def lines(text: str, room: float, size: float) -> tuple[str, ...]:
    """The words in lines no wider than the room; a word that is wider has a line of its own.

    A few words in brackets are kept together, as a word is.
    """
    broken: list[str] = []
    for word in _PIECE.findall(" ".join(text.split())):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)
