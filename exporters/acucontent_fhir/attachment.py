"""The PDF of a document, enclosed as a document reference."""

from __future__ import annotations

import base64
import hashlib

from acucontent.edition import Edition
from acucontent_fhir.identifiers import Release, Resource, make_identifier
from acucontent_fhir.narrative import make_lines
from acucontent_fhir.organizations import Organizations
from acucontent_fhir.status import DOCUMENT_TYPE, get_status

PDF = "application/pdf"
"""The media type of the files that are enclosed."""


def make_document_reference(edition: Edition, release: Release, organizations: Organizations) -> Resource | None:
    """Return the reference that encloses the PDF of the same build; None if there is none."""
    printed = edition.printed
    if printed is None or printed.media_type != PDF:
        return None
    about = edition.document.about
    id_, description = release.make_id("document"), f"{about.title}. {about.edition_note}"
    return {
        "resourceType": "DocumentReference",
        "id": id_,
        "language": edition.document.language,
        "text": make_lines([description]),
        "masterIdentifier": make_identifier(id_),
        "status": "current",
        "docStatus": get_status(edition),
        "type": DOCUMENT_TYPE,
        "date": release.timestamp,
        "author": list(organizations.authors),
        "custodian": organizations.custodian,
        "description": description,
        "content": [
            {
                "attachment": {
                    "contentType": PDF,
                    "language": edition.document.language,
                    "data": base64.b64encode(printed.data).decode("ascii"),
                    "size": len(printed.data),
                    # FHIR R4 asks for SHA-1, which is no protection against intent (Attachment.hash)
                    "hash": base64.b64encode(hashlib.sha1(printed.data, usedforsecurity=False).digest()).decode(),
                    "title": about.title,
                    "creation": about.published.isoformat(),
                }
            }
        ],
    }
