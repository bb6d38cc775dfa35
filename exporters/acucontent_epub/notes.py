"""Notes: what a chapter cites, at its end, so that a reading system can show it over the mark that was touched."""

from __future__ import annotations

from dataclasses import dataclass

from acucontent.document.blocks import BlockId, Blocks, Figure, Inlines, Note, ReferenceEntry, ReferenceList
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.markup.html import has_description


@dataclass(frozen=True)
class Footnote:
    """A reference at the end of a chapter, with the chapter's marks that lead to it."""

    id: str
    number: int
    inlines: Inlines
    marks: tuple[BlockId, ...]


def note_id(note: Note) -> str:
    """The id of the footnote that a mark leads to, on the mark's own page."""
    return f"note.{note.key}"


def footnotes(document: Document, blocks: Blocks) -> tuple[Footnote, ...]:
    """What these blocks of a document cite, in the order of the numbers."""
    entries = _entries(document)
    marks: dict[str, list[Note]] = {}
    for inline in walk_inlines(blocks):
        if isinstance(inline, Note):
            marks.setdefault(inline.to, []).append(inline)
    found = (
        Footnote(note_id(notes[0]), entries[to].number, entries[to].inlines, tuple(note.id for note in notes))
        for to, notes in marks.items()
    )
    return tuple(sorted(found, key=lambda footnote: footnote.number))


def described(blocks: Blocks) -> tuple[Figure, ...]:
    """The figures in these blocks whose alternative text stands at their end, in reading order."""
    return tuple(block for block in walk_blocks(blocks) if isinstance(block, Figure) and has_description(block))


def _entries(document: Document) -> dict[BlockId, ReferenceEntry]:
    lists = (block for block in document.blocks() if isinstance(block, ReferenceList))
    return {entry.id: entry for each in lists for entry in each.entries}
