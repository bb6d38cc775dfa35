"""An edition: one guide, one handout, one language, one region. Immutable."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from acucontent.clinic import ALL_HANDOUTS, Overlay
from acucontent.document.anchors import Anchor
from acucontent.document.compose import compose
from acucontent.document.document import Document
from acucontent.errors import AcucontentError
from acucontent.model.base import NoSuchRecord, Record, Records
from acucontent.model.guide import Guide, Region, require_validated
from acucontent.model.handouts import Handout
from acucontent.model.identifiers import standardize_language
from acucontent.model.suggestions import describe_unknown

R = TypeVar("R", bound=Record)


class UnknownLanguage(AcucontentError, LookupError):
    """A guide is not available in a language; the message lists its languages."""


@dataclass(frozen=True, kw_only=True)
class PrintedSource:
    """A paged file, by what tells it from any other."""

    title: str
    edition: str
    """The version of the guide."""
    language: str | None
    """The language, if it is not the guide's own."""
    region: str
    """The code of the region."""
    clinic: str | None
    format: str
    """The name of the format."""
    options: tuple[tuple[str, str], ...]
    """The name and the value of each option that is not at its default."""
    isbn: str | None
    """Its ISBN without hyphens, where it is the guide's PDF as it is sold."""


@dataclass(frozen=True)
class PrintedPages:
    """The pages of a paged edition, for a format without pages: page 7 then means the same in both."""

    source: PrintedSource
    """The paged file that has these pages."""
    starts: tuple[tuple[Anchor, int], ...]
    """Each anchor with the page, from 1, on which it starts, in reading order."""
    pages: int
    """How many pages there are."""


@dataclass(frozen=True)
class Edition:
    """What is to be rendered. Two editions with equal fields give equal bytes."""

    guide: Guide
    handout: Handout
    region: Region
    language: str
    """The language, as a BCP 47 tag."""
    overlay: Overlay | None = None
    """The overlay of the clinic that hands it out, with no note but the one for this handout."""
    overdue: bool = False
    """Whether its review was due before the day of printing: then it is stamped so."""
    printed: PrintedPages | None = None
    """The pages of the paged edition that is built beside it."""

    def __post_init__(self) -> None:
        """Refuse a guide that was changed without validation, however the edition is made.

        Raises:
            UnvalidatedGuide: the guide holds values that were never validated.
        """
        require_validated(self.guide)

    @classmethod
    def of(  # noqa: PLR0913 - each has a name and a default
        cls,
        guide: Guide,
        handout: str | None = None,
        region: str | None = None,
        *,
        language: str | None = None,
        overlay: Overlay | None = None,
        today: datetime.date | None = None,
    ) -> Edition:
        """An edition of a guide.

        Args:
            guide: The guide.
            handout: The id of a handout; the guide's first one unless told.
            region: The code of a region of the guide; its first one unless told.
            language: The BCP 47 tag of a language that the guide is available in (default: the guide's own).
            overlay: The overlay of a clinic.
            today: The day of printing: an edition whose review was due before it is stamped so. None stamps nothing.

        Raises:
            NoSuchRecord: the guide has no such handout or region, or the overlay has a note for no such handout.
            UnknownLanguage: The guide is not available in the language.
            UnvalidatedGuide: the guide was changed without validation.
        """
        require_validated(guide)
        for note in overlay.clinic.notes if overlay else ():
            if note.handout != ALL_HANDOUTS:
                _chosen("handout", guide.handouts, note.handout, also=" for the overlay's note")
        chosen = _chosen("handout", guide.handouts, handout)
        overdue = today is not None and today > guide.review.next_due
        own = overlay.select_for_handout(chosen.id) if overlay else None
        where = _chosen("region", guide.regions, region)
        return cls(guide, chosen, where, _find_language(guide, language), own, overdue)

    @property
    def is_original(self) -> bool:
        """Whether it is for the guide's first region and in the guide's own language: an ISBN stands for no other."""
        return self.region == self.guide.regions[0] and self.language == self.guide.language

    @cached_property
    def document(self) -> Document:
        """The composed document."""
        return compose(
            self.guide, self.handout, self.region, self.overlay, language=self.language, overdue=self.overdue
        )


def _find_language(guide: Guide, tag: str | None) -> str:
    """Return the guide's language that a tag stands for, or its own for none."""
    found = guide.language if tag is None else standardize_language(tag)
    if found not in guide.languages:
        raise UnknownLanguage(f"Guide '{guide.id}': {describe_unknown('language', found, guide.languages)}")
    return found


def _chosen(kind: str, records: Records[R], key: str | None, *, also: str = "") -> R:
    """The record of an id, or the first."""
    if key is not None and key not in records.ids:
        raise NoSuchRecord(describe_unknown(kind, key, records.ids, qualifier=also))
    return records[0 if key is None else key]
