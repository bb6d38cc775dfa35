"""What is left of blocks without those that show nothing: a guide need not fill every part."""

from __future__ import annotations

from dataclasses import replace

from acucontent.document.blocks import (
    Block,
    Blocks,
    Callout,
    Facts,
    Figure,
    Form,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
)


def drop_empty(blocks: Blocks) -> Blocks:
    """The blocks without tables that have no rows, lists that have no items, and headings over nothing."""
    return tuple(kept for block in blocks if (kept := _drop_empty(block)) is not None)


def _drop_empty(block: Block) -> Block | None:
    match block:
        case Section() | Callout():
            inner = drop_empty(block.blocks)
            return replace(block, blocks=inner) if inner else None
        case ListBlock():
            items = tuple(item for item in map(drop_empty, block.items) if item)
            return replace(block, items=items) if items else None
        case Figure() | Form():
            return block
        case Table(rows=shown) | Facts(rows=shown) | ReferenceList(entries=shown) | Paragraph(inlines=shown):
            return block if shown else None
