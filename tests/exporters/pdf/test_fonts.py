"""The PDFs have only the packaged fonts, and no character is lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from acucontent_pdf import fonts
from acucontent_pdf.characters import MissingGlyph
from acucontent_pdf.fonts import select_fonts
from acucontent_pdf.text_layer import read_pages
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide, make_handout

PACKAGED = {"Source-Sans", "Source-Sans-Bold", "Source-Sans-Italic", "Noto-Sans-SC"}


def render_summary(text: str) -> Pdf:
    """Return a sheet with this text."""
    return Pdf.from_guide(make_guide(summary=text, handouts=[make_handout(include=["summary"])]))


def list_fonts(pdf: Pdf) -> set[str]:
    """Return the names of the fonts in a PDF; each must be embedded."""
    names = set()
    for page in pdf.file.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(font.BaseFont).partition("+")[2])
    return names


def test_only_packaged_fonts_are_embedded(pdf: Pdf) -> None:
    """No font of the machine is used."""
    assert list_fonts(pdf) <= PACKAGED


def test_chinese_has_its_font(reference: Pdf) -> None:
    """The Chinese names of acupoints have the Chinese font."""
    assert list_fonts(reference) == PACKAGED


def test_chinese_glyphs_are_the_right_ones() -> None:
    """The font and the PDF number the glyphs in the same way; otherwise the wrong characters would show."""
    font = TTFont(BytesIO(select_fonts("委中").files["han"]))

    assert (
        font.getGlyphOrder()
        == font["CFF "].cff.topDictIndex[0].charset
        == [".notdef", "cid00001", "cid00002", "cid00003"]
    )
    assert font.getBestCmap() == {0x20: "cid00001", ord("中"): "cid00002", ord("委"): "cid00003"}


def test_missing_character_is_named_with_its_place() -> None:
    """A character that no packaged font has stops the export, even if a font of the machine has it."""
    with pytest.raises(MissingGlyph) as caught:
        render_summary("Some people write ก here.")

    message = str(caught.value)
    assert "summary: no font has 'ก' (U+0E01 THAI CHARACTER KO KAI)" in message
    assert "Some people write ก here." in message


@pytest.mark.parametrize("name", ["عيادة الشفاء", "שרה לוי", "김 민지", "山田 花子", "陳 麗華", "髙橋 さん"])
def test_other_scripts_have_their_fonts(name: str) -> None:
    """A clinic or a practitioner can have a name in another script, also with a space in it."""
    pdf = render_summary(f"{name}.")

    assert name in "".join(read_pages(pdf.artifact.data))
    assert list_fonts(pdf) > {"Source-Sans"}


def test_all_missing_characters_are_reported_at_once() -> None:
    """One error lists every missing character."""
    with pytest.raises(MissingGlyph, match=r"(?s)U\+0E01.*U\+13A0"):
        render_summary("Here \u13a0 and there \u0e01.")


@pytest.mark.parametrize("text", ["wěizhōng ǎ ǐ ǒ ǔ ǜ", "☐ ✓ → ≤ ≥", "Здоровье", "βάρος", "m̀ n̂", "soft\u00adhyphen"])
def test_special_characters_are_shown(text: str) -> None:
    """Pinyin, symbols, other alphabets of the font, combining accents and control characters are supported."""
    assert f"Words: {text}.".replace("\u00ad", "") in render_summary(f"Words: {text}.").tree.text


def test_faces_are_small_and_static() -> None:
    """A face is not a variable font, which every document would have to instantiate."""
    face = TTFont(BytesIO(select_fonts("a").files["bold"]))

    assert "fvar" not in face
    assert len(select_fonts("a").files["bold"]) < 120_000
    assert set(select_fonts("a").files) == set(fonts.FACES)
