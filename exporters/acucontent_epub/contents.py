"""The table of contents, the lists of figures and tables, and the landmarks of a book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from acucontent.document.blocks import (
    Block,
    BlockId,
    Figure,
    Inlines,
    ListBlock,
    Section,
    SectionRole,
    Table,
    Words,
)
from acucontent.document.certainty_key import BACK_MATTER
from acucontent.document.document import Document, Part
from acucontent.document.traversal import remove_links
from acucontent.model.plain_text import flatten
from acucontent_epub.hrefs import CONTENTS, COVER, IMPRINT, TITLE_PAGE, get_file_name

BACK_LANDMARKS: Mapping[SectionRole, str] = MappingProxyType(
    {"certainty_key": "backmatter", "glossary": "glossary", "references": "bibliography"}
)
"""The terms of the EPUB vocabulary for chapters of the back matter, by role."""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents, with the lines below it."""

    href: str
    inlines: Inlines
    entries: tuple[Entry, ...] = ()

    @property
    def title(self) -> str:
        """The title as plain text."""
        return flatten(self.inlines)


@dataclass(frozen=True)
class ListedBlock:
    """A figure or table in a list, with its address and name."""

    href: str
    title: str


@dataclass(frozen=True)
class Landmark:
    """A place that a reading system can jump to. Its kind is a term of the EPUB vocabulary."""

    kind: str
    href: str
    title: str


def list_entries(document: Document) -> tuple[Entry, ...]:
    """Return the chapters of a document with their subsections.

    Chapters of the text list each direct subsection, such as each question; elsewhere only listed subsections appear.
    The volumes of a book come first, each with its chapters.
    """
    chapters = {section.id: _make_chapter_entry(section) for section in document.sections}
    parts = tuple(_make_part_entry(part, chapters) for part in document.parts)
    shown = {id_ for part in document.parts for id_ in part.sections}
    return (*parts, *(entry for id_, entry in chapters.items() if id_ not in shown))


def _make_part_entry(part: Part, chapters: Mapping[BlockId, Entry]) -> Entry:
    """Return the line of a volume. Its first chapter has no line of its own if it only opens the volume."""
    under = [chapters[id_] for id_ in part.sections]
    entries = tuple(under[1:] if under[0].title == part.title else under)
    return Entry(under[0].href, (Words(part.title),), entries)


def _make_chapter_entry(section: Section) -> Entry:
    page = get_file_name(section)
    inner = [block for block in section.blocks if isinstance(block, Section)]
    under = section.subsections if section.role in BACK_MATTER else inner
    return _make_entry(section, page, tuple(_make_section_entry(each, page) for each in under))


def _make_section_entry(section: Section, page: str) -> Entry:
    under = tuple(_make_section_entry(each, page) for each in section.subsections)
    return _make_entry(section, f"{page}#{section.id}", under)


def _make_entry(section: Section, href: str, under: tuple[Entry, ...]) -> Entry:
    return Entry(href, remove_links(section.title), under)


def list_figures(document: Document) -> tuple[ListedBlock, ...]:
    """Return every figure, in reading order."""
    return _list_blocks(document, Figure)


def list_tables(document: Document) -> tuple[ListedBlock, ...]:
    """Return every table, in reading order."""
    return _list_blocks(document, Table)


def _list_blocks(document: Document, kind: type[Figure] | type[Table]) -> tuple[ListedBlock, ...]:
    """Return the blocks of a kind. Blocks with the same name also show their section, and if needed its volume.

    The ids of the reference volume that the guide for patients has too begin with that of its opening section.
    """
    parts = {section.id: flatten(section.title) for section in document.sections}
    found = [
        (
            f"{get_file_name(section)}#{block.id}",
            _get_name(block),
            flatten(home.title),
            parts.get(block.id.partition(".")[0], ""),
        )
        for section in document.sections
        for home, block in _walk_with_section(section, section)
        if isinstance(block, kind)
    ]
    named = Counter(title for _, title, _, _ in found)
    at_home = Counter((title, home) for _, title, home, _ in found)
    return tuple(
        ListedBlock(href, _write_name(title, home if at_home[title, home] == 1 else f"{home}, {part}", named[title]))
        for href, title, home, part in found
    )


def _write_name(title: str, place: str, times: int) -> str:
    return title if times == 1 else f"{title} ({place})"


def _get_name(block: Figure | Table) -> str:
    """Return the name of a figure or table in a list."""
    return (isinstance(block, Figure) and block.name) or flatten(block.caption)


def _walk_with_section(block: Block, home: Section) -> Iterator[tuple[Section, Block]]:
    """Yield every block in a block, with the nearest section around it that is listed."""
    yield home, block
    match block:
        case ListBlock():
            inner = tuple(each for item in block.items for each in item)
        case _:
            inner = getattr(block, "blocks", ())
    for each in inner:
        yield from _walk_with_section(each, each if isinstance(each, Section) and each.listed else home)


def list_landmarks(document: Document) -> tuple[Landmark, ...]:
    """Return the landmarks of a document."""
    labels = document.labels
    lists = (("loi", "figures", list_figures(document)), ("lot", "tables", list_tables(document)))
    return (
        Landmark("cover", COVER, labels("cover")),
        Landmark("titlepage", TITLE_PAGE, labels("title_page")),
        Landmark("imprint", IMPRINT, labels("imprint")),
        # Kindle finds the contents only if the link has the id of the list (dvschultz/99problems, 43).
        Landmark("toc", f"{CONTENTS}#toc", labels("contents")),
        *(Landmark(kind, f"{CONTENTS}#{kind}", labels(label)) for kind, label, listed in lists if listed),
        Landmark("bodymatter", get_file_name(document.sections[0]), labels("start")),
        *(
            Landmark(BACK_LANDMARKS[section.role], get_file_name(section), flatten(section.title))
            for section in document.sections
            if section.role in BACK_LANDMARKS
        ),
    )
