"""Make the sheets of a print again, from the guide and the overlay in the record."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal, TypeAlias

from packaging.version import InvalidVersion, Version
from pydantic import ValidationError

from acucontent.clinic import Overlay
from acucontent.containers import BadContainer
from acucontent.desk.choices import PatientWords
from acucontent.desk.desk import Desk
from acucontent.desk.guides import GuideShelf
from acucontent.desk.sheets import Sheet, SheetMaker
from acucontent.desk.storage import DamagedContent, Print
from acucontent.errors import AcucontentError
from acucontent.isolation import Unreadable
from acucontent.model.guide import Guide
from acucontent.verification.overlays import read_overlay

Installed: TypeAlias = Literal["same", "newer", "older", "changed", "missing"]
"""How the installed guide compares with that of a print."""

_NO_WORDS = PatientWords()


@dataclass(frozen=True)
class Reprint:
    """The sheets of a print, made again without words for a patient."""

    sheets: tuple[Sheet, ...]
    guide: Guide
    """The guide in the record."""
    overlay: Overlay | None
    changed: tuple[str, ...]
    """The titles of the sheets whose bytes differ from those that were printed, because the software has changed."""


def compare_installed(desk: Desk, printed: Print) -> tuple[Installed, str]:
    """Return how the installed guide compares with that of a print, and its version."""
    try:
        guide = desk.shelf.get(printed.choice.guide)
    except AcucontentError:
        return "missing", ""
    if guide.digest == printed.guide_sha256:
        return "same", guide.edition
    before, after = _parse_version(printed.edition), _parse_version(guide.edition)
    return "newer" if after > before else "older" if after < before else "changed", guide.edition


def _parse_version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version(text.partition("-")[0])


def make_again(desk: Desk, printed: Print) -> Reprint:
    """Make the sheets of a print again, from the guide and the overlay in the record, and for the day of the print.

    Raises:
        DamagedContent: The guide or the overlay in the record is damaged, or is invalid for this version.
        AcucontentError: A sheet cannot be rendered.
    """
    guide, overlay = _read_edition(desk, printed)
    shelf = _RecordedShelf(desk, guide, overlay)
    maker = SheetMaker(shelf, desk.service, _RecordedOverlays(overlay), lambda: printed.made_for)
    sheets = tuple(maker.make_sheet(printed.choice, each.handout, _NO_WORDS) for each in printed.sheets)
    pairs = zip(sheets, printed.sheets, strict=True)
    return Reprint(
        sheets, guide, overlay, tuple(old.title for new, old in pairs if new.blank_sha256 != old.blank_sha256)
    )


def _read_edition(desk: Desk, printed: Print) -> tuple[Guide, Overlay | None]:
    """Return the guide and the overlay of a print. A guide that is still installed is not read again."""
    kept = desk.store.record.read_edition(printed)
    try:
        overlay = read_overlay(kept.overlay) if kept.overlay else None
    except (BadContainer, Unreadable) as error:
        raise DamagedContent(f"The clinic's words in the record cannot be used: the overlay {error}.") from None
    status, _ = compare_installed(desk, printed)
    if status == "same":
        return desk.shelf.get(printed.choice.guide), overlay
    task, size = _ReadTask(kept.guide), len(kept.guide)
    return desk.service.recall(f"guide {printed.guide_sha256}", task, lambda guide: size).result(), overlay


@dataclass(frozen=True)
class _ReadTask:
    """Reads the guide of a print in a worker."""

    source: bytes

    def __call__(self) -> Guide:
        try:
            guide = Guide.model_validate_json(self.source)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise DamagedContent(
                f"This version of acucontent cannot read the guide in the record: {place}: {first['msg']}. "
                "To print it again, install the version with which it was printed."
            ) from None
        guide.source  # noqa: B018 - computed here, and sent with the guide
        return guide


class _RecordedShelf(GuideShelf):
    """A shelf with one guide, that of a print."""

    def __init__(self, desk: Desk, guide: Guide, overlay: Overlay | None) -> None:
        super().__init__(desk.registry, desk.service)
        self._guide, self._overlay = guide, overlay

    def get(self, key: str) -> Guide:
        """Return the guide."""
        return self._guide

    def list_handouts(self) -> Set[str]:
        """Return the handouts of the overlay's notes: each was that of a guide when the sheets were printed."""
        return {note.handout for note in self._overlay.clinic.notes} if self._overlay else set()


@dataclass(frozen=True)
class _RecordedOverlays:
    """The overlay of a print, whatever the file of the clinic has now."""

    overlay: Overlay | None

    def read(self, name: str, /) -> Overlay:
        """Return the overlay."""
        if self.overlay is None:
            raise DamagedContent(f"The record has no overlay of the clinic {name}.")
        return self.overlay
