"""The fonts of an ebook: subsets with only the characters of the book, under the SIL Open Font License.

A font that the reader chooses overrides them. The subsets have their own family names, because the license reserves the
name 'Source' for unchanged fonts and a subset is a changed font (OFL 1.1, condition 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from acucontent.markup.fonts import (
    HAN_PACKAGE,
    ITALIC,
    LATIN_PACKAGE,
    UPRIGHT,
    list_han_code_points,
    list_latin_code_points,
    open_font,
    read_han_font,
    read_latin_font,
    save_font,
    subset_font,
)

LATIN, HAN = "Guide Sans", "Guide Han"
"""The names of the families."""

_PACKAGES = {LATIN: LATIN_PACKAGE, HAN: HAN_PACKAGE}
_FILE_STEMS = {LATIN: "guide-sans", HAN: "guide-han"}


class _Style(NamedTuple):
    """A style of the Latin family: its name, its source file and its weight."""

    name: str
    file: str
    weight: int


_STYLES = (_Style("Regular", UPRIGHT, 400), _Style("Bold", UPRIGHT, 700), _Style("Italic", ITALIC, 400))

_BASE_CHARACTERS = "".join(map(chr, range(0x20, 0x7F)))
"""Characters that every book includes, because a style sheet can insert them."""

_FAMILY, _FULL, _UNIQUE, _POSTSCRIPT, _STYLE = 1, 4, 3, 6, 2
_KEPT_NAMES = (0, _FAMILY, _STYLE, _UNIQUE, _FULL, 5, _POSTSCRIPT, 7, 13, 14)
"""The names that each face keeps, such as copyright, license and trademark (OpenType, `name` table)."""

_FEATURES = ("kern", "ccmp", "mark", "mkmk", "locl")

_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Face:
    """One face of a font: its description for the style sheet, and its file."""

    family: str
    style: str
    weight: int
    name: str
    """The path of the file in the book."""
    media_type: str
    data: bytes
    original: str
    """The name of the original font."""
    copyright: str

    @property
    def credits(self) -> Mapping[str, str]:
        """The values for the line about the font in the imprint."""
        return {
            "family": self.family,
            "original": self.original,
            "copyright": self.copyright.removesuffix("."),
            "file": _get_license_path(self.family),
        }


def make_faces(text: str) -> tuple[Face, ...]:
    """Return the faces for the characters of a text. Reading systems show other characters in their own fonts."""
    shown = frozenset(map(ord, text + _BASE_CHARACTERS))
    latin = tuple(sorted(shown & list_latin_code_points()))
    made = [_make_latin_face(style, latin) for style in _STYLES]
    chinese = tuple(sorted((shown - set(latin)) & list_han_code_points()))
    return (*made, _make_han_face(chinese)) if chinese else tuple(made)


def read_licenses(used: Iterable[Face]) -> dict[str, bytes]:
    """Return the license of each family in use, by the path of its file."""
    return {_get_license_path(face.family): _read_license(face.family) for face in used}


def _get_license_path(family: str) -> str:
    return f"fonts/{_FILE_STEMS[family]}-license.txt"


@cache
def _read_license(family: str) -> bytes:
    every = files(_PACKAGES[family]) or ()
    (found, *_) = (path for path in every if path.name == "LICENSE")
    return Path(str(found.locate())).read_bytes()


@cache
def _make_latin_face(style: _Style, code_points: tuple[int, ...]) -> Face:
    font = subset_font(
        read_latin_font(style.file), code_points, weight=style.weight, features=_FEATURES, names=_KEPT_NAMES
    )
    slant = "italic" if style.file == ITALIC else "normal"
    name = f"fonts/{_FILE_STEMS[LATIN]}-{style.name.lower()}.ttf"
    original, owner, data = _rename_font(font, LATIN, style.name)
    return Face(LATIN, slant, style.weight, name, "font/ttf", data, original, owner)


@cache
def _make_han_face(code_points: tuple[int, ...]) -> Face:
    font = subset_font(read_han_font(), code_points, features=_FEATURES, names=_KEPT_NAMES)
    original, owner, data = _rename_font(font, HAN, "Regular")
    return Face(HAN, "normal", 400, f"fonts/{_FILE_STEMS[HAN]}-regular.otf", "font/otf", data, original, owner)


def _rename_font(data: bytes, family: str, style: str) -> tuple[str, str, bytes]:
    """Return the original name and copyright of a font, and the font with a new family name."""
    font = open_font(data)
    names = font["name"]  # pyright: ignore[reportAttributeAccessIssue] - read from the file
    original, owner = str(names.getDebugName(_FULL)), _WHITE_SPACE.sub(" ", str(names.getDebugName(0)))
    ours = {
        _FAMILY: family,
        _STYLE: style,
        _UNIQUE: f"{family} {style}",
        _FULL: f"{family} {style}",
        _POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
    }
    for number, name in ours.items():
        names.setName(name, number, 3, 1, 0x409)
    return original, owner, save_font(font)
