"""The spaces at which lines are broken. They cannot be seen, but without them words run together when read aloud.

ISO 32000-1, 14.8.2.5, asks for them; WeasyPrint takes them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from acucontent_pdf.engine import Pages, boxes

Line = Any
"""A line box of WeasyPrint, which has no types."""

_UNSEEN = {ord(sign): None for sign in "\u200b\u2060"}


def keep_spaces(pages: Pages) -> None:
    """Give each line the space after its last word, where the text has one."""
    texts: dict[int, str] = {}
    for line, following in pairwise(_lines(pages)):
        if line.element is not following.element:
            continue
        text = texts.setdefault(id(line.element), _words("".join(line.element.itertext())))
        *_, last = _runs(line)
        first = next(_runs(following))
        if f"{_words(last.text).split(' ')[-1]} {_words(first.text).split(' ')[0]}" in text:
            last.pango_layout.text += " "


def _lines(pages: Pages) -> Iterator[Line]:
    """The lines of the text, in order; those in the margins are whole."""
    for page in pages.pages:
        for area in page._page_box.children:  # noqa: SLF001 - nothing public holds the boxes
            if not isinstance(area, boxes.MarginBox):
                yield from (box for box in area.descendants() if isinstance(box, boxes.LineBox) and any(_runs(box)))


def _runs(line: Line) -> Iterator[Any]:
    """The runs of text of a line that show anything."""
    return (box for box in line.descendants() if isinstance(box, boxes.TextBox) and _words(box.text))


def _words(text: str) -> str:
    return " ".join(text.translate(_UNSEEN).split())
