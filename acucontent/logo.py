"""A clinic's logo: judged by its bytes, bounded, and reduced to its pixels."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from acucontent.errors import AcucontentError

MOST_LOGO_BYTES = 2_000_000
MOST_LOGO_SIDE = 4_000
MOST_LOGO_PIXELS = 8_000_000

_BROKEN = (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, OverflowError, struct.error, zlib.error)
"""What Pillow raises for images that are broken in one way or another."""


class BadLogo(AcucontentError, ValueError):
    """A logo cannot be used; the message says why and how to mend it."""


def clean_logo(data: bytes, name: str) -> bytes:
    """A logo as a PNG of its pixels alone: turned as its EXIF says, everything else dropped.

    The type is judged by the bytes, and size and pixels are checked before any pixel is read.

    Raises:
        BadLogo: it is no PNG or JPEG, too large, or broken.
    """
    if len(data) > MOST_LOGO_BYTES:
        raise BadLogo(f"{name} is larger than {MOST_LOGO_BYTES // 1_000_000} MB. Save it smaller.")
    try:
        with _strictly():
            return _pixels(data, name)
    except BadLogo:
        raise
    except UnidentifiedImageError:
        raise BadLogo(f"{name} is neither PNG nor JPEG. Save it as one of these.") from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(name, "far too many") from None
    except _BROKEN as error:
        raise BadLogo(f"{name} cannot be read as an image ({error}). Save it anew as PNG.") from None


@contextmanager
def _strictly() -> Iterator[None]:
    """Half an image is none, though WeasyPrint tells Pillow otherwise for all who use it; warnings matter to nobody."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _pixels(data: bytes, name: str) -> bytes:
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
        width, height = image.size
        if max(image.size) > MOST_LOGO_SIDE or width * height > MOST_LOGO_PIXELS:
            raise _too_many_pixels(name, f"{width} × {height}")
        if image.mode.startswith("I"):  # Pillow would make it white
            raise BadLogo(f"{name} has 16 bits for each gray. Save it with 8.")
        turned = ImageOps.exif_transpose(image).convert("RGBA" if _has_alpha(image) else "RGB")
    written = io.BytesIO()
    Image.frombytes(turned.mode, turned.size, turned.tobytes()).save(written, "PNG", optimize=True)
    return written.getvalue()


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _too_many_pixels(name: str, size: str) -> BadLogo:
    most = f"at most {MOST_LOGO_SIDE} a side and {MOST_LOGO_PIXELS // 1_000_000} million in all"
    return BadLogo(f"{name} has {size} pixels; {most}. Save it smaller.")
