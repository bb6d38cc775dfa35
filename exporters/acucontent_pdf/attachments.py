"""The files that are embedded in each PDF: its identity, the guide that it was made from, and the clinic's words."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from acucontent.edition import Edition
from acucontent.identity import IDENTITY, OVERLAY, SOURCE, make_embedded_files
from acucontent_pdf import EXPORTER
from acucontent_pdf.options import PdfOptions

Relationship = Literal["Data", "Source"]

_RELATIONSHIPS: dict[str, tuple[Relationship, str]] = {
    IDENTITY: ("Data", "Which edition of which guide this document is"),
    SOURCE: ("Source", "The guide that this document was made from"),
    OVERLAY: ("Source", "The words and the logo of the clinic"),
}


class Attachment(NamedTuple):
    """A file to embed."""

    name: str
    content: bytes
    relationship: Relationship
    """How the file relates to the document (ISO 19005-3, 6.8)."""
    description: str
    date: datetime.datetime


def list_attachments(edition: Edition, options: PdfOptions, *, sheet: bool = False) -> tuple[Attachment, ...]:
    """Return the files to embed, sorted by name.

    Their date is the day on which the edition was published, so that two builds have equal bytes.

    Args:
        edition: The edition.
        options: The options of the format.
        sheet: Whether the PDF is a sheet that `acucontent batch` fills in.
    """
    date = datetime.datetime.combine(edition.guide.published, datetime.time())
    files = sorted(make_embedded_files(edition, EXPORTER, options, sheet=sheet).items())
    return tuple(Attachment(name, content, *_RELATIONSHIPS[name], date) for name, content in files)
