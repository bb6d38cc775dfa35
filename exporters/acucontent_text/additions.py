"""The texts that plain text adds to the words of a document, and those that it writes at another place.

In each text, `0` stands for any number.
"""

from __future__ import annotations

import string
from collections.abc import Iterator

from acucontent.document.blocks import (
    CERTAINTY_DOTS,
    Callout,
    Facts,
    Figure,
    Grid,
    Table,
    WebLink,
)
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.model.plain_text import flatten
from acucontent_text.inlines import format_address

_SIGNS = ("•", "◦", "▪", "☐", "○", "[0]", "[", "]", ",", ":", "_", *CERTAINTY_DOTS.values())
"""The markers of list items, boxes, the brackets and commas of citation marks, the colon of a label, a line to fill in
and the dots of a certainty."""
_NUMBERS = ("0.", "0.0.", "0.0.0.", "0.0.0.0.", *(f"{letter}." for letter in string.ascii_lowercase))
"""The numbers of headings and of list items."""


def list_added_texts(document: Document) -> Iterator[str]:
    """Yield the texts that the text of a document adds to it."""
    yield from (*_SIGNS, *_NUMBERS, document.about.subtitle or "", document.labels("contents"))
    for section in document.sections:
        yield flatten(section.title)  # in the table of contents
    for block in walk_blocks((*document.opening, *document.sections)):
        match block:
            case Callout(kind=kind):
                yield f"{document.labels(kind)}:"
            case Figure(alternative=alternative):
                yield alternative
            case Facts(title=title):
                yield title
            case Table(caption=caption, columns=columns) | Grid(caption=caption, columns=columns):
                yield flatten(caption)  # omitted if the heading above is the same
                yield from (flatten(column.head) for column in columns)  # before each cell of a record
            case _:
                pass
    for inline in walk_inlines((*document.opening, *document.sections)):
        if isinstance(inline, WebLink):
            yield format_address(inline.address, flatten(inline.children))
