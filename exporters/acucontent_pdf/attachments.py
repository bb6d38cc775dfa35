"""The files that a PDF carries of itself: which edition it is, and the guide that it was made from."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from acucontent.edition import Edition
from acucontent.identity import IDENTITY, SOURCE, embedded
from acucontent_pdf.options import PdfOptions

Relationship = Literal["Data", "Source"]

_TOLD: dict[str, tuple[Relationship, str]] = {
    IDENTITY: ("Data", "Which edition of which guide this document is"),
    SOURCE: ("Source", "The guide that this document was made from"),
}


class Attachment(NamedTuple):
    """A file to embed."""

    name: str
    content: bytes
    relationship: Relationship
    """What it is to the document (ISO 19005-3, 6.8)."""
    description: str
    dated: datetime.datetime


def attachments(edition: Edition, options: PdfOptions) -> tuple[Attachment, ...]:
    """Return the files to embed, by name, dated when the edition was published: a clock would change the bytes."""
    dated = datetime.datetime.combine(edition.guide.published, datetime.time())
    files = sorted(embedded(edition, options.non_defaults).items())
    return tuple(Attachment(name, content, *_TOLD[name], dated) for name, content in files)
