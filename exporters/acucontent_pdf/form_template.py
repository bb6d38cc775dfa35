"""A sheet that is typeset once and filled in many times.

Filling needs no PDF library, so a worker process that only fills sheets starts fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from acucontent.rendering.exporter import DoesNotFit
from acucontent.rendering.template import Area
from acucontent_pdf.incremental_update import BaseFile, append_objects
from acucontent_pdf.line_breaking import SMALLEST_SIZE, CannotBePrinted, FontMetrics, Metrics, fit_lines
from acucontent_pdf.shaped_field import SHAPED_MARK, ShapedField

if TYPE_CHECKING:
    from acucontent_pdf.merge import MergedFile

FONT_NAME = "FillIn"
"""The name of the fill-in font in the resources of each drawing."""
_MAX_UPDATE_BYTES = 1_000_000
"""The maximum size of the update that fills in a sheet, in bytes."""
_BASELINE_OFFSET = 4.5
"""The distance from the rule to the baseline of the text above it, in points."""


_MAX_LINES_PER_RULE = 4
"""How many lines of small text may be on each ruled line, so that long notes fit."""
_DENSE_BASELINE_OFFSET = 0.28
"""The distance from a rule to the small text above it, as a multiple of its size: the rule touches no line."""
_LINE_SPACING = 1.07
"""The least distance of the baselines of small text, as a multiple of its size."""


_SMALLEST_NAME_SIZE = 7
"""The smallest font size of a field of one line, in points. Only names of about 100 characters need it."""


_OBJECT_END = b"\nendobj\n"
_OBJECT = re.compile(rb"(\d{1,9}) 0 obj\n(.*)", re.DOTALL)
_DRAWING = re.compile(
    rb"stream\nBT /%b (?P<size>\d{1,3}\.\d) Tf 0 g (?P<lines>[^/()]*) ET\nendstream" % FONT_NAME.encode()
)
_LINE = re.compile(rb"<([0-9a-f]*)> Tj")
"""The parts of an update that fills in a sheet."""


@dataclass(frozen=True)
class Slot:
    """The place of one field on a sheet."""

    number: int
    """The object number of its drawing."""
    page: int
    """The index of its page."""
    area: Area
    lines: int

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.area[2] - self.area[0]

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.area[3] - self.area[1]


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
    notes: tuple[str, ...] = ()
    """Notes for the person who runs the batch."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(self.slots)

    @property
    def content(self) -> bytes:
        """The empty sheet, with which each filled sheet begins."""
        return self.base.content

    @property
    def areas(self) -> tuple[tuple[Area, ...], ...]:
        """For each page, up to the last one with a field, the areas of its fields."""
        pages = range(1 + max((slot.page for slot in self.slots.values()), default=-1))
        return tuple(tuple(slot.area for slot in self.slots.values() if slot.page == page) for page in pages)

    def is_filled_sheet(self, data: bytes) -> bool:
        """Return whether a file is this sheet filled in, and nothing else.

        The drawings of the fields are read from the end of the file and written again, so that only lines of text in
        the font of the sheet, within its fields, are accepted.
        """
        update = data[len(self.content) :]
        if not data.startswith(self.content) or len(update) > _MAX_UPDATE_BYTES:
            return False
        objects = filter(None, map(_OBJECT.fullmatch, update.split(_OBJECT_END)))
        found = {int(each[1]): each[2] for each in objects}
        slots = {slot.number: slot for slot in self.slots.values()}
        redrawn, shaped = {}, {}
        for number, body in found.items():
            if number in slots and (field := self._read_shaped_field(slots[number], body)):
                shaped[number] = field
            elif number in slots and (drawing := self._redraw(slots[number], body)):
                redrawn[number] = drawing
        with suppress(CannotBePrinted):
            return append_objects(self.base, {**redrawn, **self._draw_shaped(shaped, self.base.size)}) == data
        return False

    def _redraw(self, slot: Slot, body: bytes) -> bytes | None:
        """Return the drawing of the lines in a drawing, or None if it is not a drawing of lines."""
        drawing = _DRAWING.search(body)
        if drawing is None:
            return None
        lines = tuple(_LINE.findall(drawing["lines"]))
        is_drawn = len(lines) <= slot.lines * _MAX_LINES_PER_RULE
        return self._draw_lines(slot, float(drawing["size"]), lines) if is_drawn else None

    def _read_shaped_field(self, slot: Slot, body: bytes) -> ShapedField | None:
        """Return the field that a drawing in other fonts shows, or None if it is not such a drawing."""
        if SHAPED_MARK not in body:
            return None
        from acucontent_pdf.script_drawing import read_lines  # imports HarfBuzz

        found = read_lines(body)
        return self._make_shaped_field(slot, *found) if found else None

    def explain_blanks(self, words: Mapping[str, str]) -> Mapping[str, str]:
        """Return why fields stay blank, by field name.

        Raises:
            DoesNotFit: The words of another field do not fit on its lines.
        """
        reasons = {}
        for name, text in words.items():
            try:
                self._fit_words(name, text)
            except CannotBePrinted as error:
                reasons[name] = str(error)
        return reasons

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return the sheet with these words, by field name. Fields whose words cannot be printed stay blank.

        Raises:
            DoesNotFit: The words do not fit on their lines.
        """
        return append_objects(self.base, self.draw_words(words))

    def draw_words(self, words: Mapping[str, str], first: int | None = None) -> dict[int, bytes]:
        """Return the drawing of each field, and the fonts that they need, by object number.

        Args:
            words: The text of each field, by field name.
            first: The number of the first object that is added: the fonts that the words need (default: the first
                number that is not in use).

        Raises:
            DoesNotFit: The words do not fit on their lines.
        """
        drawings: dict[int, bytes] = {}
        shaped: dict[int, ShapedField] = {}
        for name, text in words.items():
            slot = self.slots[name]
            size, lines = self._fit_printable(name, text)
            if all(map(self.metrics.has_all, lines)):
                drawings[slot.number] = self._draw_lines(slot, size, tuple(self._encode_glyphs(line) for line in lines))
            else:
                shaped[slot.number] = self._make_shaped_field(slot, size, lines)
        return {**drawings, **self._draw_shaped(shaped, first or self.base.size)}

    def _fit_printable(self, name: str, text: str) -> tuple[float, tuple[str, ...]]:
        """Return the font size and the lines of a field; no lines if its words cannot be printed."""
        try:
            return self._fit_words(name, text)
        except CannotBePrinted:
            return self.size, ()

    def _draw_shaped(self, fields: Mapping[int, ShapedField], first: int) -> dict[int, bytes]:
        if not fields:
            return {}
        from acucontent_pdf.script_drawing import draw_fields  # imports HarfBuzz

        return draw_fields(fields, first)

    def _make_shaped_field(self, slot: Slot, size: float, lines: tuple[str, ...]) -> ShapedField:
        baselines = _find_baselines(slot, size, len(lines))
        return ShapedField(slot.width, slot.height, size, lines, baselines, is_name=slot.lines == 1)

    def binder(self, out: BinaryIO) -> MergedFile:
        """Return a file that collects many filled sheets for a printer."""
        from acucontent_pdf.merge import MergedFile  # imports pikepdf

        return MergedFile(self, out)

    def break_lines(self, name: str, text: str) -> tuple[str, ...]:
        """Return the lines that words fill in a field.

        Raises:
            DoesNotFit: The words do not fit on their lines.
        """
        return self._fit_words(name, text)[1]

    def _fit_words(self, name: str, text: str) -> tuple[float, tuple[str, ...]]:
        slot, metrics = self.slots[name], self._choose_metrics(text)
        try:
            return fit_lines(text, metrics, sizes=(self.size, SMALLEST_SIZE), width=slot.width, lines=slot.lines)
        except DoesNotFit as error:
            if dense := self._fit_dense_lines(slot, text, metrics):
                return dense
            if slot.lines == 1:
                raise CannotBePrinted(str(error)) from None
            raise DoesNotFit(f"{name}: {error}") from None

    def _choose_metrics(self, text: str) -> Metrics:
        if self.metrics.has_all(text):
            return self.metrics
        from acucontent_pdf.shaping import make_metrics  # imports HarfBuzz

        return make_metrics(text)

    def _fit_dense_lines(self, slot: Slot, text: str, metrics: Metrics) -> tuple[float, tuple[str, ...]] | None:
        """Return the font size and the lines of text with several lines to each rule; None if it does not fit."""
        smallest = SMALLEST_SIZE if slot.lines > 1 else _SMALLEST_NAME_SIZE
        for per_rule in range(2, _MAX_LINES_PER_RULE + 1):
            lines = slot.lines * per_rule
            size = min(self.size, int(2 * slot.height / lines / _LINE_SPACING) / 2)
            if size >= smallest:
                with suppress(DoesNotFit):
                    return fit_lines(text, metrics, sizes=(size, smallest), width=slot.width, lines=lines)
        return None

    def _draw_lines(self, slot: Slot, size: float, lines: tuple[bytes, ...]) -> bytes:
        """Return a drawing of lines of glyph numbers."""
        baselines = _find_baselines(slot, size, len(lines))
        operators = b" ".join(
            b"1 0 0 1 0 %.3f Tm <%b> Tj" % (baseline, line) for baseline, line in zip(baselines, lines, strict=True)
        )
        drawing = b"BT /%b %.1f Tf 0 g %b ET" % (FONT_NAME.encode(), size, operators)
        resources = b"/Font << /%b %d 0 R >>" % (FONT_NAME.encode(), self.font)
        return _write_form_xobject(slot.width, slot.height, resources, drawing)

    def _encode_glyphs(self, line: str) -> bytes:
        return b"".join(b"%04x" % self.metrics.glyphs[ord(character)] for character in line)


def _find_baselines(slot: Slot, size: float, count: int) -> tuple[float, ...]:
    """Return the height of the baselines of a number of lines."""
    per_rule = -(-count // slot.lines) or 1
    pitch = slot.height / slot.lines / per_rule
    offset = _BASELINE_OFFSET if per_rule == 1 else _DENSE_BASELINE_OFFSET * size
    return tuple(slot.height - pitch * number + offset for number in range(1, count + 1))


def _write_form_xobject(width: float, height: float, resources: bytes, drawing: bytes) -> bytes:
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << %b >> /Length %d >>\n"
        b"stream\n%b\nendstream" % (width, height, resources, len(drawing), drawing)
    )
