"""Spots: every place where a page of print can begin, by a name that all formats share.

A block with an id is a spot of that name. Where a paragraph, an item or a row has no id of its own, its name says where
it stands: `risks__3` is the third thing in `risks`, `risks__3.2` the second item of the list that is that thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Callout,
    Document,
    Facts,
    Figure,
    Form,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
)

OPENING = "opening"
"""What the opening of a document is called: it is in no block."""

CONTENTS = "contents_page"
"""What a table of contents is called in a format that has one: no block has an underscore in a name of one part."""

_JOINT = "__"


def within(home: BlockId, number: int) -> BlockId:
    """The name of the nth thing in a block, or in a thing that has such a name; none where the block has none."""
    return f"{home}{'.' if _JOINT in home else _JOINT}{number}" if home else ""


def home_of(spot: BlockId) -> BlockId:
    """The id of the block that a spot is in, or is."""
    return spot.partition(_JOINT)[0]


def spots(document: Document) -> Iterator[BlockId]:
    """Every spot of a document, in reading order: the opening, the contents, then the sections."""
    yield from _all(document.opening, OPENING)
    yield CONTENTS
    yield from _lines(document.sections, CONTENTS)
    yield from _all(document.sections, "")


def _lines(sections: tuple[Section, ...], home: BlockId) -> Iterator[BlockId]:
    """The lines of a table of contents."""
    for number, section in enumerate(sections, start=1):
        line = within(home, number)
        yield line
        yield from _lines(section.subsections, line)


def _all(blocks: Blocks, home: BlockId) -> Iterator[BlockId]:
    for number, block in enumerate(blocks, start=1):
        yield from _spots(block, within(home, number))


def _spots(block: Block, name: BlockId) -> Iterator[BlockId]:
    match block:
        case Paragraph():
            yield name
        case ListBlock():
            for number, item in enumerate(block.items, start=1):
                yield within(name, number)
                if not _is_line(item):
                    yield from _all(item, within(name, number))
        case Section() | Callout():
            yield block.id
            yield from _all(block.blocks, block.id)
        case Table() | Facts():
            yield block.id
            yield from (within(block.id, number) for number in range(1, len(block.rows) + 1))
        case Form():
            yield block.id
            yield from (within(block.id, number) for number in range(1, len(block.blanks) + 1))
        case Figure():
            yield block.id
        case ReferenceList():
            yield block.id
            yield from (entry.id for entry in block.entries)


def _is_line(item: Blocks) -> bool:
    """Whether an item is one paragraph, which needs no name beside the item's."""
    return len(item) == 1 and isinstance(item[0], Paragraph)
