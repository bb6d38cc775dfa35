"""The contents: what the table of contents lists, and the landmarks of the ebook."""

from __future__ import annotations

from dataclasses import dataclass

from acucontent.document.blocks import (
    CrossLink,
    Document,
    Inline,
    Inlines,
    Note,
    Section,
    WebLink,
    plain,
    rewrite_inlines,
)
from acucontent_epub.places import CONTENTS, COVER, TITLE_PAGE, page_of


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents and those under it."""

    href: str
    inlines: Inlines
    entries: tuple[Entry, ...] = ()

    @property
    def title(self) -> str:
        """Its words."""
        return plain(self.inlines)


@dataclass(frozen=True)
class Landmark:
    """A place that a reading system can jump to; its kind is a word of the EPUB vocabulary."""

    kind: str
    href: str
    title: str


def entries(document: Document) -> tuple[Entry, ...]:
    """The sections of a document, each with the subsections that are listed."""
    return tuple(_entry(section, page_of(section), "") for section in document.sections)


def _entry(section: Section, page: str, fragment: str) -> Entry:
    under = tuple(_entry(inner, page, f"#{inner.id}") for inner in section.subsections)
    return Entry(f"{page}{fragment}", rewrite_inlines(section.title, _within_link), under)


def _within_link(inline: Inline) -> Inlines:
    """What may stand in a line that is a link as a whole."""
    match inline:
        case CrossLink() | WebLink():
            return inline.children
        case Note():
            return ()
        case _:
            return (inline,)


def landmarks(document: Document) -> tuple[Landmark, ...]:
    """The landmarks of a document."""
    labels = document.labels
    ends = {"glossary": "glossary", "references": "bibliography"}
    return (
        Landmark("cover", COVER, labels("cover")),
        Landmark("titlepage", TITLE_PAGE, labels("title_page")),
        Landmark("toc", CONTENTS, labels("contents")),
        Landmark("bodymatter", page_of(document.sections[0]), labels("start")),
        *(
            Landmark(ends[section.id], page_of(section), plain(section.title))
            for section in document.sections
            if section.id in ends
        ),
    )
