"""The text, inlines and sections of a document, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent.document.blocks import Block, Inline, Inlines, Section
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_blocks, walk_blocks
from acucontent.quality.readability import find_units


def list_top_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of the opening, then the sections."""
    return (*document.opening, *document.sections)


def get_text(blocks: Iterable[Block]) -> str:
    """Return the text of blocks, without words in other languages and the reference list."""
    return "\n".join(unit for block in blocks for unit in find_units(block))


def list_inlines(blocks: Iterable[Block]) -> list[Inline]:
    """Return every inline, nested ones first."""
    found: list[Inline] = []

    def collect(inline: Inline) -> Inlines:
        found.append(inline)
        return (inline,)

    rewrite_blocks(tuple(blocks), collect)
    return found


def walk_sections(document: Document) -> Iterator[Section]:
    """Yield every section, with nested ones."""
    for section in document.sections:
        yield from (block for block in walk_blocks((section,)) if isinstance(block, Section))


def find_section(document: Document, path: str) -> Section:
    """Return the section with an id."""
    return next(one for one in walk_sections(document) if one.id == path)
