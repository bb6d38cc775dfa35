"""Shape lines of text that need more than one glyph for each character: other scripts, and letters with loose accents.

Each part of a line is shaped by HarfBuzz in its font and direction. A text that a reader of the PDF could not read back
is rejected, because its name would be lost on a screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import uharfbuzz
from fontTools import unicodedata as scripts
from uniseg.linebreak import line_break_units

from acucontent.font_table import PackagedFont, describe_missing, list_code_points, list_fonts
from acucontent_pdf.bidi import order_runs, resolve_levels
from acucontent_pdf.line_breaking import CannotBePrinted
from acucontent_pdf.script_faces import ScriptFace, make_face

_harfbuzz: Any = uharfbuzz  # it has no type annotations


class Glyph(NamedTuple):
    """A glyph, with its measures in thousandths of the font size."""

    code: int
    advance: float
    x: float
    y: float
    text: str
    """The characters that it shows, alone or with other glyphs."""
    start: int
    """The index of the first of these characters in the text of the run."""


@dataclass(frozen=True)
class Run:
    """A part of a line in one font and direction, with its glyphs from left to right."""

    start: int
    """The index of its first character in the line."""
    font: PackagedFont
    text: str
    is_rtl: bool
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """Its width in thousandths of the font size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True)
class ShapedMetrics:
    """Measures text in the fonts of its scripts. All of it must be known, so that each face has its characters."""

    fonts: tuple[PackagedFont, ...]
    """The fonts in the order in which they are tried."""
    faces: Mapping[PackagedFont, ScriptFace]

    def measure_width(self, words: str, size: float) -> float:
        """Return the width of words in points."""
        return size / 1000 * sum(run.width for run in shape_line(words, self.fonts, self.faces, 0))

    def split_words(self, words: str) -> Iterable[str]:
        """Return the parts between which a line can be broken (UAX #14)."""
        units: Iterable[str] = line_break_units(words)
        return units


def make_metrics(text: str) -> ShapedMetrics:
    """Return the metrics of a text.

    Raises:
        CannotBePrinted: No installed font has a character, or the text cannot be read back.
    """
    metrics = ShapedMetrics(list_fonts(text), make_faces([text]))
    for run in shape_line(text, metrics.fonts, metrics.faces, 0):
        if run.is_rtl and any(map(unicodedata.combining, run.text)):
            raise CannotBePrinted("its accents could not be read out of the PDF again")
        if not all(glyph.code for glyph in run.glyphs):
            raise CannotBePrinted("the font lacks the shape of a letter")
    return metrics


def make_faces(texts: Iterable[str]) -> dict[PackagedFont, ScriptFace]:
    """Return the faces for some texts: each font with only the characters that the texts show in it.

    Raises:
        CannotBePrinted: No installed font has a character.
    """
    needed: dict[PackagedFont, set[int]] = {}
    for text in texts:
        for font, character in zip(_assign_fonts(text, list_fonts(text)), text, strict=True):
            # Some letters are drawn as the parts that they consist of, such as the Thai vowel am.
            needed.setdefault(font, set()).update(map(ord, character + unicodedata.normalize("NFKD", character)))
    return {font: make_face(font, frozenset(needed[font])) for font in sorted(needed, key=_get_name)}


def _get_name(font: PackagedFont) -> str:
    return font.name


def shape_line(
    text: str, fonts: tuple[PackagedFont, ...], faces: Mapping[PackagedFont, ScriptFace], base: int | None
) -> tuple[Run, ...]:
    """Return the runs of a line from left to right.

    Args:
        text: The text.
        fonts: The fonts in the order in which they are tried.
        faces: The face of each font, which has the characters.
        base: The direction of the line: 0 from left to right, 1 from right to left, None for that of its first letter.
    """
    assigned = _assign_fonts(text, fonts)
    levels = resolve_levels(text, base)
    runs = []
    for (font, level), group in groupby(range(len(text)), key=lambda index: (assigned[index], levels[index])):
        start, *others = group
        part, is_rtl = text[start : start + 1 + len(others)], bool(level % 2)
        runs.append((level, Run(start, font, part, is_rtl, _shape_run(part, faces[font], is_rtl=is_rtl))))
    return tuple(runs[index][1] for index in order_runs(level for level, _ in runs))


@lru_cache(maxsize=256)
def _assign_fonts(text: str, fonts: tuple[PackagedFont, ...]) -> tuple[PackagedFont, ...]:
    """Return the font of each character: the first that has it, or for an accent the font of its letter.

    Raises:
        CannotBePrinted: No font has a character.
    """
    chosen: list[PackagedFont] = []
    for character in text:
        candidates = (chosen[-1], *fonts) if chosen and scripts.script(character) == "Zinh" else fonts
        found = next((font for font in candidates if ord(character) in list_code_points(font)), None)
        if found is None:
            raise CannotBePrinted(describe_missing(character))
        chosen.append(found)
    return tuple(chosen)


def _shape_run(text: str, face: ScriptFace, *, is_rtl: bool) -> tuple[Glyph, ...]:
    buffer = _harfbuzz.Buffer()
    buffer.cluster_level = _harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    _harfbuzz.shape(face.shaper, buffer)
    texts = dict(_find_texts(text, {glyph.cluster for glyph in buffer.glyph_infos}))
    found = []
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        edges = (position.x_advance, position.x_offset, position.y_offset)
        advance, x, y = (each * 1000 / face.units for each in edges)
        found.append(Glyph(face.codes[glyph.codepoint], advance, x, y, texts[glyph.cluster], glyph.cluster))
    return tuple(found)


def _find_texts(text: str, clusters: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield each cluster with its text."""
    for start, end in pairwise((*sorted(clusters), len(text))):
        yield start, text[start:end]
