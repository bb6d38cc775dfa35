"""Check a clinic's logo and reduce it to a PNG that holds nothing but pixels."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from typing import Any, cast

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

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

_MAX_VALUE = 255
"""The largest value of a color."""
_LEAST_DIFFERENCE = 32
"""The smallest difference from white, of 255, in the red, green or blue of a pixel that can be seen on paper."""
_LEAST_SHARE = 2_000
"""One pixel in so many has to be visible: fewer are the noise of a white image, or a speck."""

_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
"""The color space of an ICC profile by the mode of the images that it describes."""

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
        cleaned = _convert_to_srgb(_reduce_depth(ImageOps.exif_transpose(image)))
    cleaned.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS)
    if not _is_visible_on_white(cleaned):
        raise BadLogo(
            f"{name} cannot be seen on white paper: it is white or transparent. "
            "To fix it, use a version that is made for a white background."
        )
    output = io.BytesIO()
    Image.frombytes(cleaned.mode, cleaned.size, cleaned.tobytes()).save(output, "PNG", optimize=True)
    return output.getvalue()


def _reduce_depth(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits for each color; Pillow would make most 16-bit grays white.

    A transparent color is reduced in the same way.
    """
    key = image.info.get("transparency")
    if image.mode.startswith("I"):
        reduced = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        reduced.info["icc_profile"] = image.info.get("icc_profile")
        return _make_transparent(reduced, key >> 8) if isinstance(key, int) else reduced
    if isinstance(key, tuple) and max(key) > _MAX_VALUE:
        image.info["transparency"] = tuple(value >> 8 for value in key)
    return image


def _make_transparent(gray: Image.Image, key: int) -> Image.Image:
    """Return a gray image in which one gray is transparent."""
    mask = gray.point([0 if value == key else _MAX_VALUE for value in range(_MAX_VALUE + 1)])
    made = Image.merge("LA", (gray, mask))
    made.info["icc_profile"] = gray.info["icc_profile"]
    return made


def _convert_to_srgb(image: Image.Image) -> Image.Image:
    """Return an image in RGB or RGBA with the colors of sRGB, converted from its ICC profile if it has a valid one."""
    alpha = image.convert("RGBA").getchannel("A") if _has_alpha(image) else None
    profile = image.info.get("icc_profile")
    colors = (_apply_profile(image, profile) if profile else None) or image.convert("RGB")
    if alpha is not None:
        colors.putalpha(alpha)
    return colors


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return an image in sRGB without its transparency, or None if its profile is damaged or of another color mode."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = cast("Any", source.profile).xcolor_space.strip()
        opaque = image.convert("RGB") if image.mode in ("RGBA", "P", "PA") else image
        opaque = opaque.convert("L") if opaque.mode in ("LA", "1") else opaque
        if _PROFILE_SPACES.get(opaque.mode) != space:
            return None
        return ImageCms.profileToProfile(opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None


def _is_visible_on_white(image: Image.Image) -> bool:
    """Return whether an RGB or RGBA image has enough pixels that differ from white paper."""
    paper = Image.new("RGBA", image.size, "white")
    printed = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    darkest = reduce(ImageChops.darker, printed.split())
    visible = sum(darkest.histogram()[: _MAX_VALUE - _LEAST_DIFFERENCE])
    return visible * _LEAST_SHARE >= image.width * image.height


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _make_size_error(name: str, size: str) -> BadLogo:
    limit = f"the limit is {MAX_LOGO_SIDE} per side and {MAX_LOGO_PIXELS // 1_000_000} million in all"
    return BadLogo(f"{name} has {size} pixels; {limit}. To fix it, save a smaller version.")
