"""The fonts: ours and no others, the same bytes with and without a cache, and no character lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from acucontent_pdf import fonts
from acucontent_pdf.characters import NoGlyph
from acucontent_pdf.fonts import fonts_for
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide, make_handout

OURS = {"Source-Sans", "Source-Sans-Bold", "Source-Sans-Italic", "Noto-Sans-SC"}


def only_summary(text: str) -> Pdf:
    """A sheet with this text."""
    return Pdf.of(make_guide(summary=text, handouts=[make_handout(include=["summary"])]))


def embedded(pdf: Pdf) -> set[str]:
    """The names of the fonts in a PDF; each must be there whole."""
    names = set()
    for page in pdf.file.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(font.BaseFont).partition("+")[2])
    return names


def test_only_our_fonts_are_embedded(pdf: Pdf) -> None:
    """Nothing comes from the machine."""
    assert embedded(pdf) <= OURS


def test_chinese_has_its_font(complete: Pdf) -> None:
    """The names of points are shown in Chinese characters."""
    assert embedded(complete) == OURS


def test_chinese_glyphs_are_the_right_ones() -> None:
    """The numbers in the font and in the PDF are one numbering: another would show other characters."""
    font = TTFont(BytesIO(fonts_for("委中").files["han"]))

    assert font.getGlyphOrder() == font["CFF "].cff.topDictIndex[0].charset == [".notdef", "cid00001", "cid00002"]
    assert font.getBestCmap() == {ord("中"): "cid00001", ord("委"): "cid00002"}


def test_missing_character_is_named_with_its_place() -> None:
    """A character that no font has stops the export, though a font of the machine may have it."""
    with pytest.raises(NoGlyph) as told:
        only_summary("Some people write 한 here.")

    message = str(told.value)
    assert "summary: no font has '한' (U+D55C HANGUL SYLLABLE HAN)" in message
    assert "Some people write 한 here." in message


def test_all_missing_characters_are_told_at_once() -> None:
    """One export names each of them."""
    with pytest.raises(NoGlyph, match=r"(?s)U\+0E01.*U\+D55C"):
        only_summary("Here 한 and there ก.")


@pytest.mark.parametrize("text", ["wěizhōng ǎ ǐ ǒ ǔ ǜ", "☐ ✓ → ≤ ≥", "Здоровье", "βάρος", "m̀ n̂", "soft\u00adhyphen"])
def test_these_are_shown(text: str) -> None:
    """Pinyin, symbols, other alphabets of the font, loose accents, and signs that only direct the setting."""
    assert f"Words: {text}.".replace("\u00ad", "") in only_summary(f"Words: {text}.").tree.text


def test_faces_are_small_and_static() -> None:
    """A face is no variable font: that would put the time of the build into each document."""
    face = TTFont(BytesIO(fonts_for("a").files["bold"]))

    assert "fvar" not in face
    assert len(fonts_for("a").files["bold"]) < 120_000
    assert set(fonts_for("a").files) == set(fonts.FACES)
