"""Empty blocks, which come from parts of the guide that are empty."""

from __future__ import annotations

from dataclasses import replace

from acucontent.document.blocks import (
    Block,
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


def drop_empty(blocks: Blocks) -> Blocks:
    """Remove tables without rows, lists without items, and sections and boxes without content."""
    return tuple(filled for block in blocks if (filled := _drop_empty_block(block)) is not None)


def _drop_empty_block(block: Block) -> Block | None:
    match block:
        case Section() | Callout():
            inner = drop_empty(block.blocks)
            return replace(block, blocks=inner) if inner else None
        case ListBlock():
            items = tuple(item for item in map(drop_empty, block.items) if item)
            return replace(block, items=items) if items else None
        case Figure() | Form() | Grid():
            return block
        case Table(rows=content) | Facts(rows=content) | ReferenceList(entries=content) | Paragraph(inlines=content):
            return block if content else None
