"""The contents: what the lists of the book name, and its landmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from acucontent.document.blocks import (
    Block,
    CertaintyWord,
    CrossLink,
    Figure,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Section,
    SectionRole,
    Table,
    Term,
    WebLink,
)
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_inlines
from acucontent.model.plain_text import flatten
from acucontent_epub.certainty_key import BACK_MATTER
from acucontent_epub.hrefs import CONTENTS, COVER, IMPRINT, TITLE_PAGE, file_of

BACK_LANDMARKS: Mapping[SectionRole, str] = MappingProxyType(
    {"certainty_key": "backmatter", "glossary": "glossary", "references": "bibliography"}
)
"""The words of the EPUB vocabulary for chapters after the text, by their roles."""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents and those under it."""

    href: str
    inlines: Inlines
    entries: tuple[Entry, ...] = ()

    @property
    def title(self) -> str:
        """Its words."""
        return flatten(self.inlines)


@dataclass(frozen=True)
class Listed:
    """A figure or a table: its address and its name."""

    href: str
    title: str


@dataclass(frozen=True)
class Landmark:
    """A place that a reading system can jump to; its kind is a word of the EPUB vocabulary."""

    kind: str
    href: str
    title: str


def entries(document: Document) -> tuple[Entry, ...]:
    """The sections of a document, each with its subsections: those that are listed on paper, too, and each question
    and the like right in a chapter of the text.
    """
    return tuple(_chapter(section) for section in document.sections)


def _chapter(section: Section) -> Entry:
    page = file_of(section)
    inner = [block for block in section.blocks if isinstance(block, Section)]
    under = section.subsections if section.role in BACK_MATTER else inner
    return _entry(section, page, tuple(_within_chapter(each, page) for each in under))


def _within_chapter(section: Section, page: str) -> Entry:
    under = tuple(_within_chapter(each, page) for each in section.subsections)
    return _entry(section, f"{page}#{section.id}", under)


def _entry(section: Section, href: str, under: tuple[Entry, ...]) -> Entry:
    return Entry(href, rewrite_inlines(section.title, _within_link), under)


def _within_link(inline: Inline) -> Inlines:
    """What may stand in a line that is a link as a whole."""
    match inline:
        case CrossLink() | WebLink() | Term() | CertaintyWord():
            return inline.children
        case Note():
            return ()
        case _:
            return (inline,)


def figures(document: Document) -> tuple[Listed, ...]:
    """Every figure, in reading order."""
    return _listed(document, Figure)


def tables(document: Document) -> tuple[Listed, ...]:
    """Every table that has a caption, in reading order."""
    return _listed(document, Table)


def _listed(document: Document, kind: type[Figure] | type[Table]) -> tuple[Listed, ...]:
    """Those of a kind; where two have one name, each is told with the section that it stands in."""
    found = [
        (f"{file_of(section)}#{block.id}", _name(block), flatten(home.title))
        for section in document.sections
        for home, block in _with_home(section, section)
        if isinstance(block, kind)
    ]
    named = Counter(title for _, title, _ in found)
    return tuple(Listed(href, title if named[title] == 1 else f"{title} ({home})") for href, title, home in found)


def _name(block: Figure | Table) -> str:
    """Return the name of a figure or table in a list."""
    return (isinstance(block, Figure) and block.name) or flatten(block.caption)


def _with_home(block: Block, home: Section) -> Iterator[tuple[Section, Block]]:
    """Every block in a block, with the section around it that the contents list."""
    yield home, block
    match block:
        case ListBlock():
            inner = tuple(each for item in block.items for each in item)
        case _:
            inner = getattr(block, "blocks", ())
    for each in inner:
        yield from _with_home(each, each if isinstance(each, Section) and each.listed else home)


def landmarks(document: Document) -> tuple[Landmark, ...]:
    """The landmarks of a document."""
    labels = document.labels
    lists = (("loi", "figures", figures(document)), ("lot", "tables", tables(document)))
    return (
        Landmark("cover", COVER, labels("cover")),
        Landmark("titlepage", TITLE_PAGE, labels("title_page")),
        Landmark("imprint", IMPRINT, labels("imprint")),
        # Kindle finds the contents only by the id of their list (dvschultz/99problems, 43).
        Landmark("toc", f"{CONTENTS}#toc", labels("contents")),
        *(Landmark(kind, f"{CONTENTS}#{kind}", labels(label)) for kind, label, listed in lists if listed),
        Landmark("bodymatter", file_of(document.sections[0]), labels("start")),
        *(
            Landmark(BACK_LANDMARKS[section.role], file_of(section), flatten(section.title))
            for section in document.sections
            if section.role in BACK_LANDMARKS
        ),
    )
