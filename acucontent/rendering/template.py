"""Form templates: a sheet that is typeset once and filled in many times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Protocol


class Binder(Protocol):
    """Writes many filled sheets as one file for the printer, with a bookmark for each sheet."""

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet with a bookmark of this title.

        Raises:
            DoesNotFit: the words do not fit on the sheet, or the font lacks a character.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Finish the file. It is incomplete until then."""
        raise NotImplementedError


class Template(Protocol):
    """A sheet that is typeset once and filled in for each patient. It can be pickled."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that can be filled in, such as `patient`."""
        raise NotImplementedError

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return the sheet with these words, by field name.

        Raises:
            DoesNotFit: the words do not fit on the sheet, or the font lacks a character.
        """
        raise NotImplementedError

    def binder(self, out: BinaryIO) -> Binder:
        """Return what writes many filled sheets as one file."""
        raise NotImplementedError
