"""The values of the record of prints. None of them can hold the words of a patient."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from acucontent.clinic import Overlay
from acucontent.desk.choices import SheetChoice
from acucontent.model.guide import Guide

Action: TypeAlias = Literal["print", "download", "epub", "html", "text", "again"]
"""What was done: printed, downloaded in a format, or printed again from the record."""


class FinishedSheet(Protocol):
    """What the record takes from a sheet that was made (`acucontent.desk.sheets.Sheet`)."""

    @property
    def handout(self) -> str:
        """The id of the handout."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """Its title."""
        raise NotImplementedError

    @property
    def pages(self) -> int:
        """The number of its pages."""
        raise NotImplementedError

    @property
    def content_hash(self) -> str:
        """The content hash that is printed on it."""
        raise NotImplementedError

    @property
    def blank_sha256(self) -> str:
        """The SHA-256 of the sheet before words are filled in."""
        raise NotImplementedError


@dataclass(frozen=True)
class PrintedSheet:
    """One sheet of a print."""

    handout: str
    """The id of the handout."""
    title: str
    pages: int
    content_hash: str
    """The content hash that is printed on it."""
    blank_sha256: str
    """The SHA-256 of the sheet before words are filled in."""

    @classmethod
    def of(cls, sheet: FinishedSheet) -> PrintedSheet:
        """Return what the record keeps of a sheet."""
        return cls(sheet.handout, sheet.title, sheet.pages, sheet.content_hash, sheet.blank_sha256)


@dataclass(frozen=True)
class NewPrint:
    """A print that is to be recorded."""

    action: Action
    choice: SheetChoice
    sheets: tuple[PrintedSheet, ...]
    """The sheets, in the order of printing."""
    guide: Guide
    """The guide that they were made from."""
    overlay: Overlay | None
    """The overlay that they were made with, with its notes for all handouts."""
    at: datetime.datetime
    """When, with a time zone."""
    day: datetime.date
    """The local day of printing."""
    made_for: datetime.date
    """The day that the sheets were made for, that of the first print: the stamp of an overdue edition depends on it."""
    filled: bool
    """Whether they were filled in for a patient. The words are not kept."""


@dataclass(frozen=True)
class Print:
    """A print in the record."""

    number: int
    at: datetime.datetime
    """When it was printed, in UTC."""
    day: datetime.date
    """The local day of printing."""
    made_for: datetime.date
    """The day that the sheets were made for, as in `NewPrint`."""
    action: Action
    choice: SheetChoice
    edition: str
    """The version of the guide."""
    filled: bool
    """Whether the sheets were filled in for a patient. The words are not kept."""
    guide_sha256: str
    """The SHA-256 of the guide's canonical JSON: the full content hash."""
    overlay_sha256: str | None
    clinic: str | None
    """The name of the clinic at that time."""
    acucontent: str
    """The version of acucontent."""
    sheets: tuple[PrintedSheet, ...]


@dataclass(frozen=True)
class RecordPage:
    """A page of the record, newest prints first."""

    prints: tuple[Print, ...]
    page: int
    """The number of the page, from 1."""
    pages: int
    """How many pages there are, at least 1."""
    total: int
    """How many prints there are on all of them."""


@dataclass(frozen=True)
class KeptEdition:
    """What a print was made from."""

    guide: bytes
    """The guide's canonical JSON."""
    overlay: bytes | None
    """The clinic's words and logo as `acucontent.identity.dump_overlay` writes them."""
