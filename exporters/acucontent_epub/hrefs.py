"""Hrefs: which file of the ebook holds which id, and whether the document can be an ebook at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from acucontent.document.blocks import BlockId, Blocks, CrossLink, Note, ReferenceList, Section
from acucontent.document.document import Document
from acucontent.document.traversal import list_own_ids, walk_blocks, walk_inlines
from acucontent.model.plain_text import flatten
from acucontent.rendering.exporter import ExportFailed

COVER, TITLE_PAGE, IMPRINT, CONTENTS = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
"""The pages before the chapters."""

_VALID_ID = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class UnsoundDocument(ExportFailed):
    """A document cannot be made into an ebook; the message lists everything that is wrong with it."""


@dataclass(frozen=True)
class Hrefs:
    """The file of each id of a document."""

    files: Mapping[BlockId, str]
    headings: Mapping[BlockId, str] = field(default_factory=lambda: MappingProxyType({}))
    """The heading above each mark of a citation; the title of the book on the title page."""

    @classmethod
    def of(cls, document: Document) -> Hrefs:
        """Return the hrefs of a document.

        Raises:
            UnsoundDocument: it has no chapter, an id that cannot name a file, an id twice, or a link to nothing.
        """
        wrong = [*_find_faults(document)]
        if wrong:
            what = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise UnsoundDocument("\n".join(f"{what}: {fault}" for fault in wrong))
        pages = [(TITLE_PAGE, document.opening), *((file_of(section), (section,)) for section in document.sections)]
        marks = (inline for inline in walk_inlines(document.opening) if isinstance(inline, Note))
        headings = dict.fromkeys((mark.id for mark in marks), document.about.title)
        for section in document.sections:
            headings |= _find_headings(section)
        return cls({found: page for page, blocks in pages for found in _list_ids(blocks)}, headings)

    def href(self, page: str, to: BlockId) -> str:
        """Return the address of an id, seen from a page."""
        there = self.files[to]
        return f"#{to}" if there == page else f"{there}#{to}"

    def heading_of(self, mark: BlockId) -> str:
        """Return the heading above a mark of a citation."""
        return self.headings[mark]


def file_of(section: Section) -> str:
    """Return the file name of a chapter."""
    return f"{section.id}.xhtml"


def _find_faults(document: Document) -> Iterator[str]:
    """Yield everything that keeps a document from being an ebook."""
    blocks = (*document.opening, *document.sections)
    ids = Counter(_list_ids(blocks))
    if not document.sections:
        yield "it has no section, so the ebook would have no contents. Include a part of the guide in it"
    for found, times in ids.items():
        if not _VALID_ID.fullmatch(found):
            yield f"the id {found!r} cannot be an address. Use letters, digits, dots, hyphens and underscores"
        if times > 1:
            yield f"the id '{found}' occurs {times} times in it. Include each place of the guide once"
    yield from _find_name_faults(document)
    for to in dict.fromkeys(_list_links(blocks)):
        if to not in ids:
            yield f"the target of a link, '{to}', is not in it. Include that place, or take the link out"


def _find_name_faults(document: Document) -> Iterator[str]:
    """Yield names that would be one file: some file systems do not tell capitals from small letters."""
    taken: dict[str, str] = dict.fromkeys((COVER, TITLE_PAGE, IMPRINT, CONTENTS), "a page that each ebook has")
    for section in document.sections:
        name = file_of(section).casefold()
        if name in taken:
            yield f"the section '{section.id}' would have the file name of {taken[name]}. Give it another id"
        taken[name] = f"the section '{section.id}'"


def _list_ids(blocks: Blocks) -> Iterator[BlockId]:
    for block in walk_blocks(blocks):
        yield from list_own_ids(block)
    yield from (inline.id for inline in walk_inlines(blocks) if isinstance(inline, Note))


def _list_links(blocks: Blocks) -> Iterator[BlockId]:
    for inline in walk_inlines(blocks):
        if isinstance(inline, CrossLink | Note):
            yield inline.to
    for block in walk_blocks(blocks):
        if isinstance(block, ReferenceList):
            yield from (mark for entry in block.entries for mark in entry.marks)


def _find_headings(section: Section) -> dict[BlockId, str]:
    """Return the nearest heading above each mark in a section: an inner section overrides the one around it."""
    found: dict[BlockId, str] = {}
    for block in walk_blocks((section,)):
        if isinstance(block, Section):
            marks = (inline.id for inline in walk_inlines((block,)) if isinstance(inline, Note))
            found |= dict.fromkeys(marks, flatten(block.title))
    return found
