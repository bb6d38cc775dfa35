"""Anchors: names, shared by all formats, of the places where a printed page can begin.

The anchor of a block with an id is that id. A paragraph, list item or row has no id, so its anchor is its position:
`risks__3` is the third block in `risks`, and if that block is a list, `risks__3.2` is its second item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Callout,
    Facts,
    Figure,
    Form,
    Grid,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
)
from acucontent.document.document import Document

Anchor: TypeAlias = str
"""The name of an anchor."""

OPENING: Anchor = "opening"
"""The anchor of the opening of a document, which is in no block."""

CONTENTS: Anchor = "contents_page"
"""The anchor of the table of contents, in a format that has one. No block has this id."""

_JOINT = "__"


def make_anchor(parent: Anchor, number: int) -> Anchor:
    """Return the anchor of the block, item or row at a position.

    Args:
        parent: The id or anchor of its parent; if empty, the result is empty, too.
        number: The position in the parent, from 1.
    """
    return f"{parent}{'.' if _JOINT in parent else _JOINT}{number}" if parent else ""


def find_anchor_block(anchor: Anchor) -> BlockId:
    """Return the id of the block that contains an anchor or has it as its id."""
    return anchor.partition(_JOINT)[0]


def list_anchors(document: Document) -> Iterator[Anchor]:
    """Yield every anchor of a document in reading order: the opening, the contents, then the sections."""
    yield from _list_all(document.opening, OPENING)
    yield CONTENTS
    yield from _list_lines(document.sections, CONTENTS)
    yield from _list_all(document.sections, "")


def _list_lines(sections: tuple[Section, ...], parent: Anchor) -> Iterator[Anchor]:
    """Yield the anchors of the lines of the table of contents."""
    for number, section in enumerate(sections, start=1):
        line = make_anchor(parent, number)
        yield line
        yield from _list_lines(section.subsections, line)


def _list_all(blocks: Blocks, parent: Anchor) -> Iterator[Anchor]:
    for number, block in enumerate(blocks, start=1):
        yield from _list_anchors(block, make_anchor(parent, number))


def _list_anchors(block: Block, name: Anchor) -> Iterator[Anchor]:
    match block:
        case Paragraph():
            yield name
        case ListBlock():
            for number, item in enumerate(block.items, start=1):
                yield make_anchor(name, number)
                if not _is_line(item):
                    yield from _list_all(item, make_anchor(name, number))
        case Section() | Callout():
            yield block.id
            yield from _list_all(block.blocks, block.id)
        case Table() | Facts() | Grid():
            yield block.id
            yield from (make_anchor(block.id, number) for number in range(1, len(block.rows) + 1))
        case Form():
            yield block.id
            yield from (make_anchor(block.id, number) for number in range(1, len(block.blanks) + 1))
        case Figure():
            yield block.id
        case ReferenceList():
            yield block.id
            yield from (entry.id for entry in block.entries)


def _is_line(item: Blocks) -> bool:
    """Return whether an item is a single paragraph, which shares the anchor of the item."""
    return len(item) == 1 and isinstance(item[0], Paragraph)
