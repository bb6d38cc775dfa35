"""Check the contrast of a color on white, and find the nearest color with enough contrast."""

from __future__ import annotations

from coloraide import Color
from pydantic_core import PydanticCustomError

MIN_CONTRAST = 4.5
"""The minimum contrast ratio of text on white (WCAG 2.2, success criterion 1.4.3, level AA)."""


def check_contrast(text: str) -> str:
    """Return the color in lower case if text in it is readable on white.

    Args:
        text: A color as #rrggbb.

    Raises:
        PydanticCustomError: The contrast is too low; the message suggests the nearest color that passes.
    """
    color = Color(text)
    if color.contrast("white") < MIN_CONTRAST:
        raise PydanticCustomError(
            "color_contrast",
            "the contrast of '{color}' on white is {contrast}:1, but text needs {least}:1. Did you mean '{nearest}'?",
            {
                "color": text,
                "contrast": f"{color.contrast('white'):.1f}",
                "least": f"{MIN_CONTRAST:g}",
                "nearest": find_nearest_readable(color),
            },
        )
    return text.lower()


def find_nearest_readable(color: Color) -> str:
    """Return the lightest color of the same hue and chroma (in OKLCh) that is readable on white, as #rrggbb."""
    darker = color.convert("oklch")
    while Color(nearest := darker.convert("srgb").to_string(hex=True)).contrast("white") < MIN_CONTRAST:
        darker["lightness"] -= 0.005
    return nearest
