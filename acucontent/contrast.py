"""Contrast of colors, and the nearest color that has enough of it."""

from __future__ import annotations

from coloraide import Color
from pydantic_core import PydanticCustomError

CONTRAST = 4.5
"""The least contrast of text on white (WCAG 2.2, success criterion 1.4.3)."""


def readable_on_white(text: str) -> str:
    """The color as #rrggbb, or an error that proposes the nearest one that passes."""
    color = Color(text)
    if color.contrast("white") < CONTRAST:
        raise PydanticCustomError(
            "color_contrast",
            "'{color}' on white has a contrast of {contrast}:1; text needs {least}:1. The nearest that does is {near}",
            {
                "color": text,
                "contrast": f"{color.contrast('white'):.1f}",
                "least": f"{CONTRAST:g}",
                "near": nearest_readable(color),
            },
        )
    return text.lower()


def nearest_readable(color: Color) -> str:
    """The same hue, darkened in OKLCh no more than it takes to be read on white."""
    darker = color.convert("oklch")
    while Color(near := darker.convert("srgb").to_string(hex=True)).contrast("white") < CONTRAST:
        darker["lightness"] -= 0.005
    return near
