"""Check a clinic's logo and reduce it to a PNG that holds nothing but pixels."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from acucontent.errors import AcucontentError
from acucontent.isolation import Unreadable, run_isolated

MAX_LOGO_BYTES = 2_000_000
"""The largest file, in bytes."""
MAX_LOGO_SIDE = 4_000
"""The largest width and height, in pixels."""
MAX_LOGO_PIXELS = 8_000_000
"""The largest number of pixels in all."""
KEPT_SIZE = (1_500, 750)
"""The box, in pixels, that a larger logo is reduced to: 600 dots per inch at 60 mm, its greatest width in print."""

_PILLOW_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""The errors that Pillow raises for broken images."""


class BadLogo(AcucontentError, ValueError):
    """A logo cannot be used; the message gives the reason and how to fix it."""


def clean_logo(data: bytes, name: str) -> bytes:
    """Return a logo as a PNG without metadata, rotated as its EXIF orientation requires.

    A large logo is reduced to `KEPT_SIZE`, so that a photograph does not make every sheet larger. The file may come
    from anyone, so a child process decodes it.

    Args:
        data: The bytes of the file.
        name: The name of the file, for error messages.

    Raises:
        BadLogo: The file is not a PNG or JPEG, is too large, or is broken.
    """
    if len(data) > MAX_LOGO_BYTES:
        raise BadLogo(f"{name} is larger than {MAX_LOGO_BYTES // 1_000_000} MB. To fix it, save a smaller version.")
    try:
        cleaned: bytes = run_isolated(copy_pixels, data, name, errors=(BadLogo,))
    except Unreadable as error:
        raise BadLogo(f"{name} {error}. To fix it, save it again as PNG.") from None
    return cleaned


def copy_pixels(data: bytes, name: str) -> bytes:
    """Return the pixels of an image as a new PNG, in this process.

    The file type is detected from the bytes. The size is checked before any pixel is decoded.

    Raises:
        BadLogo: See `clean_logo`.
    """
    try:
        with _reject_truncated_images():
            return _copy_pixels(data, name)
    except BadLogo:
        raise
    except UnidentifiedImageError:
        raise BadLogo(f"{name} is not a PNG or JPEG image. To fix it, save it as one of these.") from None
    except Image.DecompressionBombError:
        raise _make_size_error(name, "too many") from None
    except _PILLOW_ERRORS as error:
        raise BadLogo(f"{name} cannot be read as an image ({error}). To fix it, save it again as PNG.") from None


@contextmanager
def _reject_truncated_images() -> Iterator[None]:
    """Make Pillow reject truncated images, which WeasyPrint makes it accept globally, and silence its warnings."""
    previous, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = previous


def _copy_pixels(data: bytes, name: str) -> bytes:
    """Return the pixels of an image as a new PNG."""
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
        width, height = image.size
        if max(image.size) > MAX_LOGO_SIDE or width * height > MAX_LOGO_PIXELS:
            raise _make_size_error(name, f"{width} × {height}")
        if image.mode.startswith("I"):  # Pillow would convert it to white
            raise BadLogo(
                f"{name} has 16-bit grayscale pixels, which are not supported. To fix it, save it with 8 bits."
            )
        rotated = ImageOps.exif_transpose(image).convert("RGBA" if _has_alpha(image) else "RGB")
    rotated.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS)
    output = io.BytesIO()
    Image.frombytes(rotated.mode, rotated.size, rotated.tobytes()).save(output, "PNG", optimize=True)
    return output.getvalue()


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _make_size_error(name: str, size: str) -> BadLogo:
    limit = f"the limit is {MAX_LOGO_SIDE} per side and {MAX_LOGO_PIXELS // 1_000_000} million in all"
    return BadLogo(f"{name} has {size} pixels; {limit}. To fix it, save a smaller version.")
