"""Prepare a clinic's logo for print."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def prepare_logo(logo: bytes, *, grey: bool) -> bytes:
    """Return a logo as PNG on white, without transparency, which paper does not have.

    Args:
        logo: The image file.
        grey: Whether to remove color.
    """
    with Image.open(BytesIO(logo)) as image:
        picture = image.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    file = BytesIO()
    Image.alpha_composite(white, picture).convert("L" if grey else "RGB").save(file, "PNG")
    return file.getvalue()


def measure_shape(logo: bytes) -> float:
    """Return the width of a logo divided by its height.

    Args:
        logo: The image file.
    """
    with Image.open(BytesIO(logo)) as image:
        return round(image.width / image.height, 4)
