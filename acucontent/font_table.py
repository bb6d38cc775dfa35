"""The table of fonts: which font is used for which script. Sheets, PDFs and ebooks choose from it in the same order.

All fonts come from packages under the SIL Open Font License, so that documents are the same on every machine. The extra
`acucontent[scripts]` installs those that few documents need.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from acucontent.installer import format_install_command

SCRIPTS_EXTRA = "acucontent[scripts]"
"""The extra that installs all fonts."""


@dataclass(frozen=True)
class PackagedFont:
    """A font of the table."""

    name: str
    """Its name in addresses, file names and PDF resources."""
    family: str
    """The name of its family."""
    package: str
    """The distribution, which contains a file LICENSE."""
    file: str
    """The path of its file in the package."""
    weight: int | None = None
    """The weight to use, if the font is variable."""
    features: tuple[str, ...] = ()
    """The layout features that its letters need (OpenType tables `GSUB` and `GPOS`)."""
    is_readable: bool = True
    """Whether the text that WeasyPrint sets in it can be read out of the PDF again."""
    letters: tuple[str, ...] = ()
    """The first words of the Unicode names of its letters, such as `HEBREW`, by which a font that is not installed is
    suggested."""

    @property
    def path(self) -> Path | None:
        """The path of its file, or None if the package is not installed."""
        found = find_spec(self.package.replace("-", "_"))
        return (
            Path(found.submodule_search_locations[0], self.file) if found and found.submodule_search_locations else None
        )


_MARKS = ("ccmp", "mark", "mkmk")
_ARABIC = (*_MARKS, "isol", "init", "medi", "fina", "rlig")
_INDIC = (
    *_MARKS,
    "locl",
    "nukt",
    "akhn",
    "rphf",
    "rkrf",
    "pref",
    "blwf",
    "half",
    "pstf",
    "vatu",
    "cjct",
    "pres",
    "abvs",
)
_INDIC_SIGNS = ("blws", "psts", "haln", "abvm", "blwm", "dist", "kern")

LATIN = PackagedFont(
    "latin", "Source Sans 3", "fontpkg-source-sans-3", "files/SourceSans3[wght].ttf", 400, (*_MARKS, "kern")
)
LATIN_ITALIC = PackagedFont(
    "latin-italic", LATIN.family, LATIN.package, "files/SourceSans3-Italic[wght].ttf", 400, LATIN.features
)
HAN = PackagedFont("han", "Noto Sans SC", "pylopdf-fonts-zh-cn", "NotoSansSC-Regular.otf")

SCRIPT_FONTS = (
    PackagedFont(
        "arabic",
        "Cairo",
        "fontpkg-cairo",
        "files/Cairo[slnt,wght].ttf",
        400,
        _ARABIC,
        letters=("ARABIC", "ARABIC-INDIC", "EXTENDED"),
    ),
    PackagedFont("hebrew", "Heebo", "fontpkg-heebo", "files/Heebo[wght].ttf", 400, _MARKS, letters=("HEBREW",)),
    PackagedFont("korean", "Noto Sans KR", "pylopdf-fonts-ko", "NotoSansKR-Regular.otf", letters=("HANGUL", "CJK")),
    PackagedFont("japanese", "Noto Sans JP", "pylopdf-fonts-jp", "NotoSansJP-Regular.otf", letters=("CJK",)),
    PackagedFont("traditional-han", "Noto Sans TC", "pylopdf-fonts-zh-tw", "NotoSansTC-Regular.otf", letters=("CJK",)),
    PackagedFont("thai", "Sarabun", "fontpkg-sarabun", "files/Sarabun-Regular.ttf", None, _MARKS, is_readable=False),
    PackagedFont(
        "devanagari",
        "Noto Sans Devanagari",
        "fontpkg-noto-sans-devanagari",
        "files/NotoSansDevanagari[wdth,wght].ttf",
        400,
        (*_INDIC, *_INDIC_SIGNS),
        is_readable=False,
    ),
    PackagedFont(
        "more-latin", "Noto Sans", "fontpkg-noto-sans", "files/NotoSans[wdth,wght].ttf", 400, _MARKS, is_readable=False
    ),
)
"""The fonts of other scripts, in the order in which they are tried for a character that the first two lack."""

_HANGUL = (0x1100, 0xA960, 0xAC00), (0x11FF, 0xA97F, 0xD7FF)
_KANA = (0x3040, 0x31F0, 0xFF66), (0x30FF, 0x31FF, 0xFF9D)
_PREFERRED = (("korean", _HANGUL), ("japanese", _KANA))
"""The font of a text with these letters, also for its Han characters, whose shapes differ by language."""


def list_fonts(text: str = "") -> tuple[PackagedFont, ...]:
    """Return the installed upright fonts in the order in which they are tried for a text."""
    preferred = {name for name, ranges in _PREFERRED if _has_any(text, ranges)}
    ordered = sorted((HAN, *SCRIPT_FONTS), key=lambda font: font.name not in preferred)
    return tuple(font for font in (LATIN, *ordered) if list_code_points(font))


def _has_any(text: str, ranges: tuple[tuple[int, ...], tuple[int, ...]]) -> bool:
    pairs = tuple(zip(*ranges, strict=True))
    return any(first <= ord(character) <= last for character in text for first, last in pairs)


@cache
def list_code_points(font: PackagedFont) -> frozenset[int]:
    """Return the code points that a font has; none if it is not installed."""
    path = font.path
    if path is None or not path.is_file():
        return frozenset()
    harfbuzz: Any = import_module("uharfbuzz")  # an overlay in English does not need it
    return frozenset(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path))).unicodes)


def read_font(font: PackagedFont) -> bytes:
    """Return the bytes of an installed font. A large font is not kept in memory."""
    assert font.path
    return font.path.read_bytes()


def choose_fonts(
    code_points: Iterable[int], *, readable: bool = False
) -> Iterator[tuple[PackagedFont, frozenset[int]]]:
    """Yield each font of another script with those of the code points that it shows.

    Args:
        code_points: The code points that neither the Latin nor the Chinese font has.
        readable: Whether to leave out fonts whose text cannot be read out of a PDF.
    """
    remaining = frozenset(code_points)
    for font in SCRIPT_FONTS:
        shown = remaining & list_code_points(font) if remaining and (font.is_readable or not readable) else frozenset()
        if shown:
            yield font, shown
            remaining -= shown


def list_script_packages(text: str) -> tuple[str, ...]:
    """Return the distributions of the fonts of other scripts that show some characters of a text."""
    shown = list_code_points(LATIN) | list_code_points(HAN)
    return tuple(font.package for font, _ in choose_fonts(set(map(ord, text)) - shown))


def find_missing(text: str) -> list[str]:
    """Return the characters of a text that a PDF could not show, each once; those without a shape need no font.

    A font whose text cannot be read out of a PDF is not counted: it is for ebooks, and for words filled in on sheets.

    Where no fonts are installed, no format needs them, and none is missing.
    """
    shaped = [one for one in dict.fromkeys(text) if not one.isascii() and unicodedata.category(one)[0] not in "CZ"]
    if not shaped or LATIN.path is None:
        return []
    fonts = (LATIN, HAN, *(font for font in SCRIPT_FONTS if font.is_readable))
    return [one for one in shaped if not any(ord(one) in list_code_points(font) for font in fonts)]


def describe_missing(character: str) -> str:
    """Return the message for a character that no installed font has, without quoting the text."""
    return f"no installed font has {describe_character(character)}{suggest_fonts()}"


def suggest_fonts(character: str | None = None) -> str:
    """Return a sentence, after a full stop, with the command that installs more fonts; nothing if none would help.

    Args:
        character: A character that a document cannot show, for which only a font whose text can be read out of a PDF
            helps (default: any font helps).
    """
    missing = [font for font in SCRIPT_FONTS if font.path is None and (character is None or _may_show(font, character))]
    return f". To install more fonts, run: {format_install_command(SCRIPTS_EXTRA)}" if missing else ""


def _may_show(font: PackagedFont, character: str) -> bool:
    """Return whether a font that may not be installed has letters with similar names."""
    return font.is_readable and unicodedata.name(character, " ").partition(" ")[0] in font.letters


def describe_character(character: str) -> str:
    """Return the code point and the name of a character."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed character')}"
