"""Places: which page of the ebook holds which id, and whether the document can be an ebook at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from acucontent.document.blocks import (
    BlockId,
    Blocks,
    CrossLink,
    Document,
    Inline,
    Inlines,
    Note,
    ReferenceList,
    Section,
    each_block,
    own_ids,
    plain,
    rewrite_all,
)
from acucontent.rendering.exporter import ExportFailed

COVER, TITLE_PAGE, IMPRINT, CONTENTS = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
"""The pages before the chapters."""

_SOUND_ID = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class UnsoundDocument(ExportFailed):
    """A document cannot be made into an ebook; the message lists everything that stands in the way."""


@dataclass(frozen=True)
class Places:
    """The page of each id of a document."""

    pages: Mapping[BlockId, str]
    homes: Mapping[BlockId, str] = field(default_factory=lambda: MappingProxyType({}))
    """The heading that each mark of a citation stands under; the title of the book on the title page."""

    @classmethod
    def of(cls, document: Document) -> Places:
        """The places of a document.

        Raises:
            UnsoundDocument: it has no chapter, an id that cannot name a file, an id twice, or a link to nothing.
        """
        wrong = [*_faults(document)]
        if wrong:
            what = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise UnsoundDocument("\n".join(f"{what}: {fault}" for fault in wrong))
        pages = [(TITLE_PAGE, document.opening), *((page_of(section), (section,)) for section in document.sections)]
        first = {inline.id: document.about.title for inline in inlines_of(document.opening) if isinstance(inline, Note)}
        homes = first | {mark: title for section in document.sections for mark, title in _homes(section)}
        return cls({found: page for page, blocks in pages for found in _ids(blocks)}, homes)

    def href(self, page: str, to: BlockId) -> str:
        """The address of an id, seen from a page."""
        there = self.pages[to]
        return f"#{to}" if there == page else f"{there}#{to}"

    def home(self, mark: BlockId) -> str:
        """The heading that a mark of a citation stands under."""
        return self.homes[mark]


def page_of(section: Section) -> str:
    """The file name of a chapter."""
    return f"{section.id}.xhtml"


def _faults(document: Document) -> Iterator[str]:
    """Everything that keeps a document from being an ebook."""
    blocks = (*document.opening, *document.sections)
    ids = Counter(_ids(blocks))
    if not document.sections:
        yield "it has no section, so the ebook would have no contents. Include a part of the guide in it"
    for found, times in ids.items():
        if not _SOUND_ID.fullmatch(found):
            yield f"the id {found!r} cannot be an address. Use letters, digits, dots, hyphens and underscores"
        if times > 1:
            yield f"the id '{found}' stands in it {times} times. Include each place of the guide once"
    yield from _name_faults(document)
    for to in dict.fromkeys(_links(blocks)):
        if to not in ids:
            yield f"a link leads to '{to}', which it does not hold. Include that place, or take the link out"


def _name_faults(document: Document) -> Iterator[str]:
    """Names that would be one file: some file systems do not tell capitals from small letters."""
    taken: dict[str, str] = dict.fromkeys((COVER, TITLE_PAGE, IMPRINT, CONTENTS), "a page that each ebook has")
    for section in document.sections:
        name = page_of(section).casefold()
        if name in taken:
            yield f"the section '{section.id}' would have the file name of {taken[name]}. Give it another id"
        taken[name] = f"the section '{section.id}'"


def _ids(blocks: Blocks) -> Iterator[BlockId]:
    for outer in blocks:
        for block in each_block(outer):
            yield from own_ids(block)
    yield from (inline.id for inline in inlines_of(blocks) if isinstance(inline, Note))


def _links(blocks: Blocks) -> Iterator[BlockId]:
    for inline in inlines_of(blocks):
        if isinstance(inline, CrossLink | Note):
            yield inline.to
    for outer in blocks:
        for block in each_block(outer):
            if isinstance(block, ReferenceList):
                yield from (mark for entry in block.entries for mark in entry.marks)


def _homes(section: Section) -> Iterator[tuple[BlockId, str]]:
    """Each mark in a section with the heading next above it: what is told later holds."""
    for block in each_block(section):
        if isinstance(block, Section):
            yield from ((inline.id, plain(block.title)) for inline in inlines_of((block,)) if isinstance(inline, Note))


def inlines_of(blocks: Blocks) -> list[Inline]:
    """Every inline, found by a rewriting that changes nothing."""
    seen: list[Inline] = []

    def see(inline: Inline) -> Inlines:
        seen.append(inline)
        return (inline,)

    rewrite_all(blocks, see)
    return seen
