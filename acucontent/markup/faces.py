"""Faces: a packaged font cut down to the letters and the weight that are needed, by HarfBuzz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import uharfbuzz

_harfbuzz: Any = uharfbuzz  # it has no types


def cut(
    font: bytes,
    code_points: Iterable[int],
    *,
    weight: int | None = None,
    features: Iterable[str] = (),
    names: Iterable[int] = range(7),
) -> bytes:
    """A static font of only some letters.

    Args:
        font: The bytes of a font, variable or not.
        code_points: The letters to keep.
        weight: The place on the weight axis of a variable font.
        features: The tags of the layout features to keep (OpenType, `GSUB` and `GPOS`).
        names: The numbers of the names to keep (OpenType, `name`): by default those that every font has.
    """
    face, wanted = _harfbuzz.Face(font), _harfbuzz.SubsetInput()
    kinds = _harfbuzz.SubsetFlags
    wanted.flags = kinds.NO_HINTING | kinds.NOTDEF_OUTLINE | kinds.DESUBROUTINIZE
    wanted.unicode_set.update(code_points)
    for held, kept in ((wanted.layout_feature_tag_set, map(_tag, features)), (wanted.name_id_set, names)):
        held.clear()
        held.update(kept)
    if weight is not None:
        wanted.pin_axis_location(face, "wght", weight)
        wanted.drop_table_tag_set.add(_tag("STAT"))
    return bytes(wanted.subset(face).blob.data)


def _tag(name: str) -> int:
    """A tag as HarfBuzz holds it: four letters in a number."""
    return int.from_bytes(name.encode("ascii"), "big")
