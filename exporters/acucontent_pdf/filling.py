"""A sheet with room for words. It is light: a process that only fills sheets in needs no library for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from acucontent.rendering.exporter import DoesNotFit
from acucontent_pdf.increment import Whole, incremented
from acucontent_pdf.writing import Face, lines_of

if TYPE_CHECKING:
    from acucontent_pdf.binding import Binder

FONT = "Written"
"""The name of the font in each drawing."""
_RISE = 4.5
"""How far the words stand above their rule, in points."""


@dataclass(frozen=True)
class Slot:
    """Room for words on a sheet."""

    number: int
    """The object number of its drawing."""
    width: float
    height: float
    lines: int


@dataclass(frozen=True)
class PdfTemplate:
    """A sheet with room for words; filling it gives a personal sheet. It can be sent to another process."""

    whole: Whole
    slots: Mapping[str, Slot]
    face: Face
    font: int
    """The object number of the font."""
    size: int
    """The size of the words, in points; they shrink where they are many."""

    @property
    def names(self) -> tuple[str, ...]:
        """What can be filled in."""
        return tuple(self.slots)

    def fill(self, words: Mapping[str, str]) -> bytes:
        """The sheet with these words, by what they fill in.

        Raises:
            DoesNotFit: words have no room on their lines, or no shape in the font.
        """
        return incremented(self.whole, self.drawn(words))

    def drawn(self, words: Mapping[str, str]) -> dict[int, bytes]:
        """The drawings of words, by the numbers of the empty ones.

        Raises:
            DoesNotFit: words have no room on their lines, or no shape in the font.
        """
        return {self.slots[name].number: self._drawn(name, text) for name, text in words.items()}

    def binder(self, out: BinaryIO) -> Binder:
        """Writes many filled sheets as one file for the printer."""
        from acucontent_pdf.binding import Binder  # it reads the sheet, which needs a library

        return Binder(self, out)

    def lines(self, name: str, text: str) -> tuple[str, ...]:
        """The lines that words fill.

        Raises:
            DoesNotFit: they have no room, or no shape in the font.
        """
        return self._set(name, text)[1]

    def _set(self, name: str, text: str) -> tuple[float, tuple[str, ...]]:
        slot = self.slots[name]
        try:
            return lines_of(text, self.face, size=self.size, width=slot.width, lines=slot.lines)
        except DoesNotFit as error:
            raise DoesNotFit(f"{name}: {error}") from None

    def _drawn(self, name: str, text: str) -> bytes:
        slot = self.slots[name]
        size, lines = self._set(name, text)
        pitch = slot.height / slot.lines
        shown = [
            b"1 0 0 1 0 %.3f Tm <%b> Tj" % (slot.height - pitch * (place + 1) + _RISE, self._hexadecimal(line))
            for place, line in enumerate(lines)
        ]
        drawing = b"BT /%b %.1f Tf 0 g %b ET" % (FONT.encode(), size, b" ".join(shown))
        return _form(slot.width, slot.height, b"/Font << /%b %d 0 R >>" % (FONT.encode(), self.font), drawing)

    def _hexadecimal(self, line: str) -> bytes:
        return b"".join(b"%04x" % self.face.glyphs[ord(character)] for character in line)


def _form(width: float, height: float, resources: bytes, drawing: bytes) -> bytes:
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << %b >> /Length %d >>\n"
        b"stream\n%b\nendstream" % (width, height, resources, len(drawing), drawing)
    )
