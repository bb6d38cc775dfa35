"""Keep the last two words of a text on one line, so that no last line is a single short word.

WeasyPrint does not implement `text-wrap: pretty` (CSS Text 4). A no-break space does the same before the layout;
afterwards `word_spaces` makes it a plain one, for which people search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

_BLOCKS = frozenset({"li", "p"})
"""The elements whose texts are changed. Cells of tables are not: the widths of their columns follow their words."""
_LAST_SPACE = re.compile(r"\s+(?=\S*$)")
_FEWEST_WORDS = 5
"""A text with fewer words has one line, or is in a narrow place."""
_LONGEST_WORD = 9
"""A longer word may have a line of its own, in letters."""
_DRAWING = "{http://www.w3.org/2000/svg}svg"

Piece = tuple[Element, Literal["text", "tail"]]


def join_last_words(page: Element) -> None:
    """Put a no-break space before the last word of each paragraph and item of a page if the word is short."""
    for block in page.iter():
        if block.tag not in _BLOCKS or any(inner.tag in _BLOCKS for inner in block.iter() if inner is not block):
            continue
        pieces = list(_find_pieces(block))
        if len("".join(map(_read, pieces)).split()) >= _FEWEST_WORDS:
            _join(pieces)


def _join(pieces: list[Piece]) -> None:
    """Join the last word of a text to the word before; it can be in two pieces, such as a link and a full stop."""
    last = ""
    for element, place in reversed(pieces):
        text = _read((element, place)) if last else _read((element, place)).rstrip()
        space = _LAST_SPACE.search(text)
        last = text[space.end() if space else 0 :] + last
        if space and last:
            if len(last) <= _LONGEST_WORD:
                setattr(element, place, f"{text[: space.start()]}\u00a0{text[space.end() :]}")
            return


def _find_pieces(element: Element) -> Iterator[Piece]:
    """Yield the places of the texts in an element, in reading order."""
    yield element, "text"
    for child in element:
        if child.tag != _DRAWING:
            yield from _find_pieces(child)
        yield child, "tail"


def _read(piece: Piece) -> str:
    element, place = piece
    return (element.text if place == "text" else element.tail) or ""
