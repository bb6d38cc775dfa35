"""Prepare the glyphs of a run so that readers of a PDF find its text.

From left to right, text whose letters need several glyphs is named as `/ActualText` (ISO 32000-1, 14.9.4). From right
to left, readers reverse all text in the order of the glyphs, also that of a ligature or of an `/ActualText`, so that
these texts are reversed, too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from acucontent_pdf.bidi import mirror_bracket
from acucontent_pdf.shaping import Run


class Mark(NamedTuple):
    """A glyph at its place in a run, in thousandths of the font size."""

    code: int
    text: str
    x: float
    y: float


class Letters(NamedTuple):
    """Some letters, with their `/ActualText` if the glyphs alone do not have it."""

    actual_text: str
    marks: tuple[Mark, ...]


def prepare_letters(run: Run) -> Iterator[Letters]:
    """Yield the letters of a run from left to right."""
    marks = tuple(_place_glyphs(run))
    if not run.is_rtl:
        is_plain = len(marks) == len(run.text) and not any(map(unicodedata.combining, run.text))
        yield Letters("" if is_plain else run.text, marks)
        return
    for _, letter in groupby(zip(run.glyphs, marks, strict=True), key=lambda pair: pair[0].start):
        placed = tuple(mark for _, mark in letter)
        yield Letters(placed[0].text if len(placed) > 1 else "", placed)


def _place_glyphs(run: Run) -> Iterator[Mark]:
    x = 0.0
    for glyph in run.glyphs:
        text = "".join(map(mirror_bracket, reversed(glyph.text))) if run.is_rtl else glyph.text
        yield Mark(glyph.code, text, x + glyph.x, glyph.y)
        x += glyph.advance
