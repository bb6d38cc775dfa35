"""Embed the font of filled-in text in a template."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from acucontent.markup.fonts import open_font
from acucontent_pdf.embedded_font import FontDescription, describe_font, write_to_unicode
from acucontent_pdf.fonts import make_fill_in_face
from acucontent_pdf.line_breaking import FontMetrics


def embed_fill_in_font(pdf: Pdf) -> tuple[Any, FontMetrics]:
    """Add the font of filled-in text to a PDF.

    Returns:
        The font object, and its metrics.
    """
    content = make_fill_in_face()
    font: Any = open_font(content)
    glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    description = describe_font(font, content, range(font["maxp"].numGlyphs))
    texts = {glyph: chr(code) for code, glyph in sorted(glyphs.items(), reverse=True)}
    return _add_composite_font(pdf, description, texts), FontMetrics(glyphs, description.widths)


def _add_composite_font(pdf: Pdf, description: FontDescription, texts: dict[int, str]) -> Any:
    descriptor = Object.parse(b"<< %b >>" % description.descriptor)
    descriptor.FontFile2 = pdf.make_indirect(Stream(pdf, description.file, Length1=len(description.file)))
    name = Name(f"/{description.name}")
    cid = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([0, Array(list(description.widths))]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(cid)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, write_to_unicode(texts))),
        )
    )
