"""The terms of the glossary that a document links to. It lists no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from acucontent.document.blocks import Block, BlockId, Blocks, CrossLink, Section
from acucontent.document.traversal import walk_inlines


def drop_unlinked_terms(opening: Blocks, sections: Blocks) -> Blocks:
    """Return the sections of a document without terms of the glossary to which nothing in it links.

    A term also counts as linked if the entry of a linked term links to it.

    Args:
        opening: The blocks before the sections.
        sections: The sections.
    """
    entries = {entry.id: entry for each in sections if _is_glossary(each) for entry in _list_entries(each)}
    linked = _list_targets((*opening, *(each for each in sections if not _is_glossary(each)))) & entries.keys()
    waiting = list(linked)
    while waiting:
        found = _list_targets((entries[waiting.pop()],)) & entries.keys() - linked
        linked |= found
        waiting += found
    kept = (_keep_entries(each, linked) if _is_glossary(each) else each for each in sections)
    return tuple(each for each in kept if not (_is_glossary(each) and not _list_entries(each)))


def _is_glossary(block: Block) -> bool:
    return isinstance(block, Section) and block.role == "glossary"


def _list_entries(glossary: Block) -> list[Section]:
    assert isinstance(glossary, Section)
    return [block for block in glossary.blocks if isinstance(block, Section)]


def _keep_entries(glossary: Block, linked: set[BlockId]) -> Section:
    assert isinstance(glossary, Section)
    blocks = tuple(block for block in glossary.blocks if not isinstance(block, Section) or block.id in linked)
    return replace(glossary, blocks=blocks)


def _list_targets(blocks: Iterable[Block]) -> set[BlockId]:
    return {inline.to for inline in walk_inlines(blocks) if isinstance(inline, CrossLink)}
