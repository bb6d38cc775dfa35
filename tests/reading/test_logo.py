"""A logo is checked and reduced to its pixels."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any, NoReturn, cast

import pytest
from PIL import Image, ImageCms, ImageFile
from PIL.PngImagePlugin import PngInfo

from acucontent.isolation import CrashedReader, TooExpensive, run_isolated
from acucontent.logo import KEPT_SIZE, BadLogo, clean_logo, copy_pixels


def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (4, 2), **more: object) -> bytes:
    """Return an image (default: a plain black PNG)."""
    output = io.BytesIO()
    Image.new(mode, size, (0, 0, 0, 255) if mode in ("RGBA", "CMYK") else 0).save(output, kind, **more)
    return output.getvalue()


def make_png_header(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header declares a size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(99))) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("JPEG", "CMYK")]
)
def test_any_sort_of_image_becomes_a_png(kind: str, mode: str) -> None:
    """Images of every common color mode are accepted."""
    cleaned = clean_logo(image(kind, mode), "logo")

    assert Image.open(io.BytesIO(cleaned)).size == (4, 2)
    assert cleaned.startswith(b"\x89PNG")


def test_nothing_but_pixels_is_kept() -> None:
    """Metadata is removed, and the image is rotated as its EXIF orientation requires."""
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
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG or JPEG image"),
    "gif": (image("GIF", "P"), "is not a PNG or JPEG image"),
    "webp": (image("WEBP"), "is not a PNG or JPEG image"),
    "empty": (b"", "is not a PNG or JPEG image"),
    "head-alone": (b"\x89PNG\r\n\x1a\n", "is not a PNG or JPEG image"),
    "cut": (image("JPEG", size=(99, 99))[:-300], "cannot be read"),
    "bomb": (make_png_header(20_000, 20_000), "has too many pixels; the limit is 4000 per side"),
    "smaller-bomb": (make_png_header(10_000, 10_000), "has 10000 × 10000 pixels; the limit is 4000 per side"),
    "ribbon": (make_png_header(4_001, 1), "has 4001 × 1 pixels"),
    "square": (make_png_header(3_000, 3_000), "has 3000 × 3000 pixels"),
    "no-pixels": (make_png_header(0, 0), "log"),
    "short-of-pixels": (make_png_header(900, 900), "cannot be read"),
    "large": (image() + bytes(2_000_000), "is larger than 2 MB"),
}


@pytest.mark.parametrize(("given", "message"), REFUSED.values(), ids=REFUSED)
def test_unusable_images_are_refused(given: bytes, message: str) -> None:
    """The message has the reason, and names the file once."""
    with pytest.raises(BadLogo) as caught:
        clean_logo(given, "logo")

    assert message in str(caught.value)
    assert str(caught.value).count("logo") == 1


def make_png(depth: int, kind: int, *values: int, key: tuple[int, ...] = (), palette: bytes = b"") -> bytes:
    """Return a PNG of one row, with pixels of 8 or 16 bits for each value and a transparent color."""
    letter, width = ("B" if depth == 8 else "H"), len(values) // {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    row = b"\0" + struct.pack(f">{len(values)}{letter}", *values)
    transparency = bytes(key) if kind == 3 else struct.pack(f">{len(key)}H", *key)
    chunks = [(b"PLTE", palette), (b"tRNS", transparency)]
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, depth, kind, 0, 0, 0))
        + b"".join(_chunk(name, content) for name, content in chunks if content)
        + _chunk(b"IDAT", zlib.compress(row))
        + _chunk(b"IEND", b"")
    )


CLEAR, BLUE, GRAY = (255, 255, 255, 0), (0, 0, 255, 255), (128, 128, 128, 255)
SORTS = {
    "gray": (make_png(16, 0, 0x8080, 0), [GRAY, (0, 0, 0, 255)]),
    "gray with a transparent color": (make_png(16, 0, 0xFFFF, 0x8080, key=(0xFFFF,)), [CLEAR, GRAY]),
    "gray with alpha": (make_png(16, 4, 0xFFFF, 0, 0x8080, 0xFFFF), [CLEAR, GRAY]),
    "color": (make_png(16, 2, 0x8080, 0x8080, 0x8080, 0, 0, 0xFFFF), [GRAY, BLUE]),
    "color with a transparent color": (
        make_png(16, 2, 0xFFFF, 0xFFFF, 0xFFFF, 0, 0, 0xFFFF, key=(0xFFFF,) * 3),
        [CLEAR, BLUE],
    ),
    "color with alpha": (make_png(16, 6, *(0xFFFF,) * 3, 0, 0, 0, 0xFFFF, 0xFFFF), [CLEAR, BLUE]),
    "palette with alpha": (make_png(8, 3, 0, 1, key=(0,), palette=b"\xff\xff\xff\0\0\xff"), [CLEAR, BLUE]),
}


@pytest.mark.parametrize(("given", "pixels"), SORTS.values(), ids=SORTS)
def test_deep_and_transparent_colors_are_kept(given: bytes, pixels: list[tuple[int, ...]]) -> None:
    """Pixels of 16 bits are reduced to 8, and a transparent color stays transparent."""
    cleaned = Image.open(io.BytesIO(copy_pixels(given, "logo"))).convert("RGBA")

    assert [cleaned.getpixel((column, 0)) for column in range(cleaned.width)] == pixels


def make_profile(first: bytes, second: bytes) -> bytes:
    """Return the sRGB profile with two of its tags swapped."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(first, b"?", 1).replace(second, first, 1).replace(b"?", second, 1)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB")])
