"""What a reader meets in a document, in order: its words, and its marks of citations and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent.document.blocks import Block, Inline, Inlines, Section
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_all, walk_blocks
from acucontent.quality.reading import units


def all_blocks(document: Document) -> tuple[Block, ...]:
    """The opening, then the sections."""
    return (*document.opening, *document.sections)


def words(blocks: Iterable[Block]) -> str:
    """The words of blocks, but for those in other languages and the list of references."""
    return "\n".join(unit for block in blocks for unit in units(block))


def inlines(blocks: Iterable[Block]) -> list[Inline]:
    """Every inline, those within others first."""
    met: list[Inline] = []

    def meet(inline: Inline) -> Inlines:
        met.append(inline)
        return (inline,)

    rewrite_all(tuple(blocks), meet)
    return met


def sections(document: Document) -> Iterator[Section]:
    """Every section, however deep."""
    for section in document.sections:
        yield from (block for block in walk_blocks((section,)) if isinstance(block, Section))


def section(document: Document, path: str) -> Section:
    """The section of an id."""
    return next(one for one in sections(document) if one.id == path)
