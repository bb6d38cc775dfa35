"""An edition: one guide, handout, language and region. Immutable."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from acucontent.clinic import Overlay
from acucontent.document.anchors import Anchor
from acucontent.document.compose import compose_book, compose_document
from acucontent.document.document import Document
from acucontent.errors import AcucontentError
from acucontent.model.base import NoSuchRecord, Record, Records
from acucontent.model.decision_selection import select_decision_options
from acucontent.model.guide import Guide, Region, require_validated
from acucontent.model.handouts import Handout
from acucontent.model.identifiers import standardize_language
from acucontent.model.suggestions import MAX_LENGTH, describe_unknown

R = TypeVar("R", bound=Record)


class UnknownLanguage(AcucontentError, LookupError):
    """A guide is not available in a language; the message lists its languages."""


@dataclass(frozen=True, kw_only=True)
class PrintedSource:
    """A paged file, described by everything that distinguishes it from other files."""

    title: str
    edition: str
    """The version of the guide."""
    language: str | None
    """The language; None for the guide's own language."""
    region: str
    """The code of the region."""
    clinic: str | None
    format: str
    """The name of the format."""
    options: tuple[tuple[str, str | int | float | bool | None], ...]
    """The name and value of each option that differs from its default."""
    isbn: str | None
    """The ISBN without hyphens; None for every file except the standard PDF of the guide."""
    decision_options: tuple[str, ...] = ()
    """The ids of the options of the decision that it shows; empty for all of the region."""


@dataclass(frozen=True)
class PrintedPages:
    """A paged edition with its pages, for a format without pages, so that page 7 means the same in both."""

    source: PrintedSource
    """The paged file with these pages."""
    starts: tuple[tuple[Anchor, int], ...]
    """Each anchor with the page on which it starts, counted from 1, in reading order."""
    pages: int
    """The number of pages."""
    data: bytes = field(default=b"", repr=False)
    """The bytes of the paged file, without a signature, for a format that encloses it."""
    media_type: str = ""
    """The media type of the bytes."""


@dataclass(frozen=True)
class Edition:
    """What to render. Two editions with equal fields give equal bytes."""

    guide: Guide
    handout: Handout
    region: Region
    language: str
    """The language, as a BCP 47 tag."""
    overlay: Overlay | None = None
    """The overlay of the clinic that hands it out, with only the notes for this handout."""
    overdue: bool = False
    """Whether the review was due before the date of printing; the edition is then marked as overdue."""
    decision_options: tuple[str, ...] = ()
    """The ids of the options that a decision aid shows, in the order of the guide; empty for all of the region."""
    printed: PrintedPages | None = None
    """The pages of the paged edition of the same build."""

    def __post_init__(self) -> None:
        """Reject a guide that was changed without validation.

        Raises:
            UnvalidatedGuide: The guide has values that were never validated.
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
        decision_options: Iterable[str] = (),
    ) -> Edition:
        """Make an edition of a guide.

        Args:
            guide: The guide.
            handout: The id of a handout (default: the guide's first handout).
            region: The code of a region of the guide (default: its first region).
            language: The BCP 47 tag of a language of the guide (default: the guide's own language).
            overlay: The overlay of a clinic (default: none). Its notes for other handouts are left out.
            today: The date of printing. An edition whose review was due before it is marked as overdue (default: no
                edition is marked).
            decision_options: The ids of the options that a decision aid shows, in any order (default: all of the
                region).

        Raises:
            NoSuchRecord: The guide has no such handout, region or option.
            BadDecisionOptions: The handout is no decision aid, the region does not have an option, or fewer than two
                remain, or not the one of no new treatment.
            UnknownLanguage: The guide is not available in the language.
            UnvalidatedGuide: The guide was changed without validation.
        """
        require_validated(guide)
        chosen = _find_record("handout", guide.handouts, handout)
        overdue = today is not None and today > guide.review.next_due
        own = overlay.select_for_handout(chosen.id) if overlay else None
        where = _find_record("region", guide.regions, region)
        shown = select_decision_options(guide, chosen, where.code, decision_options)
        return cls(guide, chosen, where, _find_language(guide, language), own, overdue, shown)

    @property
    def is_original(self) -> bool:
        """Whether it is for the guide's first region, in the guide's own language, and has all options of a decision.

        Only then can it have an ISBN.
        """
        is_first = self.region == self.guide.regions[0] and self.language == self.guide.language
        return is_first and not self.decision_options

    @cached_property
    def document(self) -> Document:
        """The composed document."""
        return compose_document(
            self.guide,
            self.handout,
            self.region,
            self.overlay,
            language=self.language,
            overdue=self.overdue,
            decision_options=self.decision_options,
        )

    @cached_property
    def book(self) -> Document:
        """The composed document of an ebook: that of the guide for patients also contains the reference volume."""
        if self.handout.kind != "guide" or all(one.kind != "reference" for one in self.guide.handouts):
            return self.document
        return compose_book(
            self.guide, self.handout, self.region, self.overlay, language=self.language, overdue=self.overdue
        )

    @property
    def composed_notes(self) -> tuple[str, ...]:
        """The notes of the document; none before it is composed, as a format may need no document and no labels."""
        composed: Document | None = vars(self).get("document") or vars(self).get("book")
        return composed.notes if composed else ()


def _find_language(guide: Guide, tag: str | None) -> str:
    """Return the language of the guide with a tag, or the guide's own language for None."""
    found = guide.language if tag is None else standardize_language(tag)
    if found not in guide.languages:
        languages = ", ".join(sorted(guide.languages))
        raise UnknownLanguage(
            f"Language {found[:MAX_LENGTH]!r} is not available for guide '{guide.id}'. Languages: {languages}"
        )
    return found


def _find_record(kind: str, records: Records[R], key: str | None) -> R:
    """Return the record with an id, or the first record for None."""
    if key is not None and key not in records.ids:
        raise NoSuchRecord(describe_unknown(kind, key, records.ids))
    return records[0 if key is None else key]
