"""A clinic's logo: judged by its bytes, and reduced to its pixels."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from acucontent.logo import BadLogo, clean_logo


def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (4, 2), **more: object) -> bytes:
    """An image, plain unless told."""
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind, **more)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A file of a few bytes whose head promises many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(99))) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("JPEG", "CMYK")]
)
def test_any_sort_of_image_becomes_a_png(kind: str, mode: str) -> None:
    """What printers and designers hand in is taken."""
    cleaned = clean_logo(image(kind, mode), "logo")

    assert Image.open(io.BytesIO(cleaned)).size == (4, 2)
    assert cleaned.startswith(b"\x89PNG")


def test_nothing_but_pixels_is_kept() -> None:
    """Place, camera and comments are dropped; the picture is turned as EXIF says."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    comments = PngInfo()
    comments.add_text("Comment", "a secret")

    turned = clean_logo(image("JPEG", exif=exif), "logo")
    plain = clean_logo(image(pnginfo=comments), "logo")

    assert Image.open(io.BytesIO(turned)).size == (2, 4)
    assert b"home" not in turned
    assert b"secret" not in plain
    assert Image.open(io.BytesIO(plain)).info == {}


REFUSED = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is neither PNG nor JPEG"),
    "gif": (image("GIF", "P"), "is neither PNG nor JPEG"),
    "webp": (image("WEBP"), "is neither PNG nor JPEG"),
    "empty": (b"", "is neither PNG nor JPEG"),
    "head-alone": (b"\x89PNG\r\n\x1a\n", "is neither PNG nor JPEG"),
    "cut": (image("JPEG", size=(99, 99))[:-300], "cannot be read"),
    "bomb": (png_that_claims(20_000, 20_000), "has far too many pixels; at most 4000 a side"),
    "smaller-bomb": (png_that_claims(10_000, 10_000), "has 10000 × 10000 pixels; at most 4000 a side"),
    "ribbon": (png_that_claims(4_001, 1), "has 4001 × 1 pixels"),
    "square": (png_that_claims(3_000, 3_000), "has 3000 × 3000 pixels"),
    "no-pixels": (png_that_claims(0, 0), "log"),
    "short-of-pixels": (png_that_claims(900, 900), "cannot be read"),
    "deep-gray": (image("PNG", "I;16"), "has 16 bits for each gray"),
    "large": (image() + bytes(2_000_000), "is larger than 2 MB"),
}


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_fit_image_is_refused(given: bytes, said: str) -> None:
    """Each with what is wrong, once, and before its pixels are read."""
    with pytest.raises(BadLogo) as caught:
        clean_logo(given, "logo")

    assert said in str(caught.value)
    assert str(caught.value).count("logo") == 1


def test_half_an_image_is_none_whatever_others_told_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint has Pillow fill up what is cut off, for all who use it; what it asked for is left as it is."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(BadLogo, match="cannot be read"):
        clean_logo(png_that_claims(900, 900), "logo")

    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_no_bytes_break_it() -> None:
    """Whatever is handed in, it is an image or a bad logo."""
    chance, whole = random.Random(1), [image("PNG", size=(40, 30)), image("JPEG", size=(40, 30))]

    for _ in range(1_500):
        broken = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            cleaned = clean_logo(bytes(broken), "logo")
        except BadLogo:
            continue
        assert cleaned.startswith(b"\x89PNG")