def test_colors_are_converted_to_srgb(kind: str, mode: str) -> None:
    """An ICC profile is applied, and removed: here red is called green."""
    output = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "red").convert(mode)
    picture.save(output, kind, icc_profile=make_profile(b"rXYZ", b"gXYZ"))

    cleaned = Image.open(io.BytesIO(copy_pixels(output.getvalue(), "logo")))
    red, green, blue, *_ = cast("tuple[int, ...]", cleaned.getpixel((9, 9)))

    assert green > 200
    assert max(red, blue) < 50
    assert "icc_profile" not in cleaned.info


@pytest.mark.parametrize("profile", [b"no profile", make_profile(b"RGB ", b"GRAY")], ids=["damaged", "other colors"])
def test_a_damaged_profile_is_ignored(profile: bytes) -> None:
    """The colors are then those of the file."""
    output = io.BytesIO()
    Image.new("RGB", (4, 2), "red").save(output, "PNG", icc_profile=profile)

    assert Image.open(io.BytesIO(copy_pixels(output.getvalue(), "logo"))).getpixel((0, 0)) == (255, 0, 0)


INVISIBLE = {
    "white": ("RGB", "white"),
    "nearly white": ("RGB", "#f4f6f8"),
    "white gray": ("L", 255),
    "white bits": ("1", 1),
    "white on nothing": ("RGBA", (255, 255, 255, 255)),
    "transparent black": ("RGBA", (0, 0, 0, 0)),
    "a trace of black": ("RGBA", (0, 0, 0, 20)),
    "white with alpha": ("LA", (255, 99)),
}


@pytest.mark.parametrize(("mode", "color"), INVISIBLE.values(), ids=INVISIBLE)
def test_a_logo_that_paper_does_not_show_is_refused(mode: str, color: Any) -> None:
    """A white or transparent logo would be printed as nothing."""
    output = io.BytesIO()
    Image.new(mode, (60, 40), color).save(output, "PNG")

    with pytest.raises(BadLogo, match=r"^logo cannot be seen on white paper: .* To fix it, use a version"):
        copy_pixels(output.getvalue(), "logo")


@pytest.mark.parametrize("color", ["yellow", "#ffffcc", "#d8d8d8"])
def test_a_pale_logo_is_accepted(color: str) -> None:
    """A color that can be told from white is the clinic's choice, also if only a few lines have it."""
    output = io.BytesIO()
    picture = Image.new("RGB", (400, 400), "white")
    picture.paste(color, (10, 10, 300, 11))
    picture.save(output, "PNG")

    assert copy_pixels(output.getvalue(), "logo")


def test_truncated_images_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Truncated images are refused even after WeasyPrint made Pillow accept them, and its setting is restored."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(BadLogo, match="cannot be read"):
        copy_pixels(make_png_header(900, 900), "logo")

    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_any_bytes_give_an_image_or_an_error() -> None:
    """Broken images give a logo or BadLogo, never another error."""
    chance, whole = random.Random(1), [image("PNG", size=(40, 30)), image("JPEG", size=(40, 30))]

    for _ in range(1_500):
        broken = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            cleaned = copy_pixels(bytes(broken), "logo")
        except BadLogo:
            continue
        assert cleaned.startswith(b"\x89PNG")


def test_a_photograph_does_not_swell() -> None:
    """A large JPEG is reduced to what is printed, in proportion, so that sheets stay small."""
    noise = Image.frombytes("RGB", (3200, 2400), random.Random(1).randbytes(3200 * 2400 * 3))
    photograph = io.BytesIO()
    noise.save(photograph, "JPEG", quality=20)

    cleaned = clean_logo(photograph.getvalue(), "logo")

    assert Image.open(io.BytesIO(cleaned)).size == (1000, KEPT_SIZE[1])


def _make_scans() -> bytes:
    """Return a JPEG within the limits whose 90,000 scans take minutes."""
    progressive = image("JPEG", size=(4000, 2000), progressive=True)
    scan = progressive[progressive.rfind(b"\xff\xda") : -2]
    return progressive[:-2] + scan * (1_900_000 // len(scan)) + b"\xff\xd9"


def test_a_logo_that_takes_minutes_is_refused() -> None:
    """A JPEG with very many scans is refused after the limit of time."""
    with pytest.raises(TooExpensive, match="needs more than 1 s to be read"):
        run_isolated(copy_pixels, _make_scans(), "logo", seconds=1)


def test_a_logo_whose_reader_dies_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the logo, the reason and the fix."""

    def die(*_: object, **__: object) -> NoReturn:
        raise CrashedReader("cannot be read")

    monkeypatch.setattr("acucontent.logo.run_isolated", die)

    with pytest.raises(BadLogo, match=r"^logo cannot be read\. To fix it, save it again as PNG\.$"):
        clean_logo(image(), "logo")
