"""Describe a font as the objects that embed it in a PDF (ISO 32000-1, 9.7): a composite font with glyph codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FontDescription:
    """What a PDF says of a font."""

    name: str
    descriptor: bytes
    """The entries of its descriptor, without its file."""
    widths: tuple[int, ...]
    """The width of each glyph, in thousandths of the font size."""
    codes: Sequence[int]
    """The character code of each glyph, in ascending order."""
    file: bytes
    is_cff: bool
    """Whether the file has CFF outlines instead of TrueType outlines."""

    @property
    def object_count(self) -> int:
        """The number of its objects in a PDF."""
        return 5 if self.is_cff else 6

    def write_objects(self, first: int, texts: Mapping[int, str], more: Sequence[int] = ()) -> dict[int, bytes]:
        """Return the objects of the font by number; the first is the font itself.

        Args:
            first: The number of the first object; the following numbers are used, too.
            texts: The text of each character code.
            more: The glyphs of the character codes that follow those of the glyphs, for glyphs with several texts. Only
                for TrueType outlines.
        """
        kind = b"0" if self.is_cff else b"2"
        name = self.name.encode("ascii")
        key, entries = (b"FontFile3", b"/Subtype /CIDFontType0C") if self.is_cff else (b"FontFile2", b"/Length1 %d")
        entries = entries if self.is_cff else entries % len(self.file)
        mapping = b"" if self.is_cff else b" /CIDToGIDMap " + b"%d 0 R" % (first + 5)
        glyphs = b"".join(glyph.to_bytes(2, "big") for glyph in (*range(len(self.widths)), *more))
        return {
            first: b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [%d 0 R] "
            b"/ToUnicode %d 0 R >>" % (name, first + 1, first + 3),
            first + 1: b"<< /Type /Font /Subtype /CIDFontType%b /BaseFont /%b /CIDSystemInfo << /Registry (Adobe) "
            b"/Ordering (Identity) /Supplement 0 >>%b /FontDescriptor %d 0 R /W [%b] >>"
            % (kind, name, mapping, first + 2, self._write_widths(more)),
            first + 2: b"<< %b /%b %d 0 R >>" % (self.descriptor, key, first + 4),
            first + 3: _write_stream(b"", write_to_unicode(texts)),
            first + 4: _write_stream(entries, self.file),
            **({} if self.is_cff else {first + 5: _write_stream(b"", glyphs)}),
        }

    def _write_widths(self, more: Sequence[int]) -> bytes:
        if self.is_cff:
            return b" ".join(b"%d [%d]" % pair for pair in zip(self.codes, self.widths, strict=True))
        widths = (*self.widths, *(self.widths[glyph] for glyph in more))
        return b"0 [%b]" % b" ".join(b"%d" % width for width in widths)


def describe_font(font: Any, data: bytes, codes: Sequence[int], tag: str = "ACUWRT") -> FontDescription:
    """Return the description of a font.

    Args:
        font: The font as fontTools opens it.
        data: Its file.
        codes: The character code of each glyph.
        tag: Six letters, which say that it is a subset.
    """
    scale = 1000 / font["head"].unitsPerEm
    name = f"{tag}+{font['name'].getDebugName(6).replace(' ', '')}"
    edges = [round(getattr(font["head"], edge) * scale) for edge in ("xMin", "yMin", "xMax", "yMax")]
    sizes = (font["hhea"].ascent, font["hhea"].descent, getattr(font["OS/2"], "sCapHeight", 0) or font["hhea"].ascent)
    descriptor = (
        b"/Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d "
        b"/CapHeight %d /StemV 80" % (name.encode("ascii"), *edges, *(round(size * scale) for size in sizes))
    )
    widths = tuple(round(font["hmtx"][glyph][0] * scale) for glyph in font.getGlyphOrder())
    is_cff = "CFF " in font
    return FontDescription(name, descriptor, widths, codes, font.reader["CFF "] if is_cff else data, is_cff)


def _write_stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def write_to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return the CMap from codes to text, which makes text searchable and speakable (ISO 32000-1, 9.10.3)."""
    pairs = sorted(texts.items())
    parts = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    sections = [
        "\n".join(
            (
                f"{len(part)} beginbfchar",
                *(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in part),
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
