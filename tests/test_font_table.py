"""The table of fonts says what a PDF can show, and which extra would help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from acucontent import font_table
from acucontent.font_table import (
    HAN,
    LATIN,
    SCRIPT_FONTS,
    SCRIPTS_EXTRA,
    PackagedFont,
    find_missing,
    list_code_points,
    suggest_fonts,
)
from acucontent_pdf.fonts import select_fonts

SMALL_FONTS = [font for font in SCRIPT_FONTS if not font.file.endswith(".otf")]


def list_letters(font: PackagedFont) -> str:
    """Return the characters with a shape for which a font is needed."""
    only = list_code_points(font) - list_code_points(LATIN) - list_code_points(HAN)
    return "".join(letter for letter in map(chr, sorted(only)) if unicodedata.category(letter)[0] not in "CZ")


@pytest.mark.parametrize("font", SMALL_FONTS, ids=lambda font: font.name)
def test_what_is_missing_is_what_a_pdf_cannot_show(font: PackagedFont) -> None:
    """A letter is accepted in an overlay only if the PDF has a font for it, whose text can be read out again."""
    letters = list_letters(font)

    assert letters
    assert set(find_missing(letters)) == select_fonts(letters).missing


@pytest.mark.parametrize("font", [font for font in SCRIPT_FONTS if font.is_readable], ids=lambda font: font.name)
def test_letters_are_recognized_without_their_font(font: PackagedFont) -> None:
    """Nearly all letters for which a font is needed have names with one of its words."""
    words = [unicodedata.name(letter, "").partition(" ")[0] for letter in list_letters(font)]

    assert sum(word in font.letters for word in words) > 0.98 * len(words)


@pytest.fixture
def _without_scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Remove the fonts of the extra."""
    packages = {font.package.replace("-", "_") for font in SCRIPT_FONTS}
    monkeypatch.setattr(font_table, "find_spec", lambda name: None if name in packages else find_spec(name))
    list_code_points.cache_clear()
    yield
    list_code_points.cache_clear()


@pytest.mark.usefixtures("_without_scripts")
@pytest.mark.parametrize(
    ("letter", "helps"),
    [("ש", True), ("ش", True), ("한", True), ("ก", False), ("क", False), ("ƈ", False), ("\U0001f4de", False)],
    ids=["hebrew", "arabic", "korean", "thai", "devanagari", "latin", "picture"],
)
def test_the_extra_is_suggested_only_if_it_helps(letter: str, helps: bool) -> None:
    """A font whose text cannot be read out of a PDF does not help an overlay, but the name of a patient."""
    assert find_missing(letter) == [letter]
    assert (SCRIPTS_EXTRA in suggest_fonts(letter)) == helps
    assert SCRIPTS_EXTRA in suggest_fonts()
