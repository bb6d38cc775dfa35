"""Select the parts of a document that the options ask for.

The safety section is in every text: a part of a guide without its warnings could be pasted into a chart and read alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Callout,
    Form,
    Grid,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    ReferenceList,
    Section,
    Words,
)
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_blocks, walk_inlines
from acucontent.model.suggestions import MAX_LENGTH, find_nearest, suggest
from acucontent.rendering.exporter import BadOptions, ExportFailed
from acucontent_text.options import TextOptions

Change: TypeAlias = Callable[[Block], Block | None]
"""A function that returns the replacement of a block, or None to remove it."""

_ALWAYS = "safety"
"""The role of the section that is in every text."""


def select_document(document: Document, options: TextOptions) -> Document:
    """Return the part of a document that the options ask for. The warnings are always part of it.

    Raises:
        ExportFailed: The document has no section with one of the ids in `sections`.
    """
    ids = split_ids(options.sections)
    document = select_sections(document, ids) if ids else document
    document = document if options.citations else drop_citations(document)
    return document if options.blanks else drop_blanks(document)


def split_ids(sections: str) -> tuple[BlockId, ...]:
    """Return the ids of a comma-separated list, without empty ones.

    >>> split_ids("risks, sessions.prepare")
    ('risks', 'sessions.prepare')
    """
    return tuple(filter(None, map(str.strip, sections.split(","))))


def select_sections(document: Document, ids: Collection[BlockId]) -> Document:
    """Return a document with some sections, each in its order, and always the safety section.

    Before them are the sentence that this is a part of the text, the review note and the line that identifies the
    edition. After them are the references that they cite, with their numbers.

    Args:
        document: The document.
        ids: The ids of the sections, at any depth.

    Raises:
        ExportFailed: The document has no section with one of the ids.
    """
    _check_ids(document, ids)
    chosen = tuple(_choose_sections(document.sections, ids))
    cited = {inline.to for inline in walk_inlines(chosen) if isinstance(inline, Note)}
    references = tuple(
        replace(section, blocks=_keep_cited(section.blocks, cited))
        for section in document.sections
        if section.role == "references" and section.id not in ids and cited
    )
    extract = Paragraph((Words(document.labels("extract")),), "small")
    kept = tuple(block for block in document.opening if _identifies(block))
    return replace(document, opening=(extract, *kept), sections=(*chosen, *references))


def check_sections(documents: Mapping[str, Document], ids: Collection[BlockId]) -> None:
    """Check that every document has every section.

    Args:
        documents: The document of each handout, by the id of the handout.
        ids: The ids of the sections, at any depth.

    Raises:
        BadOptions: A document lacks a section. If others have it, the message names them; otherwise, all sections.
    """
    known = {handout: list_section_ids(document) for handout, document in documents.items()} if ids else {}
    for each in ids:
        holders = [handout for handout, sections in known.items() if each in sections]
        if not holders:
            raise BadOptions(_describe_unknown(each, documents.values()))
        lacking = ", ".join(handout for handout in known if handout not in holders)
        if lacking:
            listed = ", ".join(holders)
            raise BadOptions(f"sections: Section {each!r} is not in: {lacking}. Handouts that have it: {listed}")


def list_section_ids(document: Document) -> set[BlockId]:
    """Return the ids of the sections of a document, at any depth."""
    return {block.id for block in document.walk_blocks() if isinstance(block, Section)}


def _check_ids(document: Document, ids: Collection[BlockId]) -> None:
    known = list_section_ids(document)
    unknown = [each for each in ids if each not in known]
    if unknown:
        raise ExportFailed(_describe_unknown(unknown[0], (document,)))


def _describe_unknown(name: str, documents: Collection[Document]) -> str:
    """Describe an unknown section, with the nearest ids and then the sections of the documents, each once."""
    known = dict.fromkeys(each for document in documents for each in sorted(list_section_ids(document)))
    listed = dict.fromkeys(section.id for document in documents for section in document.sections)
    nearest = suggest(find_nearest(name, known, compared=None))
    parts = (f"sections: Unknown section {name[:MAX_LENGTH]!r}.", nearest, f"Sections: {', '.join(listed)}")
    return " ".join(filter(None, parts))


def _choose_sections(blocks: Blocks, ids: Collection[BlockId]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section) and (block.id in ids or block.role == _ALWAYS):
            yield replace(block, listed=True)
        elif isinstance(block, Section):
            yield from _choose_sections(block.blocks, ids)


def _keep_cited(blocks: Blocks, cited: Collection[BlockId]) -> Blocks:
    return tuple(
        replace(block, entries=tuple(entry for entry in block.entries if entry.id in cited))
        if isinstance(block, ReferenceList)
        else block
        for block in blocks
    )


def _identifies(block: Block) -> bool:
    """Return whether a block of the opening says what the text is and how far to trust it."""
    return isinstance(block, Callout) or (isinstance(block, Paragraph) and block.role in {"review", "identity"})


def drop_citations(document: Document) -> Document:
    """Return a document without citation marks and reference lists."""
    marked = replace(
        document,
        opening=rewrite_blocks(document.opening, _drop_note),
        sections=_keep_sections(rewrite_blocks(document.sections, _drop_note)),
    )
    return _drop_blocks(marked, lambda block: None if isinstance(block, ReferenceList) else block)


def drop_blanks(document: Document) -> Document:
    """Return a document without blanks to fill in. A list to tick becomes a plain list."""
    return _drop_blocks(document, _drop_blank)


def _drop_note(inline: Inline) -> Inlines:
    return () if isinstance(inline, Note) else (inline,)


def _drop_blank(block: Block) -> Block | None:
    if isinstance(block, ListBlock) and block.marker == "check":
        return replace(block, marker="bullet", blanks=())
    return None if isinstance(block, Form | Grid) else block


def _drop_blocks(document: Document, change: Change) -> Document:
    opening, sections = _change_blocks(document.opening, change), _change_blocks(document.sections, change)
    return replace(document, opening=opening, sections=_keep_sections(sections))


def _keep_sections(blocks: Blocks) -> tuple[Section, ...]:
    return tuple(block for block in blocks if isinstance(block, Section))


def _change_blocks(blocks: Blocks, change: Change) -> Blocks:
    return tuple(kept for block in blocks if (kept := _change_block(block, change)) is not None)


def _change_block(block: Block, change: Change) -> Block | None:
    """Return a block after a change of it and of the blocks in it; None if it or all of its content is removed."""
    changed = change(block)
    match changed:
        case Section() | Callout():
            inner = _change_blocks(changed.blocks, change)
            return None if _is_left_over(changed.blocks, inner, change) else replace(changed, blocks=inner)
        case ListBlock():
            items = tuple(_change_blocks(item, change) for item in changed.items)
            return replace(changed, items=tuple(filter(None, items)))
        case _:
            return changed


def _is_left_over(blocks: Blocks, inner: Blocks, change: Change) -> bool:
    """Return whether nothing is left but paragraphs about a block that was removed."""
    if not inner:
        return bool(blocks)
    removed = any(not isinstance(block, Section) and change(block) is None for block in blocks)
    return removed and all(isinstance(block, Paragraph) for block in inner)
