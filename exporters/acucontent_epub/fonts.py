"""Fonts: the letters of the book, and no more, from packages under the SIL Open Font License.

A reader's own font comes before them. The faces have a name of our own: the license keeps the name 'Source' for fonts
that nobody has changed, and a subset is a changed font (OFL 1.1, condition 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from io import BytesIO
from pathlib import Path

import fontpkg_source_sans_3
import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

from acucontent.markup.faces import cut

LATIN, HAN = "Guide Sans", "Guide Han"
"""The names of the families."""

_PACKAGES = {LATIN: "fontpkg-source-sans-3", HAN: "pylopdf-fonts-zh-cn"}
_OURS = {LATIN: "guide-sans", HAN: "guide-han"}
_UPRIGHT, _ITALIC = "SourceSans3[wght].ttf", "SourceSans3-Italic[wght].ttf"

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
    """The faces that show a text. What they have no letter for is left to the reading system's own fonts."""
    shown = frozenset(map(ord, text + _COMMON))
    latin = tuple(sorted(shown & _code_points(_UPRIGHT) & _code_points(_ITALIC)))
    made = [
        _latin(_UPRIGHT, 400, "regular", latin),
        _latin(_UPRIGHT, 700, "bold", latin),
        _latin(_ITALIC, 400, "italic", latin),
    ]
    chinese = tuple(sorted((shown - set(latin)) & _han_code_points()))
    return (*made, _han(chinese)) if chinese else tuple(made)


def licenses(used: Iterable[Face]) -> dict[str, bytes]:
    """The license of each family that is used, by the name of its file."""
    return {_license_name(face.family): _license(face.family) for face in used}


def _license_name(family: str) -> str:
    return f"fonts/{_OURS[family]}-license.txt"


@cache
def _license(family: str) -> bytes:
    every = files(_PACKAGES[family]) or ()
    (found, *_) = (path for path in every if path.name == "LICENSE")
    return Path(str(found.locate())).read_bytes()


@cache
def _latin(file: str, weight: int, name: str, code_points: tuple[int, ...]) -> Face:
    font = cut(_source(file), code_points, weight=weight, features=_FEATURES, names=_KEPT_NAMES)
    style = "italic" if file == _ITALIC else "normal"
    return _face(font, LATIN, style, weight, f"fonts/{_OURS[LATIN]}-{name}.ttf", "font/ttf")


@cache
def _han(code_points: tuple[int, ...]) -> Face:
    font = cut(Path(pylopdf_fonts_zh_cn.sans_path()).read_bytes(), code_points, features=_FEATURES, names=_KEPT_NAMES)
    return _face(font, HAN, "normal", 400, f"fonts/{_OURS[HAN]}-regular.otf", "font/otf")


def _face(data: bytes, family: str, style: str, weight: int, name: str, media_type: str) -> Face:  # noqa: PLR0913, PLR0917
    """A face under our name."""
    font = _open(data)
    names = font["name"]  # pyright: ignore[reportAttributeAccessIssue] - read from the file
    original, owner = str(names.getDebugName(_FULL)), _WHITE.sub(" ", str(names.getDebugName(0)))
    kind = name.partition("-")[2].partition("-")[2].partition(".")[0].capitalize()
    ours = {
        _FAMILY: family,
        _STYLE: kind,
        _UNIQUE: f"{family} {kind}",
        _FULL: f"{family} {kind}",
        _POSTSCRIPT: f"{family.replace(' ', '')}-{kind}",
    }
    for number, said in ours.items():
        names.setName(said, number, 3, 1, 0x409)
    return Face(family, style, weight, name, media_type, _saved(font), original, owner)


@cache
def _source(file: str) -> bytes:
    return Path(fontpkg_source_sans_3.ROOT, "files", file).read_bytes()


@cache
def _code_points(file: str) -> frozenset[int]:
    return frozenset(_open(_source(file)).getBestCmap() or ())


@cache
def _han_code_points() -> frozenset[int]:
    return frozenset(_open(Path(pylopdf_fonts_zh_cn.sans_path()).read_bytes()).getBestCmap() or ())


def _open(font: bytes) -> TTFont:
    # The time of the build must not get into the font.
    return TTFont(BytesIO(font), lazy=True, recalcTimestamp=False)


def _saved(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()
