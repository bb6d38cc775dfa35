"""Fonts: the two packaged families, and their subsets made by HarfBuzz.

Source Sans 3, a variable font, has Latin, Greek and Cyrillic letters; Noto Sans SC has Chinese characters. Both come
from packages under the SIL Open Font License, so that documents are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3
import uharfbuzz
from fontTools.ttLib import TTFont

from acucontent.font_table import LATIN

UPRIGHT, ITALIC = "SourceSans3[wght].ttf", "SourceSans3-Italic[wght].ttf"
"""The files of Source Sans 3."""

LATIN_PACKAGE = LATIN.package
"""The distribution with the font; it contains a file LICENSE."""

_harfbuzz: Any = uharfbuzz  # it has no type annotations


def find_latin_font(file: str) -> Path:
    """Return the path of a file of Source Sans 3."""
    return Path(fontpkg_source_sans_3.ROOT, "files", file)


@cache
def read_latin_font(file: str) -> bytes:
    """Return the bytes of a file of Source Sans 3."""
    return find_latin_font(file).read_bytes()


@cache
def list_latin_code_points() -> frozenset[int]:
    """Return the code points that Source Sans 3 has both upright and italic."""
    return _list_code_points(read_latin_font(UPRIGHT)) & _list_code_points(read_latin_font(ITALIC))


def _list_code_points(font: bytes) -> frozenset[int]:
    return frozenset(open_font(font).getBestCmap() or ())


def open_font(font: bytes) -> TTFont:
    """Return a font to read or change; its date is kept, so that equal fonts have equal bytes."""
    return TTFont(BytesIO(font), lazy=True, recalcTimestamp=False)


def save_font(font: TTFont) -> bytes:
    """Return the bytes of a font."""
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def subset_font(
    font: bytes,
    code_points: Iterable[int],
    *,
    weight: int | None = None,
    features: Iterable[str] = (),
    names: Iterable[int] = range(7),
) -> bytes:
    """Return a static font with only some code points.

    Args:
        font: The bytes of a font, variable or not.
        code_points: The code points to keep.
        weight: The position on the weight axis of a variable font, such as 400.
        features: The tags of the layout features to keep (OpenType tables `GSUB` and `GPOS`).
        names: The ids of the names to keep (OpenType table `name`); the default is the names that every font has.
    """
    face, wanted = _harfbuzz.Face(font), _harfbuzz.SubsetInput()
    kinds = _harfbuzz.SubsetFlags
    wanted.flags = kinds.NO_HINTING | kinds.NOTDEF_OUTLINE | kinds.DESUBROUTINIZE
    wanted.unicode_set.update(code_points)
    for held, kept in ((wanted.layout_feature_tag_set, map(_encode_tag, features)), (wanted.name_id_set, names)):
        held.clear()
        held.update(kept)
    if weight is not None:
        wanted.pin_all_axes_to_default(face)
        wanted.pin_axis_location(face, "wght", weight)
        wanted.drop_table_tag_set.add(_encode_tag("STAT"))
    return bytes(wanted.subset(face).blob.data)


def _encode_tag(name: str) -> int:
    """Return a tag of four letters as the integer that HarfBuzz expects."""
    return int.from_bytes(name.encode("ascii"), "big")
