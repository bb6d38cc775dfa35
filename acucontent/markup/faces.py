"""Embedded fonts: subsets with only the characters of a document, under the SIL Open Font License.

A font that the reader chooses overrides them. The subsets have their own family names, because the license reserves the
name 'Source' for unchanged fonts and a subset is a changed font (OFL 1.1, condition 3).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from acucontent.font_table import HAN as HAN_FONT
from acucontent.font_table import SCRIPT_FONTS, PackagedFont, choose_fonts, list_code_points, read_font
from acucontent.markup.fonts import (
    ITALIC,
    LATIN_PACKAGE,
    UPRIGHT,
    list_latin_code_points,
    open_font,
    read_latin_font,
    save_font,
    subset_font,
)

BOLD = 700
"""The weight of a bold face."""

LATIN, HAN = "Guide Sans", "Guide Han"
"""The names of the families."""


def _name_family(font: PackagedFont) -> str:
    return f"Guide {font.name.replace('-', ' ').title()}"


_PACKAGES = {LATIN: LATIN_PACKAGE, **{_name_family(font): font.package for font in (HAN_FONT, *SCRIPT_FONTS)}}
_FILE_STEMS = {family: family.lower().replace(" ", "-") for family in _PACKAGES}


class _Style(NamedTuple):
    """A style of the Latin family: its name, its source file and its weight."""

    name: str
    file: str
    weight: int


_STYLES = (_Style("Regular", UPRIGHT, 400), _Style("Bold", UPRIGHT, BOLD), _Style("Italic", ITALIC, 400))

_BASE_CHARACTERS = "".join(map(chr, range(0x20, 0x7F)))
"""Characters that every face includes, because a style sheet can insert them."""

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
    """The path of its file, such as `fonts/guide-sans-bold.ttf`."""
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
    """Return the faces for the characters of a text. Browsers and reading systems show others in their own fonts."""
    shown = frozenset(map(ord, text + _BASE_CHARACTERS))
    latin = tuple(sorted(shown & list_latin_code_points()))
    made = [_make_latin_face(style, latin) for style in _STYLES]
    chinese = tuple(sorted((shown - set(latin)) & list_code_points(HAN_FONT)))
    if chinese:
        made.append(_make_script_face(HAN_FONT, chinese))
    others = {code for code in shown - set(latin) - set(chinese) if chr(code).isprintable()}
    made.extend(_make_script_face(font, tuple(sorted(code_points))) for font, code_points in choose_fonts(others))
    return tuple(made)


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
def _make_script_face(font: PackagedFont, code_points: tuple[int, ...]) -> Face:
    features = dict.fromkeys((*_FEATURES, *font.features))
    family, suffix = _name_family(font), font.file.rpartition(".")[2]
    made = subset_font(read_font(font), code_points, weight=font.weight, features=features, names=_KEPT_NAMES)
    original, owner, data = _rename_font(made, family, "Regular")
    name = f"fonts/{_FILE_STEMS[family]}-regular.{suffix}"
    return Face(family, "normal", 400, name, f"font/{suffix}", data, original, owner)


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


def write_face_rules(faces: Iterable[Face]) -> str:
    """Return the style rules of faces, with their fonts as data addresses and the license of each in a comment."""
    return "\n".join(
        f"/* {face.family} is made from {face.original}, {face.copyright}. SIL Open Font License 1.1, "
        "https://openfontlicense.org */\n"
        f'@font-face {{\n  font-family: "{face.family}";\n  font-style: {face.style};\n'
        f"  font-weight: {'bold' if face.weight == BOLD else 'normal'};\n"
        f'  src: url("{make_data_address(face.media_type, face.data)}");\n}}'
        for face in faces
    )


def make_data_address(media_type: str, data: bytes) -> str:
    """Return data as an address (RFC 2397), for a page that is one file."""
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
