"""Embed the font of filled-in text in a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from acucontent.markup.fonts import open_font
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
    scale = 1000 / font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder())
    return _add_composite_font(pdf, content, font, glyphs, widths), FontMetrics(glyphs, widths)


def _add_composite_font(pdf: Pdf, content: bytes, font: Any, glyphs: Mapping[int, int], widths: tuple[int, ...]) -> Any:
    """Add a composite font whose character codes are glyph numbers (ISO 32000-1, 9.7), and return it."""
    name = Name("/" + "ACUWRT+" + font["name"].getDebugName(6).replace(" ", ""))
    scale = 1000 / font["head"].unitsPerEm
    edges = [round(getattr(font["head"], edge) * scale) for edge in ("xMin", "yMin", "xMax", "yMax")]
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array(edges),
        ItalicAngle=0,
        Ascent=round(font["hhea"].ascent * scale),
        Descent=round(font["hhea"].descent * scale),
        CapHeight=round(font["OS/2"].sCapHeight * scale),
        StemV=80,
        FontFile2=pdf.make_indirect(Stream(pdf, content, Length1=len(content))),
    )
    cid = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([0, Array(list(widths))]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(cid)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _write_to_unicode(glyphs))),
        )
    )


def _write_to_unicode(glyphs: Mapping[int, int]) -> bytes:
    """Return the CMap from glyphs to characters, which makes text searchable and speakable (ISO 32000-1, 9.10.3)."""
    characters = sorted({glyph: code for code, glyph in sorted(glyphs.items(), reverse=True)}.items())
    parts = [characters[start : start + 100] for start in range(0, len(characters), 100)]
    sections = [
        "\n".join(
            (
                f"{len(part)} beginbfchar",
                *(f"<{glyph:04x}> <{chr(code).encode('utf-16-be').hex()}>" for glyph, code in part),
                "endbfchar",
            )
        )
        for part in parts
    ]
    return _CMAP.format(characters="\n".join(sections)).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{characters}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
