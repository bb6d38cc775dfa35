"""Divide the lists of a sheet into two columns of about the same height, or set them in one if that is not longer.

WeasyPrint balances columns by laying them out repeatedly. With an explicit break it lays them out once, so the lines of
each item are counted from the widths of its letters, and the break is placed where the taller column is lowest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

import uharfbuzz

from acucontent.document.blocks import Block, Blocks, Callout, ListBlock, Paragraph, Section
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks
from acucontent.markup.html import has_pictures
from acucontent.model.plain_text import flatten
from acucontent_pdf.fonts import make_fill_in_face

MIN_ITEMS = 4
"""The number of items from which a list has two columns; the lists of warnings always have two."""
PAGE_WIDTHS = {"letter": 612 - 68.0, "a4": 595.3 - 68.0}
"""The width of the text of each paper, in points."""
_GAP, _PADDING = 18, 24
"""The space between two columns, and that within the borders of a box, in points."""
_INDENTS = {"bullet": (1.0, 0.4), "number": (1.0, 0.0), "check": (1.35, 0.25)}
"""The indent of a list and that of its items in addition, as multiples of the size of the text, as in two_sides.css."""
_PICTURED = (0.0, 2.05)
"""The indents of a list with pictograms."""
_PICTURED_LINES = 1.4
"""The height of a pictogram, in lines."""
_ROUNDING = 0.01
"""The difference of two sums of heights that are the same, in lines."""
_USUAL_ADVANCE = 0.5
"""The width of a letter that the font lacks, as a multiple of the size."""

_harfbuzz: Any = uharfbuzz  # it has no type annotations


def write_columns(document: Document, paper: str, size: float) -> str:
    """Return the CSS rules that set each list in two columns, or in one if that takes no more lines.

    Args:
        document: The document.
        paper: The name of the paper.
        size: The size of the text, in points.
    """
    rules = (
        rule
        for section in document.sections
        for block in walk_blocks((section,))
        for rule in _write_rules(block, PAGE_WIDTHS[paper], size)
    )
    return "\n".join(rules)


def _write_rules(block: Block, width: float, size: float) -> Iterator[str]:
    if not isinstance(block, Section | Callout) or (isinstance(block, Section) and block.role == "steps"):
        return
    is_box = isinstance(block, Callout)
    room = width - (_PADDING if is_box else 0)
    counts: Counter[str] = Counter()  # the notes of a clinic can have several lists
    for inner in block.blocks:
        if not isinstance(inner, ListBlock):
            continue
        tag = "ol" if inner.marker == "number" else "ul"
        counts[tag] += 1
        if len(inner.items) >= (2 if is_box else MIN_ITEMS):
            items = f'[id="{block.id}"] > {tag}:nth-of-type({counts[tag]})'
            outer, own = _PICTURED if has_pictures(inner) else _INDENTS[inner.marker]
            texts = [_extract_text(item) for item in inner.items]
            least = _PICTURED_LINES if has_pictures(inner) else 1
            one = sum(max(least, count_lines(text, room / size - outer - own)) for text in texts)
            lines = [max(least, count_lines(text, ((room - _GAP) / size - outer) / 2 - own)) for text in texts]
            second = find_break(lines)
            if one <= max(sum(lines[: second - 1]), sum(lines[second - 1 :])) + _ROUNDING:
                yield f"{items} {{ columns: auto !important; }}"
            else:
                yield f"{items} > li:nth-child({second}) {{ break-before: column; }}"


def _extract_text(item: Blocks) -> str:
    return " ".join(flatten(each.inlines) for each in walk_blocks(item) if isinstance(each, Paragraph))


@lru_cache(maxsize=4096)
def count_lines(text: str, width: float) -> int:
    """Return the number of lines of a text.

    Args:
        text: The text.
        width: The width of a line, as a multiple of the size of the text.
    """
    lines, used, space = 1, 0.0, _measure_letter(" ")
    for word in text.split():
        length = sum(map(_measure_letter, word))
        if used and used + space + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (space if used else 0)
    return lines


@lru_cache(maxsize=1024)
def _measure_letter(letter: str) -> float:
    """Return the width of a letter, as a multiple of the size of the text."""
    font = _open_font()
    glyph = font.get_nominal_glyph(ord(letter))
    return float(font.get_glyph_h_advance(glyph) / font.face.upem) if glyph else _USUAL_ADVANCE


@lru_cache(maxsize=1)
def _open_font() -> Any:
    return _harfbuzz.Font(_harfbuzz.Face(make_fill_in_face()))


def find_break(lines: Sequence[float]) -> int:
    """Return the number, from 1, of the item that begins the second column, for columns of about the same height.

    Of two breaks that are as good, the first column is the longer one, as readers expect.
    """
    firsts = list(accumulate(lines))[:-1]
    return min(range(len(firsts)), key=lambda index: (max(firsts[index], sum(lines) - firsts[index]), -index)) + 2
