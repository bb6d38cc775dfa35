"""Functions that walk over the blocks and inlines of a document or replace them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from acucontent.document.blocks import (
    Blank,
    Block,
    BlockId,
    Blocks,
    Callout,
    CertaintyWord,
    CrossLink,
    Facts,
    Figure,
    Form,
    Grid,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    Pictogram,
    ReferenceList,
    Section,
    Table,
    Term,
    WebLink,
    Words,
)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks and all nested blocks in reading order, a container before its content."""
    for block in blocks:
        yield block
        match block:
            case Section() | Callout():
                yield from walk_blocks(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from walk_blocks(item)
            case _:
                pass


def walk_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield every inline of the blocks in reading order, the children of an inline before the inline."""
    found: list[Inline] = []

    def collect(inline: Inline) -> Inlines:
        found.append(inline)
        return (inline,)

    rewrite_blocks(blocks, collect)
    yield from found


def has_page_form(block: Block) -> bool:
    """Return whether a block contains a form that takes a page of its own."""
    return any(isinstance(each, Section) and each.role == "page_form" for each in walk_blocks((block,)))


def list_blanks(block: Block) -> tuple[Blank, ...]:
    """Return the blanks of a block itself, without those of nested blocks."""
    match block:
        case Form() | ListBlock():
            return block.blanks
        case Grid():
            return (*block.lines, *(blank for row in block.rows for blank in row.blanks))
        case _:
            return ()


def list_own_ids(block: Block) -> tuple[BlockId, ...]:
    """Return the ids of a block itself, without those of nested blocks."""
    match block:
        case Section() | Table() | Facts() | Callout() | Figure() | Form() | Grid():
            return (block.id,)
        case ReferenceList():
            return (block.id, *(entry.id for entry in block.entries))
        case Paragraph() | ListBlock():
            return ()


Rewrite: TypeAlias = Callable[[Inline], Inlines]
"""A function that returns the replacement of an inline, whose children have already been replaced."""


def rewrite_block(block: Block, change: Rewrite) -> Block:  # noqa: PLR0911 - one return for each kind of block
    """Return the block with each inline replaced, in reading order.

    Args:
        block: The block.
        change: Called with each inline after its children have been replaced; an empty result removes the inline.
    """
    match block:
        case Section():
            title = rewrite_inlines(block.title, change)
            return replace(block, title=title, blocks=rewrite_blocks(block.blocks, change))
        case Callout():
            return replace(block, blocks=rewrite_blocks(block.blocks, change))
        case Paragraph():
            return replace(block, inlines=rewrite_inlines(block.inlines, change))
        case ListBlock():
            return replace(block, items=tuple(rewrite_blocks(item, change) for item in block.items))
        case Table() | Grid():
            return _rewrite_table(block, change)
        case Facts():
            rows = (replace(fact, value=rewrite_inlines(fact.value, change)) for fact in block.rows)
            return replace(block, rows=tuple(rows))
        case Form():
            return block
        case Figure():
            return replace(block, caption=rewrite_inlines(block.caption, change))
        case ReferenceList():
            entries = (replace(entry, inlines=rewrite_inlines(entry.inlines, change)) for entry in block.entries)
            return replace(block, entries=tuple(entries))


def _rewrite_table(table: Table | Grid, change: Rewrite) -> Table | Grid:
    caption = rewrite_inlines(table.caption, change)
    columns = tuple(replace(column, head=rewrite_inlines(column.head, change)) for column in table.columns)
    if isinstance(table, Grid):
        named = tuple(replace(row, head=rewrite_inlines(row.head, change)) for row in table.rows)
        return replace(table, caption=caption, columns=columns, rows=named)
    rows = tuple(tuple(rewrite_inlines(cell, change) for cell in row) for row in table.rows)
    return replace(table, caption=caption, columns=columns, rows=rows)


def rewrite_blocks(blocks: Iterable[Block], change: Rewrite) -> Blocks:
    """Return the blocks with each inline replaced."""
    return tuple(rewrite_block(block, change) for block in blocks)


def rewrite_inlines(inlines: Inlines, change: Rewrite) -> Inlines:
    """Return the inlines with each inline replaced, children first."""
    changed: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Words | Note | Pictogram):
            changed += change(inline)
        else:
            changed += change(replace(inline, children=rewrite_inlines(inline.children, change)))
    return tuple(changed)


def remove_links(inlines: Inlines) -> Inlines:
    """Return inlines without links and citation marks, for a line that is a link as a whole."""
    return rewrite_inlines(inlines, _unwrap_link)


def _unwrap_link(inline: Inline) -> Inlines:
    match inline:
        case CrossLink() | WebLink() | Term() | CertaintyWord():
            return inline.children
        case Note():
            return ()
        case _:
            return (inline,)
