"""Lay out the signs of care cards: each kind has its own shape."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from types import MappingProxyType

from acucontent.document.drawings import CareShape
from acucontent.markup.drawings.curves import format_number
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Box, Dot, Mark, Path, Scene

SIDE = 24.0
"""The width and height of a sign, in points."""

_STEM = Box(10.6, 10.2, 2.8, 8.2, "dark", 1.2)


def _make_octagon_path(radius: float) -> str:
    angles = [pi / 8 + turn * pi / 4 for turn in range(8)]
    corners = (
        f"{format_number(12 + radius * cos(angle))} {format_number(12 + radius * sin(angle))}" for angle in angles
    )
    return f"M{'L'.join(corners)}Z"


def _make_exclamation_mark(ink: str, top: float = 0) -> tuple[Mark, ...]:
    """Return an exclamation mark, moved down by `top` and shortened by half of it."""
    return (Box(10.6, 5.6 + top, 2.8, 8.2 - top / 2, ink, 1.2), Dot(12, 17.4 + top / 2, 1.7, ink))


_SIGNS: Mapping[str, tuple[Mark, ...]] = MappingProxyType(
    {
        "emergency": (Path(_make_octagon_path(12.2), "solid"), *_make_exclamation_mark("light")),
        "urgent": (Path("M12 1.8L23.2 21.6L0.8 21.6Z", "outline"), *_make_exclamation_mark("dark", 2.6)),
        "soon": (Path("M12 0.8L23.2 12L12 23.2L0.8 12Z", "outline"), *_make_exclamation_mark("dark")),
        "caution": (Dot(12, 12, 10.6, "outline"), *_make_exclamation_mark("dark")),
        "note": (Box(1.2, 1.2, 21.6, 21.6, "outline", 3), Dot(12, 6.8, 1.7, "dark"), _STEM),
    }
)


def lay_out_care_shape(drawing: CareShape, lettering: Lettering) -> Scene:
    """Return the sign of a kind of care card; it has no words, so the lettering is not used."""
    return Scene(SIDE, SIDE, _SIGNS[drawing.kind])
