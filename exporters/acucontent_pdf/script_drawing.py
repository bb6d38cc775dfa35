"""Draw the fields of a sheet whose text needs other fonts than that of the sheet, and add these fonts.

A drawing names its lines (`/ACU_Lines`), so that the same objects can be made again from a finished sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from acucontent.font_table import PackagedFont, list_fonts
from acucontent_pdf.bidi import choose_base
from acucontent_pdf.readable_letters import Letters, Mark, prepare_letters
from acucontent_pdf.script_faces import ScriptFace
from acucontent_pdf.shaped_field import ShapedField
from acucontent_pdf.shaping import Run, make_faces, shape_line

_LINES = re.compile(rb"/ACU_Lines \[(?P<lines>[<>0-9a-f ]*)\] /ACU_Size (?P<size>\d{1,3}\.\d) /Length ")
_LINE = re.compile(rb"<([0-9a-f]*)>")


class _EmbeddedFace:
    """A face in a PDF, with the text of each of its character codes."""

    def __init__(self, face: ScriptFace, number: int) -> None:
        self.face, self.number = face, number
        self.texts: dict[int, str] = {}
        self.more: list[int] = []
        """The glyphs of the codes that follow those of the glyphs."""
        self._codes: dict[tuple[int, str], int] = {}

    def encode_mark(self, mark: Mark, *, is_named: bool) -> int:
        """Return a code of a glyph that has its text, also if the glyph has other text elsewhere on the sheet.

        Args:
            mark: The glyph.
            is_named: Whether its text is known without the code.
        """
        code, text, _, _ = mark
        if self.texts.setdefault(code, text) == text or is_named or self.face.description.is_cff:
            return code
        if (code, text) not in self._codes:
            self._codes[code, text] = len(self.face.codes) + len(self.more)
            self.more.append(code)
            self.texts[self._codes[code, text]] = text
        return self._codes[code, text]


def draw_fields(fields: Mapping[int, ShapedField], first: int) -> dict[int, bytes]:
    """Return the drawings of fields, and the fonts that they need, by object number.

    Args:
        fields: The fields by the object number of their drawing.
        first: The number of the first font object; the following numbers are used, too.

    Raises:
        CannotBePrinted: No installed font has a character.
    """
    faces = make_faces("".join(field.lines) for field in fields.values())
    counts = (face.description.object_count for face in faces.values())
    numbers = accumulate(counts, initial=first)
    embedded = {font: _EmbeddedFace(face, number) for (font, face), number in zip(faces.items(), numbers, strict=False)}
    drawings = {number: _draw_field(field, faces, embedded) for number, field in sorted(fields.items())}
    fonts = [each.face.description.write_objects(each.number, each.texts, each.more) for each in embedded.values()]
    return {**drawings, **{number: body for each in fonts for number, body in each.items()}}


def _draw_field(
    field: ShapedField, faces: Mapping[PackagedFont, ScriptFace], embedded: Mapping[PackagedFont, _EmbeddedFace]
) -> bytes:
    used: dict[PackagedFont, int] = {}
    operators: list[bytes] = []
    fonts = list_fonts("".join(field.lines))
    for line, baseline in zip(field.lines, field.baselines, strict=True):
        x, drawn = 0.0, []
        for run in shape_line(line, fonts, faces, choose_base(line) if field.is_name else None):
            used[run.font] = embedded[run.font].number
            drawn.append((run.start, _draw_run(run, embedded[run.font], (x, baseline), field.size)))
            x += run.width * field.size / 1000
        operators.extend(each for _, each in sorted(drawn))  # in the order in which they are read
    drawing = b"\n".join(operators)
    resources = b" ".join(b"/%b %d 0 R" % (font.name.encode("ascii"), number) for font, number in used.items())
    lines = b" ".join(b"<%b>" % _encode_text(line) for line in field.lines)
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << /Font << %b >> >> "
        b"/ACU_Lines [%b] /ACU_Size %.1f /Length %d >>\nstream\n%b\nendstream"
        % (field.width, field.height, resources, lines, field.size, len(drawing), drawing)
    )


def _draw_run(run: Run, face: _EmbeddedFace, start: tuple[float, float], size: float) -> bytes:
    operators = b" ".join(_draw_letters(letters, face, start, size) for letters in prepare_letters(run))
    return b"BT /%b %.1f Tf 0 g %b ET" % (run.font.name.encode("ascii"), size, operators)


def _draw_letters(letters: Letters, face: _EmbeddedFace, start: tuple[float, float], size: float) -> bytes:
    left, baseline = start
    drawn = b" ".join(
        b"1 0 0 1 %.3f %.3f Tm <%04x> Tj"
        % (
            left + mark.x * size / 1000,
            baseline + mark.y * size / 1000,
            face.encode_mark(mark, is_named=bool(letters.actual_text)),
        )
        for mark in letters.marks
    )
    text = _encode_text(letters.actual_text)
    return b"/Span << /ActualText <feff%b> >> BDC %b EMC" % (text, drawn) if text else drawn


def read_lines(drawing: bytes) -> tuple[float, tuple[str, ...]] | None:
    """Return the font size and the lines of a drawing; None if it was not made by `draw_fields`."""
    found = _LINES.search(drawing)
    if found is None:
        return None
    try:
        lines = tuple(bytes.fromhex(line.decode("ascii")).decode("utf-16-be") for line in _LINE.findall(found["lines"]))
    except ValueError:
        return None
    return float(found["size"]), lines


def _encode_text(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode("ascii")
