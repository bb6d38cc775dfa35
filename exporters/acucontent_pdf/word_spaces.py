"""Restore the spaces between words that the layout removed or replaced.

Those at line breaks are invisible, but without them words run together when read aloud. ISO 32000-1, 14.8.2.5, requires
them; WeasyPrint removes them. A no-break space has done its work after the layout; a search finds a plain one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent_pdf.engine import Pages, boxes

Line = Any
"""A line box of WeasyPrint, which is not typed."""

_INVISIBLE = {ord(sign): None for sign in "\u200b\u2060"}


def keep_spaces(pages: Pages) -> None:
    """Add the space after the last word of each line, where the text has one, and make all spaces plain ones."""
    for line in _find_lines(pages):
        for box in _find_text_boxes(line):
            box.pango_layout.text = box.pango_layout.text.replace("\u00a0", " ")
    texts: dict[int, str] = {}
    for line, following in _pair_lines(pages):
        text = texts.setdefault(id(line.element), _normalize("".join(line.element.itertext())))
        *_, last = _find_text_boxes(line)
        first = next(_find_text_boxes(following))
        if f"{_normalize(last.text).split(' ')[-1]} {_normalize(first.text).split(' ')[0]}" in text:
            last.pango_layout.text += " "


def _pair_lines(pages: Pages) -> Iterator[tuple[Line, Line]]:
    """Yield each line and the next one of its element. A line can contain those of a box in it, such as a number."""
    previous: dict[tuple[int, str], Line] = {}
    for line in _find_lines(pages):
        place = (id(line.element), line.element_tag)
        if place in previous:
            yield previous[place], line
        previous[place] = line


def _find_lines(pages: Pages) -> Iterator[Line]:
    """Yield the lines of the text in order, without those in the page margins, which do not wrap."""
    for page in pages.pages:
        for area in page._page_box.children:  # noqa: SLF001 - no public name gives the boxes
            if not isinstance(area, boxes.MarginBox):
                yield from (
                    box for box in area.descendants() if isinstance(box, boxes.LineBox) and any(_find_text_boxes(box))
                )


def _find_text_boxes(line: Line) -> Iterator[Any]:
    """Yield the text boxes of a line that are not empty."""
    return (box for box in line.descendants() if isinstance(box, boxes.TextBox) and _normalize(box.text))


def _normalize(text: str) -> str:
    """Remove invisible characters and collapse white space."""
    return " ".join(text.translate(_INVISIBLE).split())
