"""A sheet that is typeset once and filled in many times.

Filling needs no PDF library, so a worker process that only fills sheets starts fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from acucontent.rendering.exporter import DoesNotFit
from acucontent_pdf.incremental_update import BaseFile, append_objects
from acucontent_pdf.line_breaking import FontMetrics, fit_lines

if TYPE_CHECKING:
    from acucontent_pdf.merge import MergedFile

FONT_NAME = "FillIn"
"""The name of the fill-in font in the resources of each drawing."""
_BASELINE_OFFSET = 4.5
"""The distance from the rule to the baseline of the text above it, in points."""


@dataclass(frozen=True)
class Slot:
    """The place of one field on a sheet. Its width and height are in points."""

    number: int
    """The object number of its drawing."""
    width: float
    height: float
    lines: int


@dataclass(frozen=True)
class PdfTemplate:
    """A sheet to fill in for each patient. It can be pickled."""

    base: BaseFile
    slots: Mapping[str, Slot]
    metrics: FontMetrics
    font: int
    """The object number of the font."""
    size: int
    """The font size in points; longer text is set smaller."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(self.slots)

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return the sheet with these words, by field name.

        Raises:
            DoesNotFit: The words do not fit on their lines, or the font lacks a character.
        """
        return append_objects(self.base, self.draw_words(words))

    def draw_words(self, words: Mapping[str, str]) -> dict[int, bytes]:
        """Return the drawing of each field by its object number.

        Raises:
            DoesNotFit: The words do not fit on their lines, or the font lacks a character.
        """
        return {self.slots[name].number: self._draw_field(name, text) for name, text in words.items()}

    def binder(self, out: BinaryIO) -> MergedFile:
        """Return a file that collects many filled sheets for a printer."""
        from acucontent_pdf.merge import MergedFile  # imports pikepdf

        return MergedFile(self, out)

    def break_lines(self, name: str, text: str) -> tuple[str, ...]:
        """Return the lines that words fill in a field.

        Raises:
            DoesNotFit: The words do not fit on their lines, or the font lacks a character.
        """
        return self._fit_words(name, text)[1]

    def _fit_words(self, name: str, text: str) -> tuple[float, tuple[str, ...]]:
        slot = self.slots[name]
        try:
            return fit_lines(text, self.metrics, size=self.size, width=slot.width, lines=slot.lines)
        except DoesNotFit as error:
            raise DoesNotFit(f"{name}: {error}") from None

    def _draw_field(self, name: str, text: str) -> bytes:
        slot = self.slots[name]
        size, lines = self._fit_words(name, text)
        pitch = slot.height / slot.lines
        baselines = [slot.height - pitch * number + _BASELINE_OFFSET for number in range(1, len(lines) + 1)]
        operators = b" ".join(
            b"1 0 0 1 0 %.3f Tm <%b> Tj" % (baseline, self._encode_glyphs(line))
            for baseline, line in zip(baselines, lines, strict=True)
        )
        drawing = b"BT /%b %.1f Tf 0 g %b ET" % (FONT_NAME.encode(), size, operators)
        resources = b"/Font << /%b %d 0 R >>" % (FONT_NAME.encode(), self.font)
        return _write_form_xobject(slot.width, slot.height, resources, drawing)

    def _encode_glyphs(self, line: str) -> bytes:
        return b"".join(b"%04x" % self.metrics.glyphs[ord(character)] for character in line)


def _write_form_xobject(width: float, height: float, resources: bytes, drawing: bytes) -> bytes:
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << %b >> /Length %d >>\n"
        b"stream\n%b\nendstream" % (width, height, resources, len(drawing), drawing)
    )
