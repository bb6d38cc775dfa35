"""Join the sections of the guide for patients and of the reference volume in one book.

The book has the safety section, the glossary, the part about the guide, and each equal section or picture once. Both
volumes may have a section of a part of the guide, such as the evidence; that of the reference volume then has another
id.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Any

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Callout,
    CrossLink,
    Figure,
    Inline,
    Inlines,
    ListBlock,
    Section,
)
from acucontent.document.compose.empty import drop_empty
from acucontent.document.traversal import list_own_ids, rewrite_blocks, walk_blocks

BACK_ROLES = ("glossary", "review")
"""The roles of the sections that come after both volumes."""

_SHARED_ROLES = ("summary", "key_points", "safety", "clinic", "review")
"""The roles of the sections of which the book has only those of the guide for patients."""


def join_volumes(guide: Blocks, reference: Blocks, opening: Section) -> tuple[Blocks, Blocks, Blocks]:
    """Return the sections of both volumes and of the back matter.

    Args:
        guide: The sections of the guide for patients.
        reference: Those of the reference volume. Its glossary replaces that of the guide, because it has every term.
        opening: The section that opens the reference volume.
    """
    glossaries = [section for section in reference if _get_role(section) == "glossary"]
    review = [section for section in guide if _get_role(section) == "review"]
    patient = tuple(section for section in guide if _get_role(section) not in BACK_ROLES)
    full = tuple(section for section in reference if _get_role(section) not in (*_SHARED_ROLES, "glossary"))
    back = (*(glossaries or [each for each in guide if _get_role(each) == "glossary"]), *review)
    new = drop_empty(_drop_repeated(full, frozenset(walk_blocks(patient))))
    return patient, (opening, *_rename(new, _list_ids((*patient, *back)))), back


def _drop_repeated(blocks: Blocks, shown: Set[Block]) -> Blocks:
    """Return blocks without the sections and figures that the guide for patients has with the same content."""
    kept = (block for block in blocks if not (isinstance(block, Section | Figure) and block in shown))
    return tuple(
        replace(block, blocks=_drop_repeated(block.blocks, shown)) if isinstance(block, Section) else block
        for block in kept
    )


def _get_role(block: Block) -> str:
    return block.role if isinstance(block, Section) else ""


def _list_ids(blocks: Iterable[Block]) -> set[BlockId]:
    return {found for block in walk_blocks(blocks) for found in list_own_ids(block)}


def _rename(blocks: Blocks, taken: Set[BlockId]) -> Blocks:
    """Return blocks in which each id that is taken is changed, also in links among them."""
    names = {id_: f"reference.{id_}" for id_ in _list_ids(blocks) & taken}

    def change(inline: Inline) -> Inlines:
        if isinstance(inline, CrossLink) and inline.to in names:
            return (replace(inline, to=names[inline.to]),)
        return (inline,)

    return tuple(_rename_block(block, names) for block in rewrite_blocks(blocks, change))


def _rename_block(block: Block, names: dict[BlockId, BlockId]) -> Block:
    changes: dict[str, Any] = {}
    match block:
        case Section() | Callout():
            changes["blocks"] = tuple(_rename_block(inner, names) for inner in block.blocks)
        case ListBlock():
            changes["items"] = tuple(tuple(_rename_block(inner, names) for inner in item) for item in block.items)
        case _:
            pass
    own = getattr(block, "id", "")
    if own in names:
        changes["id"] = names[own]
    return replace(block, **changes) if changes else block
