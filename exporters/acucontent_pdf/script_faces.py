"""Faces of the scripts that the font of the sheet lacks, with only the characters of one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import uharfbuzz

from acucontent.font_table import PackagedFont
from acucontent.markup.fonts import open_font, subset_font
from acucontent_pdf.embedded_font import FontDescription, describe_font

_harfbuzz: Any = uharfbuzz  # it has no type annotations


@dataclass(frozen=True)
class ScriptFace:
    """A face with few characters, to shape with and to embed."""

    shaper: Any
    """The font of HarfBuzz."""
    units: int
    """The number of font units in the font size."""
    codes: Sequence[int]
    """The character code of each glyph in a PDF."""
    description: FontDescription


@lru_cache(maxsize=256)
def make_face(font: PackagedFont, code_points: frozenset[int]) -> ScriptFace:
    """Return a face of a font with some of its characters."""
    data = subset_font(_read_font(font), sorted(code_points | {0x20}), weight=font.weight, features=font.features)
    face = _harfbuzz.Face(data)
    opened = open_font(data)
    codes = tuple(_list_codes(opened))
    return ScriptFace(_harfbuzz.Font(face), face.upem, codes, describe_font(opened, data, codes))


@cache
def _read_font(font: PackagedFont) -> Any:
    """Return the file of a font, which the operating system reads as it is needed."""
    return _harfbuzz.Blob.from_file_path(str(font.path))


def _list_codes(font: Any) -> Iterator[int]:
    """Yield the code of each glyph: its CID in a font with CFF outlines (ISO 32000-1, 9.7.4.2), or its number."""
    if "CFF " in font:
        names = font["CFF "].cff.topDictIndex[0].charset
        yield from (0 if name == ".notdef" else int(name.removeprefix("cid")) for name in names)
    else:
        yield from range(font["maxp"].numGlyphs)
