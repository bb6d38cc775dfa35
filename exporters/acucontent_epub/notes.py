"""The notes of a chapter: its references as footnotes, and its figures with long descriptions.

They are at the end of the same page, so that a reading system can show a footnote at its mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from acucontent.document.blocks import BlockId, Blocks, Figure, Inlines, Note, ReferenceEntry, ReferenceList
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.markup.html import has_description


@dataclass(frozen=True)
class Footnote:
    """A reference at the end of a chapter, with the marks in the chapter that cite it."""

    id: str
    number: int
    inlines: Inlines
    marks: tuple[BlockId, ...]


def get_footnote_id(note: Note) -> str:
    """Return the id of the footnote of a citation mark."""
    return f"note.{note.key}"


def collect_footnotes(document: Document, blocks: Blocks) -> tuple[Footnote, ...]:
    """Return the references that blocks of a document cite, ordered by number."""
    entries = _map_references(document)
    marks: dict[str, list[Note]] = {}
    for inline in walk_inlines(blocks):
        if isinstance(inline, Note):
            marks.setdefault(inline.to, []).append(inline)
    found = (
        Footnote(get_footnote_id(notes[0]), entries[to].number, entries[to].inlines, tuple(note.id for note in notes))
        for to, notes in marks.items()
    )
    return tuple(sorted(found, key=lambda footnote: footnote.number))


def find_described_figures(blocks: Blocks) -> tuple[Figure, ...]:
    """Return the figures in blocks that have a long description, in reading order."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Figure) and has_description(block))


def _map_references(document: Document) -> dict[BlockId, ReferenceEntry]:
    lists = (block for block in document.walk_blocks() if isinstance(block, ReferenceList))
    return {entry.id: entry for each in lists for entry in each.entries}
