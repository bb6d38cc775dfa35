"""A clinic's logo as it is printed."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def printed(logo: bytes, *, grey: bool) -> bytes:
    """A logo on white, where asked for without color; on paper nothing is seen through."""
    with Image.open(BytesIO(logo)) as given:
        picture = given.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    file = BytesIO()
    Image.alpha_composite(white, picture).convert("L" if grey else "RGB").save(file, "PNG")
    return file.getvalue()
