"""The font for what is filled in, as objects of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from acucontent.markup.fonts import open_font
from acucontent_pdf.fonts import written_face
from acucontent_pdf.writing import Face


def embedded_face(pdf: Pdf) -> tuple[Any, Face]:
    """The font for what is filled in, put into a PDF, and how words are set in it."""
    content = written_face()
    font: Any = open_font(content)
    glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    scale = 1000 / font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder())
    return _composite(pdf, content, font, glyphs, widths), Face(glyphs, widths)


def _composite(pdf: Pdf, content: bytes, font: Any, glyphs: Mapping[int, int], widths: tuple[int, ...]) -> Any:
    """A composite font whose codes are glyphs (ISO 32000-1, 9.7)."""
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
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(glyphs))),
        )
    )


def _to_unicode(glyphs: Mapping[int, int]) -> bytes:
    """What each glyph means, so that the words can be read, found and spoken (ISO 32000-1, 9.10.3)."""
    meant = sorted({glyph: code for code, glyph in sorted(glyphs.items(), reverse=True)}.items())
    parts = [meant[at : at + 100] for at in range(0, len(meant), 100)]
    told = [
        "\n".join(
            (
                f"{len(part)} beginbfchar",
                *(f"<{glyph:04x}> <{chr(code).encode('utf-16-be').hex()}>" for glyph, code in part),
                "endbfchar",
            )
        )
        for part in parts
    ]
    return _CMAP.format(characters="\n".join(told)).encode("ascii")


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
