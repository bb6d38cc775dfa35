"""The short form of a record, which a sheet prints instead of the long one."""

from __future__ import annotations

from typing import Protocol

from acucontent.document.blocks import Inlines
from acucontent.document.compose.pictures import write_picture
from acucontent.document.compose.writer import make_words


class HasShort(Protocol):
    """A record that a sheet can list."""

    @property
    def short(self) -> str | None:
        """Its short form, which the model requires of each record that a sheet includes."""


def write_short(record: HasShort) -> Inlines:
    """Write the short form of a record."""
    return make_words(record.short) if record.short else ()


def write_pictured(record: HasShort) -> Inlines:
    """Write the short form of a record after its pictogram, if it has one."""
    return (*write_picture(getattr(record, "picture", None)), *write_short(record))
