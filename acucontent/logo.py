"""A clinic's logo: judged by its bytes, bounded, and reduced to its pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_LOGO_BYTES = 2_000_000
MOST_LOGO_SIDE = 4_000
MOST_LOGO_PIXELS = 8_000_000


class BadLogo(ValueError):
    """A logo cannot be used; the message says why and how to mend it."""


def clean_logo(data: bytes, name: str) -> bytes:
    """A logo as a PNG of its pixels alone: turned as its EXIF says, everything else dropped.

    The type is judged by the bytes, and size and pixels are checked before any pixel is read.

    Raises:
        BadLogo: it is no PNG or JPEG, too large, or broken.
    """
    if len(data) > MOST_LOGO_BYTES:
        raise BadLogo(f"{name}: the logo is larger than {MOST_LOGO_BYTES // 1_000_000} MB. Save it smaller.")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            _refuse_large(image.size, name)
            pixels = ImageOps.exif_transpose(image).convert("RGBA" if _has_alpha(image) else "RGB")
    except UnidentifiedImageError:
        raise BadLogo(f"{name}: the logo is neither PNG nor JPEG. Save it as one of these.") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadLogo(f"{name}: the logo cannot be read ({error}). Save it anew as PNG.") from None
    written = io.BytesIO()
    Image.frombytes(pixels.mode, pixels.size, pixels.tobytes()).save(written, "PNG", optimize=True)
    return written.getvalue()


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _refuse_large(size: tuple[int, int], name: str) -> None:
    width, height = size
    if max(size) > MOST_LOGO_SIDE or width * height > MOST_LOGO_PIXELS:
        raise BadLogo(
            f"{name}: the logo has {width} × {height} pixels; at most {MOST_LOGO_SIDE} a side and "
            f"{MOST_LOGO_PIXELS // 1_000_000} million in all. Save it smaller."
        )
