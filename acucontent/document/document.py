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
from acucontent.model.volumes import VOLUMES, HandoutKind


@dataclass(frozen=True, kw_only=True)
class About:
    """Facts about the document itself, for title pages, page footers and metadata."""

    guide: str
    """The id of the guide."""
    handout: str
    """The id of the handout."""
    title: str
    subtitle: str | None
    guide_title: str
    """The title of the guide, which is that of the guide for patients but not of other handouts."""
    language: str
    """A BCP 47 tag."""
    region: str
    """The code of the document's region."""
    description: str
    """A summary of the guide, or the purpose of a handout, in a few sentences."""
    audience: str
    """The intended readers of the guide, in a few sentences."""
    edition: str
    """The version of the guide."""
    published: datetime.date
    reviewed: datetime.date | None
    review_note: str
    """Whether a clinician has reviewed the guide, in a sentence."""
    next_review: datetime.date
    next_review_note: str
    """The date of the next review, in a sentence."""
    edition_note: str
    """The edition, its region and the date of its next review, in sentences without the title."""
    authors: tuple[tuple[str, str, str | None], ...]
    """The name, the role (similar to a MARC relator term) and the sort name of each contributor."""
    publisher: str
    licence: str
    """An SPDX expression."""
    isbn_pdf: str | None
    isbn_epub: str | None
    subjects: tuple[tuple[str, str, str], ...]
    """The system, code and name of each subject."""
    kind: HandoutKind
    """The kind of the handout: the guide for patients, the reference volume, or a part of the guide."""
    content_hash: str
    """The short hash of the guide's content, the same with any clinic's overlay."""
    overdue: bool
    """Whether the review was due before the day of printing."""
    clinic: str | None
    """The name of the clinic, if the edition has an overlay."""
    region_note: str = ""
    """For which readers the document is, in a sentence; empty if the name of its language names their region."""
    decision_options: tuple[str, ...] = ()
    """The ids of the options of the decision that it shows; empty for all of the region."""
    report: str | None = None
    """The kind of a report on the guide, such as `passport`; None for a handout."""

    @property
    def is_volume(self) -> bool:
        """Whether this is the guide for patients or the reference volume."""
        return self.kind in VOLUMES

    @property
    def identity(self) -> dict[str, str]:
        """The values that identify this edition in a QR code and for `acucontent verify`, without empty ones."""
        values = {
            "guide": self.guide,
            "edition": self.edition,
            "handout": self.handout,
            "language": self.language,
            "region": self.region,
            "clinic": self.clinic or "",
            "decision_options": ",".join(self.decision_options),
            "report": self.report or "",
            "sha256": self.content_hash,
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Part:
    """One volume of a book that has two."""

    title: str
    sections: tuple[BlockId, ...]
    """The ids of its sections, in order."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A composed edition: facts about it, its blocks in order, and the fixed words of its language."""

    about: About
    opening: Blocks
    """The blocks before the sections: the purpose, the review note and the edition note."""
    sections: tuple[Section, ...]
    labels: Labels = field(repr=False)
    overlay: Overlay | None = None
    """The clinic's overlay, for its logo and colors; its words are in the section with the role `clinic`."""
    imprint: Blocks = ()
    """The page after the title page of a book, the same for every handout: copyright, facts about the edition, funding
    and conflicts of interest. It has no links to sections and no citations."""
    notes: tuple[str, ...] = ()
    """Notes for the person who builds it, one sentence or more each, such as why a figure has no chart."""
    parts: tuple[Part, ...] = ()
    """The volumes of a book that has more than one, without the sections after them. Each begins with its first
    section."""
    certainty_key: Section | None = None
    """The section that explains the words for certainty and frequency, for formats that have room for it. It is not one
    of `sections`. None if the document has no words for certainty."""

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag."""
        return self.about.language

    @property
    def direction(self) -> Direction:
        """The direction of the language's script: `ltr` or `rtl`."""
        return find_direction(self.language)

    def walk_blocks(self) -> Iterator[Block]:
        """Yield every block of the opening and the sections in reading order, a container before its content."""
        yield from walk_blocks((*self.opening, *self.sections))

    def walk_ids(self) -> Iterator[BlockId]:
        """Yield the id of every block, in reading order."""
        for block in self.walk_blocks():
            yield from list_own_ids(block)
