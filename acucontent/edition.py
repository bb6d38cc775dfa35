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
from acucontent.model.base import NoSuchRecord, Record, Records
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout
from acucontent.model.names import unknown

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class PrintedSource:
    """A paged file, by what tells it from any other."""

    title: str
    edition: str
    """The version of the guide."""
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
class Printed:
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
    overlay: Overlay | None = None
    """The overlay of the clinic that hands it out, with no note but the one for this handout."""
    overdue: bool = False
    """Whether its review was due before the day of printing: then it is stamped so."""
    printed: Printed | None = None
    """The pages of the paged edition that is built beside it."""

    @classmethod
    def of(
        cls,
        guide: Guide,
        handout: str | None = None,
        region: str | None = None,
        *,
        overlay: Overlay | None = None,
        today: datetime.date | None = None,
    ) -> Edition:
        """An edition of a guide.

        Args:
            guide: The guide.
            handout: The id of a handout; the guide's first one unless told.
            region: The code of a region of the guide; its first one unless told.
            overlay: The overlay of a clinic.
            today: The day of printing: an edition whose review was due before it is stamped so. None stamps nothing.

        Raises:
            NoSuchRecord: the guide has no such handout or region, or the overlay has a note for no such handout.
        """
        for note in overlay.clinic.notes if overlay else ():
            if note.handout != ALL_HANDOUTS:
                _chosen("handout", guide.handouts, note.handout, also=" for the overlay's note")
        chosen = _chosen("handout", guide.handouts, handout)
        overdue = today is not None and today > guide.review.next_due
        own = overlay.on(chosen.id) if overlay else None
        return cls(guide, chosen, _chosen("region", guide.regions, region), own, overdue)

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag."""
        return self.guide.language

    @cached_property
    def document(self) -> Document:
        """The composed document."""
        return compose(self.guide, self.handout, self.region, self.overlay, overdue=self.overdue)


def _chosen(kind: str, records: Records[R], key: str | None, *, also: str = "") -> R:
    """The record of an id, or the first."""
    if key is not None and key not in records.ids:
        raise NoSuchRecord(unknown(kind, key, records.ids, also=also))
    return records[0 if key is None else key]
