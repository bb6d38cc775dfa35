"""Words in glyphs: which face shows them, how wide they are, and the lines that they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from acucontent.exporter import DoesNotFit
from acucontent_pdf.fonts import written_face

SMALLEST = 9
"""The smallest size to which words shrink so that they fit, in points."""


@dataclass(frozen=True)
class Face:
    """A font as words are set in it."""

    glyphs: Mapping[int, int]
    """The glyph of each code point."""
    widths: tuple[int, ...]
    """The width of each glyph, in thousandths of the size."""

    def width(self, words: str, size: float) -> float:
        """The width of words, in points."""
        return size / 1000 * sum(self.widths[self.glyphs[ord(character)]] for character in words)


def lines_of(words: str, face: Face, *, size: float, width: float, lines: int) -> tuple[float, tuple[str, ...]]:
    """The size at which words fit into lines of a width, no larger than asked, and the lines.

    Raises:
        DoesNotFit: they do not fit at the smallest size, or the face lacks one of their characters.
    """
    _check(words, face)
    while True:
        found = tuple(_filled(words, face, size, width))
        if len(found) <= lines and all(face.width(line, size) <= width for line in found):
            return size, found
        if size <= SMALLEST:
            raise DoesNotFit(_too_long(words, face, width, lines))
        size = max(SMALLEST, size - 0.5)


def _check(words: str, face: Face) -> None:
    for character in words:
        if ord(character) not in face.glyphs:
            raise DoesNotFit(
                f"no font has {character!r} (U+{ord(character):04X}): write it in Latin, Greek or Cyrillic letters"
            )


def _filled(words: str, face: Face, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and face.width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _too_long(words: str, face: Face, width: float, lines: int) -> str:
    room = int(lines * width / (face.width(words, SMALLEST) / len(words)))
    return (
        f"{len(words)} characters are too many: about {room} have room, on {lines} {'line' if lines == 1 else 'lines'}"
    )


def embedded_face(pdf: Pdf) -> tuple[Any, Face]:
    """The font for what is filled in, put into a PDF, and how words are set in it."""
    content = written_face()
    font = TTFont(BytesIO(content), lazy=True)
    glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    scale = 1000 / font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder())
    return _composite(pdf, content, font, glyphs, widths), Face(glyphs, widths)


def _composite(pdf: Pdf, content: bytes, font: TTFont, glyphs: Mapping[int, int], widths: tuple[int, ...]) -> Any:
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
