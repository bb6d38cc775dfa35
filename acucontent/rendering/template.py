"""Templates: sheets that are typeset once and filled in for many patients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol, TypeAlias

Area: TypeAlias = tuple[float, float, float, float]
"""The left, bottom, right and top edge of an area of a page, in points."""


class Binder(Protocol):
    """Writes many filled sheets to one file for printing, with a bookmark for each sheet."""

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet with a bookmark.

        Args:
            title: The title of the bookmark.
            words: The text of each field, by field name.

        Raises:
            DoesNotFit: The words do not fit on the sheet.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Complete the file, which is incomplete until then."""
        raise NotImplementedError


class Template(Protocol):
    """A sheet that is typeset once and filled in for many patients. It can be pickled."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields to fill in, such as `patient`."""
        raise NotImplementedError

    @property
    def content(self) -> bytes:
        """The empty sheet, with which each filled sheet begins."""
        raise NotImplementedError

    @property
    def areas(self) -> Sequence[Sequence[Area]]:
        """For each page the areas of its fields."""
        raise NotImplementedError

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for the person who runs the batch, as those of an artifact."""
        raise NotImplementedError

    def is_filled_sheet(self, data: bytes) -> bool:
        """Return whether a file is this sheet filled in, and nothing else: only its fields have text in them."""
        raise NotImplementedError

    def explain_blanks(self, words: Mapping[str, str]) -> Mapping[str, str]:
        """Return why fields stay blank, to be written by hand, by field name: their words cannot be printed.

        Args:
            words: The text of each field, by field name.
        """
        raise NotImplementedError

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return a filled sheet. Fields whose words cannot be printed stay blank.

        Args:
            words: The text of each field, by field name.

        Raises:
            DoesNotFit: The words do not fit on the sheet.
        """
        raise NotImplementedError

    def binder(self, out: BinaryIO) -> Binder:
        """Return a binder that writes many filled sheets to one file."""
        raise NotImplementedError
