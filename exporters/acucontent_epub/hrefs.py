"""The links of an ebook: the file of each id. Documents with invalid ids or links are refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from acucontent.document.blocks import BlockId, Blocks, CrossLink, Note, ReferenceList, Section
from acucontent.document.document import Document
from acucontent.document.headings import find_headings
from acucontent.document.traversal import list_own_ids, walk_blocks, walk_inlines
from acucontent.rendering.exporter import ExportFailed

COVER, TITLE_PAGE, IMPRINT, CONTENTS = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
"""The pages before the chapters."""

_VALID_ID = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class InvalidDocument(ExportFailed):
    """A document cannot be converted to an ebook; the message lists every problem."""


@dataclass(frozen=True)
class Hrefs:
    """The file of each id in a document."""

    files: Mapping[BlockId, str]
    headings: Mapping[BlockId, str] = field(default_factory=lambda: MappingProxyType({}))
    """The heading above each citation mark; on the title page, the title of the book."""

    @classmethod
    def from_document(cls, document: Document) -> Hrefs:
        """Return the hrefs of a document.

        Raises:
            InvalidDocument: The document has no chapter, an invalid or duplicate id, or a link without a target.
        """
        wrong = [*_find_faults(document)]
        if wrong:
            what = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise InvalidDocument("\n".join(f"{what}: {fault}" for fault in wrong))
        pages = [
            (TITLE_PAGE, document.opening),
            *((get_file_name(section), (section,)) for section in document.sections),
        ]
        files = {found: page for page, blocks in pages for found in _list_ids(blocks)}
        return cls(files, find_headings(document))

    def get_href(self, page: str, to: BlockId) -> str:
        """Return the address of an id, relative to a page."""
        there = self.files[to]
        return f"#{to}" if there == page else f"{there}#{to}"

    def get_heading(self, mark: BlockId) -> str:
        """Return the heading above a citation mark."""
        return self.headings[mark]


def get_file_name(section: Section) -> str:
    """Return the file name of a chapter."""
    return f"{section.id}.xhtml"


def _find_faults(document: Document) -> Iterator[str]:
    """Yield every reason why a document cannot be an ebook."""
    blocks = (*document.opening, *document.sections)
    ids = Counter(_list_ids(blocks))
    if not document.sections:
        yield "no sections, so the ebook would be empty. To fix it, include a part of the guide"
    for found, times in ids.items():
        if not _VALID_ID.fullmatch(found):
            yield f"invalid id {found!r}. Use letters, digits, dots, hyphens and underscores"
        if times > 1:
            yield f"duplicate id '{found}' ({times} times). To fix it, include each part of the guide once"
    yield from _find_name_faults(document)
    for to in dict.fromkeys(_list_links(blocks)):
        if to not in ids:
            yield f"link target '{to}' not found. To fix it, include that part of the guide or remove the link"


def _find_name_faults(document: Document) -> Iterator[str]:
    """Yield sections with the same file name, because some file systems ignore case."""
    taken: dict[str, str] = dict.fromkeys((COVER, TITLE_PAGE, IMPRINT, CONTENTS), "a page of every ebook")
    for section in document.sections:
        name = get_file_name(section).casefold()
        if name in taken:
            yield f"section '{section.id}' has the same file name as {taken[name]}. To fix it, change the id"
        taken[name] = f"section '{section.id}'"


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
