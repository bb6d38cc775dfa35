"""Make the faces of a document from the packaged fonts.

Embedding the variable Source Sans 3 would take each document a tenth of a second, so static faces are made from it.
Of the Chinese font, a document gets only the characters that it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from acucontent.font_table import HAN as HAN_FONT
from acucontent.font_table import PackagedFont, choose_fonts, list_code_points, read_font
from acucontent.markup.fonts import (
    ITALIC,
    UPRIGHT,
    list_latin_code_points,
    open_font,
    read_latin_font,
    save_font,
    subset_font,
)


class Face(NamedTuple):
    """A static face: the file of the font package and the weight to instantiate."""

    file: str
    weight: int


FACES: Mapping[str, Face] = {
    "regular": Face(UPRIGHT, 400),
    "bold": Face(UPRIGHT, 700),
    "italic": Face(ITALIC, 400),
}
HAN = "han"

_SPACE = 0x20
"""A font with letters has a space, too, for the spaces between them."""

_ALWAYS_INCLUDED = (
    (0x0020, 0x024F),  # Latin with the tone letters of pinyin
    (0x2000, 0x214F),  # punctuation, raised and lowered figures, currencies, letterlike signs
    (0x2190, 0x22FF),  # arrows and mathematics
    (0x25A0, 0x27BF),  # boxes, check marks and other shapes
)
"""The characters in each face even if a document does not show them, so that most documents share their faces."""

_FEATURES = ("ccmp", "kern", "tnum")
_MARK_FEATURES = ("mark", "mkmk")
"""The features that place an accent over any letter; only added for text with combining accents."""


class Fonts(NamedTuple):
    """The faces for a text by name, and the characters that none of them has."""

    files: Mapping[str, bytes]
    missing: frozenset[str]


def select_fonts(characters: Iterable[str]) -> Fonts:
    """Return the faces that show these characters.

    A face always has the common characters, so that most documents share it.
    """
    needed = {ord(character) for character in characters if _is_shown(character)}
    rest = needed - list_latin_code_points()
    extra = tuple(sorted(needed - rest - _list_always_included()))
    files = {name: _make_static_face(face, extra) for name, face in FACES.items()}
    chinese = rest & list_code_points(HAN_FONT) if rest else set()
    if chinese:
        files[HAN] = _make_cff_face(HAN_FONT, tuple(sorted(chinese)))
    rest -= chinese
    for font, shown in choose_fonts(rest, readable=True):
        files[font.name] = _make_script_face(font, tuple(sorted(shown)))
        rest -= shown
    return Fonts(files, frozenset(map(chr, rest)))


_FILL_IN_RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x052F),  # Greek and Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two accents, as in Vietnamese
    (0x2010, 0x2044),  # punctuation
    (0x20A0, 0x20BF),  # currencies
)
"""The characters of names and notes. The face has all of them, so that a subset reveals nothing about a patient."""


@cache
def make_fill_in_face() -> bytes:
    """Return the face for text that is filled in."""
    code_points = tuple(
        code for first, last in _FILL_IN_RANGES for code in range(first, last + 1) if code in list_latin_code_points()
    )
    face = FACES["regular"]
    return subset_font(read_latin_font(face.file), code_points, weight=face.weight)


def _is_shown(character: str) -> bool:
    """Return whether a character needs a glyph; spaces and invisible control characters do not."""
    return character.isprintable() and not character.isspace()


@cache
def _list_always_included() -> frozenset[int]:
    return (
        frozenset(code for first, last in _ALWAYS_INCLUDED for code in range(first, last + 1))
        & list_latin_code_points()
    )


@cache
def _make_static_face(face: Face, extra: tuple[int, ...]) -> bytes:
    """Return a static face with the characters that are always included and some more."""
    code_points = (*_list_always_included(), *extra)
    return subset_font(read_latin_font(face.file), code_points, weight=face.weight, features=_select_features(extra))


def _select_features(code_points: Iterable[int]) -> tuple[str, ...]:
    has_accents = any(unicodedata.combining(chr(code)) for code in code_points)
    return (*_FEATURES, *_MARK_FEATURES) if has_accents else _FEATURES


@cache
def _make_script_face(font: PackagedFont, code_points: tuple[int, ...]) -> bytes:
    """Return a font of another script with only these characters."""
    if font.file.endswith(".otf"):
        return _make_cff_face(font, code_points)
    return subset_font(read_font(font), (_SPACE, *code_points), weight=font.weight, features=font.features)


@cache
def _make_cff_face(font: PackagedFont, code_points: tuple[int, ...]) -> bytes:
    """Return a font with CFF outlines with only these characters and the space, each CID equal to its glyph number.

    In the packaged font they differ. WeasyPrint writes glyph numbers, and a PDF viewer reads them as CIDs (ISO 32000-1,
    9.7.4.2), so it would show the wrong characters.
    """
    opened = open_font(subset_font(read_font(font), (_SPACE, *code_points)))
    names = [".notdef", *(f"cid{number:05}" for number in range(1, opened["maxp"].numGlyphs))]
    top = opened["CFF "].cff.topDictIndex[0]
    top.CharStrings.charStrings = {name: number for number, name in enumerate(names)}
    top.charset = names
    opened.setGlyphOrder(names)
    return save_font(opened)
