"""Find form fields whose drawing does not fit its box: viewers cut it off, but other programs can read its words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from acucontent.containers import BadContainer, open_pdf
from acucontent.untrusted.pdf_pages import Box, read_letters

TOLERANCE = 2.0
"""The largest distance between a box and its drawing, in points."""

MAX_DRAWINGS = 5_000
"""The largest number of drawings of form fields."""

_MULTILINE = 1 << 12
"""The flag of a field of several lines (ISO 32000-1, 12.7.4.3)."""

_REACH = 10_000
"""The distance in which words outside of a box are looked for, in points."""


class _Drawing(NamedTuple):
    """A drawing of a form field."""

    place: str
    """The page and the name of the field."""
    box: Box
    """The box of the field, in the coordinates of the drawing."""
    is_multiline: bool
    stream: Any


def find_stray_drawings(data: bytes) -> list[str]:
    """Return the places of form fields whose drawing has another size than their box, or words outside of it.

    A long text goes on to the right of a line, or below the last of several lines: that is no such word.

    Raises:
        BadContainer: The file is not a valid PDF, or has too many drawings.
    """
    with open_pdf(data) as pdf:
        drawings = [drawing for number, page in enumerate(pdf.pages, 1) for drawing in _list_drawings(page.obj, number)]
        if len(drawings) > MAX_DRAWINGS:
            raise BadContainer(f"has more than {MAX_DRAWINGS:,} drawings of form fields")
        stray = [drawing.place for drawing in drawings if not _has_size_of_box(drawing)]
        worded = [drawing for drawing in drawings if drawing.place not in stray and _may_have_words(drawing.stream)]
        stray += _find_stray_words(pdf, worded) if worded else []
    return [f"{place} draws outside its box" for place in dict.fromkeys(stray)]


def _list_drawings(page: Any, number: int) -> Iterator[_Drawing]:
    for field in page.get("/Annots", ()):
        if field.get("/Subtype") != "/Widget":
            continue
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        box = (0.0, 0.0, abs(right - left), abs(top - bottom))
        place = f"page {number}: field {field.get('/T', '')}"
        for stream in _list_streams(field.get("/AP", pikepdf.Dictionary())):
            yield _Drawing(place, box, bool(int(field.get("/Ff", 0)) & _MULTILINE), stream)


def _list_streams(drawings: Any) -> Iterator[Any]:
    """Yield the drawings of a field, for each state."""
    for each in drawings.values():
        if isinstance(each, pikepdf.Stream):
            yield each
        elif isinstance(each, pikepdf.Dictionary):
            yield from (state for state in each.values() if isinstance(state, pikepdf.Stream))


def _has_size_of_box(drawing: _Drawing) -> bool:
    *_, width, height = drawing.box
    left, bottom, right, top = (float(edge) for edge in drawing.stream.get("/BBox", [0, 0, 0, 0]))
    scale = [float(each) for each in drawing.stream.get("/Matrix", [1, 0, 0, 1, 0, 0])][:4]
    sides = abs(right - left) - width, abs(top - bottom) - height
    return scale == [1, 0, 0, 1] and all(abs(each) <= TOLERANCE for each in sides)


def _may_have_words(stream: Any) -> bool:
    content = stream.read_bytes()
    return b"BT" in content or b"Do" in content


def _find_stray_words(pdf: pikepdf.Pdf, drawings: list[_Drawing]) -> list[str]:
    """Return the places of drawings with words outside of their box. Each becomes a page, which PDFium reads."""
    first, written = len(pdf.pages), io.BytesIO()
    form: Any = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    for drawing in drawings:
        page = pdf.add_blank_page().obj
        page.MediaBox = pikepdf.Array([-_REACH, -_REACH, _REACH, _REACH])
        page.Contents = pdf.make_stream(drawing.stream.read_bytes())
        page.Resources = drawing.stream.get("/Resources", form.get("/DR", pikepdf.Dictionary()))
    pdf.save(written)
    try:
        with PdfDocument(written.getvalue()) as document:
            return [each.place for at, each in enumerate(drawings, first) if _has_stray_words(document[at], each)]
    except PdfiumError as error:
        raise BadContainer("is not a valid PDF, or is damaged") from error


def _has_stray_words(page: PdfPage, drawing: _Drawing) -> bool:
    left, bottom, *_ = (float(edge) for edge in drawing.stream.BBox)
    *_, width, height = drawing.box
    for letter, box in read_letters(page):
        x, y = (box[0] + box[2]) / 2 - left, (box[1] + box[3]) / 2 - bottom
        is_right, is_below = x > width + TOLERANCE, y < -TOLERANCE
        is_stray = x < -TOLERANCE or y > height + TOLERANCE or (is_right if drawing.is_multiline else is_below)
        if is_stray and not letter.isspace():
            return True
    return False
