"""The document: a composed edition, ready for every format."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from acucontent.clinic import Overlay
from acucontent.document.blocks import Block, BlockId, Blocks, Section
from acucontent.document.direction import Direction, find_direction
from acucontent.document.labels import Labels
from acucontent.document.traversal import list_own_ids, walk_blocks


@dataclass(frozen=True, kw_only=True)
class About:
    """What a format says about the document itself: for title pages, running feet and metadata."""

    guide: str
    """The id of the guide."""
    handout: str
    """The id of the handout."""
    title: str
    subtitle: str | None
    language: str
    """A BCP 47 tag."""
    region: str
    """The code of the region that it is for."""
    description: str
    """What the guide says, in a few sentences."""
    audience: str
    """For whom the guide is written, in a few sentences."""
    edition: str
    """The version of the guide."""
    published: datetime.date
    reviewed: datetime.date | None
    review_note: str
    """Whether a clinician has reviewed the guide, in a sentence."""
    next_review: datetime.date
    next_review_note: str
    """When the next review is due, in a sentence."""
    edition_note: str
    """Which edition this is and when its review is due, in sentences without the title."""
    authors: tuple[tuple[str, str, str | None], ...]
    """Name, MARC-like role word, and the name as filed, of each contributor."""
    publisher: str
    licence: str
    """An SPDX expression."""
    isbn_pdf: str | None
    isbn_epub: str | None
    subjects: tuple[tuple[str, str, str], ...]
    """System, code and name of each subject code."""
    complete: bool
    """Whether this is the whole guide rather than a sheet from it."""
    content_hash: str
    """The short hash of the guide's content, the same with any clinic's overlay."""
    overdue: bool
    """Whether the review was due before the day of printing."""
    clinic: str | None
    """The name of the clinic whose overlay this is."""
    report: str | None = None
    """What the document is where it is no handout but a report on the guide, such as `passport`."""

    @property
    def identity(self) -> dict[str, str]:
        """What tells this edition from any other, in words fit for a QR code and for `acucontent verify`."""
        values = {
            "guide": self.guide,
            "edition": self.edition,
            "handout": self.handout,
            "language": self.language,
            "region": self.region,
            "clinic": self.clinic or "",
            "report": self.report or "",
            "sha256": self.content_hash,
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A composed edition: what it is, its sections in order, and the fixed words of its language."""

    about: About
    opening: Blocks
    """What comes before the sections: the purpose, the review, and which edition this is."""
    sections: tuple[Section, ...]
    labels: Labels = field(repr=False)
    overlay: Overlay | None = None
    """The clinic's overlay, for its logo and colors; its words are in the section with the role `clinic`."""
    imprint: Blocks = ()
    """What a book says about itself on the page behind its title, whatever the handout includes: copyright, facts about
    the edition, funding and conflicts of interest. Nothing in it links to a section or cites a source."""
    certainty_key: Section | None = None
    """The section that explains the words for how sure and how often, for formats that have room for it. None where the
    document has no such words. It is not among the sections."""

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag."""
        return self.about.language

    @property
    def direction(self) -> Direction:
        """The direction in which the language is written: `ltr` or `rtl`."""
        return find_direction(self.language)

    def blocks(self) -> Iterator[Block]:
        """Yield every block of the opening and the sections, in reading order: a container before what it holds."""
        yield from walk_blocks((*self.opening, *self.sections))

    def ids(self) -> Iterator[BlockId]:
        """Yield every id, in reading order."""
        for block in self.blocks():
            yield from list_own_ids(block)
