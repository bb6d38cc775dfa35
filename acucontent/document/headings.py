"""The heading above each citation mark, for readers who hear the link back to it."""

from __future__ import annotations

from acucontent.document.blocks import BlockId, Note, Section
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.model.plain_text import flatten


def find_headings(document: Document) -> dict[BlockId, str]:
    """Return the nearest heading above each citation mark, by its id; for a mark in the opening, the title."""
    marks = (inline.id for inline in walk_inlines(document.opening) if isinstance(inline, Note))
    headings = dict.fromkeys(marks, document.about.title)
    for block in walk_blocks(document.sections):  # inner sections come later and override outer ones
        if isinstance(block, Section):
            marks = (inline.id for inline in walk_inlines((block,)) if isinstance(inline, Note))
            headings |= dict.fromkeys(marks, flatten(block.title))
    return headings
