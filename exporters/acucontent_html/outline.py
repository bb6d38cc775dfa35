"""The parts of a page around its sections: the contents, and what is above and below them."""

from __future__ import annotations

from acucontent.document import Block, Blocks, Document, Paragraph, Section


def list_chapters(document: Document) -> tuple[Section, ...]:
    """Return the sections that the contents of a volume list; a sheet has no contents."""
    return tuple(section for section in document.sections if section.listed and document.about.is_volume)


def split_opening(document: Document) -> tuple[Blocks, Blocks]:
    """Return the blocks above the sections, and those that identify the edition, which are at the foot of a page."""
    above = tuple(block for block in document.opening if not _is_identity(block))
    return above, tuple(block for block in document.opening if _is_identity(block))


def _is_identity(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "identity"
