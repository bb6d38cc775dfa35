"""Fonts: the letters of the book and no others, under the SIL Open Font License.

A reader's own font comes before them. The faces have a name of our own: the license reserves the name 'Source' for
fonts that nobody has changed, and a subset is a changed font (OFL 1.1, condition 3).
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
    list_han,
    list_latin,
    open_font,
    read_han,
    read_latin,
    save_font,
    subset_font,
)

LATIN, HAN = "Guide Sans", "Guide Han"
"""The names of the families."""

_PACKAGES = {LATIN: LATIN_PACKAGE, HAN: HAN_PACKAGE}
_OURS = {LATIN: "guide-sans", HAN: "guide-han"}


class _Style(NamedTuple):
    """A style of the Latin family: its name, the file of the package, and the weight to take from it."""

    name: str
    file: str
    weight: int


_STYLES = (_Style("Regular", UPRIGHT, 400), _Style("Bold", UPRIGHT, 700), _Style("Italic", ITALIC, 400))

_COMMON = "".join(map(chr, range(0x20, 0x7F)))
"""What each book has, whatever its words: a style sheet may put them in."""

_FAMILY, _FULL, _UNIQUE, _POSTSCRIPT, _STYLE = 1, 4, 3, 6, 2
_KEPT_NAMES = (0, _FAMILY, _STYLE, _UNIQUE, _FULL, 5, _POSTSCRIPT, 7, 13, 14)
"""Copyright, license and trademark stay in each face (OpenType, `name` table)."""

_FEATURES = ("kern", "ccmp", "mark", "mkmk", "locl")

_WHITE = re.compile(r"\s+")


@dataclass(frozen=True)
class Face:
    """One face: how a style sheet names it, and its bytes."""

    family: str
    style: str
    weight: int
    name: str
    """Its file."""
    media_type: str
    data: bytes
    original: str
    """The name of the font that it is made from."""
    copyright: str

    @property
    def credits(self) -> Mapping[str, str]:
        """Who made it, for the imprint."""
        return {
            "family": self.family,
            "original": self.original,
            "copyright": self.copyright.removesuffix("."),
            "file": _license_name(self.family),
        }


def faces(text: str) -> tuple[Face, ...]:
    """Return the faces that show a text. Other characters are left to the reading system's own fonts."""
    shown = frozenset(map(ord, text + _COMMON))
    latin = tuple(sorted(shown & list_latin()))
    made = [_latin(style, latin) for style in _STYLES]
    chinese = tuple(sorted((shown - set(latin)) & list_han()))
    return (*made, _han(chinese)) if chinese else tuple(made)


def licenses(used: Iterable[Face]) -> dict[str, bytes]:
    """Return the license of each family that is used, by the name of its file."""
    return {_license_name(face.family): _license(face.family) for face in used}


def _license_name(family: str) -> str:
    return f"fonts/{_OURS[family]}-license.txt"


@cache
def _license(family: str) -> bytes:
    every = files(_PACKAGES[family]) or ()
    (found, *_) = (path for path in every if path.name == "LICENSE")
    return Path(str(found.locate())).read_bytes()


@cache
def _latin(style: _Style, code_points: tuple[int, ...]) -> Face:
    font = subset_font(read_latin(style.file), code_points, weight=style.weight, features=_FEATURES, names=_KEPT_NAMES)
    slant = "italic" if style.file == ITALIC else "normal"
    name = f"fonts/{_OURS[LATIN]}-{style.name.lower()}.ttf"
    original, owner, data = _rename(font, LATIN, style.name)
    return Face(LATIN, slant, style.weight, name, "font/ttf", data, original, owner)


@cache
def _han(code_points: tuple[int, ...]) -> Face:
    font = subset_font(read_han(), code_points, features=_FEATURES, names=_KEPT_NAMES)
    original, owner, data = _rename(font, HAN, "Regular")
    return Face(HAN, "normal", 400, f"fonts/{_OURS[HAN]}-regular.otf", "font/otf", data, original, owner)


def _rename(data: bytes, family: str, style: str) -> tuple[str, str, bytes]:
    """Return the name and copyright of a font, and the font under our name."""
    font = open_font(data)
    names = font["name"]  # pyright: ignore[reportAttributeAccessIssue] - read from the file
    original, owner = str(names.getDebugName(_FULL)), _WHITE.sub(" ", str(names.getDebugName(0)))
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
