"""Fonts: the faces of a document, made from the packaged fonts and from nothing else.

Embedding the variable Source Sans 3 would cost each document a tenth of a second, so static faces are made of it. Each
document takes only those Chinese characters that it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from acucontent.markup.fonts import (
    ITALIC,
    UPRIGHT,
    list_han,
    list_latin,
    open_font,
    read_han,
    read_latin,
    save_font,
    subset_font,
)


class Face(NamedTuple):
    """A static face: a file of the package, and the weight to take from it."""

    file: str
    weight: int


FACES: Mapping[str, Face] = {
    "regular": Face(UPRIGHT, 400),
    "bold": Face(UPRIGHT, 700),
    "italic": Face(ITALIC, 400),
}
HAN = "han"

_ALWAYS = (
    (0x0020, 0x024F),  # Latin with the tone letters of pinyin
    (0x2000, 0x214F),  # punctuation, raised and lowered figures, currencies, letterlike signs
    (0x2190, 0x22FF),  # arrows and mathematics
    (0x25A0, 0x27BF),  # boxes, check marks and other shapes
)
"""What each face holds whatever the document shows, so that most documents share their faces."""

_FEATURES = ("ccmp", "kern", "tnum")
_MARK_FEATURES = ("mark", "mkmk")
"""What puts an accent over any letter; it is only taken for text that has loose accents."""


class Fonts(NamedTuple):
    """The faces for a text by name, and the characters that none of them has."""

    files: Mapping[str, bytes]
    missing: frozenset[str]


def fonts_for(characters: Iterable[str]) -> Fonts:
    """Return the faces that show these characters."""
    needed = {ord(character) for character in characters if _is_shown(character)}
    rest = needed - list_latin()
    extra = tuple(sorted(needed - rest - _always()))
    files = {name: _static(face, extra) for name, face in FACES.items()}
    chinese = rest & list_han() if rest else set()
    if chinese:
        files[HAN] = _han_face(tuple(sorted(chinese)))
    return Fonts(files, frozenset(chr(code) for code in rest - chinese))


_WRITTEN = (
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x052F),  # Greek and Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two accents, as in Vietnamese
    (0x2010, 0x2044),  # punctuation
    (0x20A0, 0x20BF),  # currencies
)
"""The letters of names and notes. All of them are there, whatever is filled in, so that a sheet tells nothing more
about a patient than its words."""


@cache
def written_face() -> bytes:
    """Return the face for what is filled in."""
    letters = tuple(code for first, last in _WRITTEN for code in range(first, last + 1) if code in list_latin())
    face = FACES["regular"]
    return subset_font(read_latin(face.file), letters, weight=face.weight)


def _is_shown(character: str) -> bool:
    """Whether a character has a shape of its own; spaces and marks that only direct the setting have none."""
    return character.isprintable() and not character.isspace()


@cache
def _always() -> frozenset[int]:
    return frozenset(code for first, last in _ALWAYS for code in range(first, last + 1)) & list_latin()


@cache
def _static(face: Face, extra: tuple[int, ...]) -> bytes:
    """Return a static face of the characters that are always there, and of some more."""
    letters = (*_always(), *extra)
    return subset_font(read_latin(face.file), letters, weight=face.weight, features=_features(extra))


def _features(code_points: Iterable[int]) -> tuple[str, ...]:
    loose = any(unicodedata.combining(chr(code)) for code in code_points)
    return (*_FEATURES, *_MARK_FEATURES) if loose else _FEATURES


@cache
def _han_face(code_points: tuple[int, ...]) -> bytes:
    """Return Noto Sans SC with only these characters, its glyphs numbered in one way.

    The font is keyed by CID, and its CIDs are not the numbers of its glyphs. WeasyPrint writes the latter, and a
    reader of PDF takes them for the former (ISO 32000-1, 9.7.4.2): the wrong characters would show. Numbering the
    CIDs after the glyphs makes both right.
    """
    font = open_font(subset_font(read_han(), code_points))
    names = [".notdef", *(f"cid{number:05}" for number in range(1, font["maxp"].numGlyphs))]
    top = font["CFF "].cff.topDictIndex[0]
    top.CharStrings.charStrings = {name: number for number, name in enumerate(names)}
    top.charset = names
    font.setGlyphOrder(names)
    return save_font(font)
