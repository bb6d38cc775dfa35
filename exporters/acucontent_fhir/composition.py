"""The composition of a document: what it is, and its sections with their narratives."""

from __future__ import annotations

from acucontent.document.blocks import Section
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent_fhir.identifiers import Release, Resource, make_identifier
from acucontent_fhir.narrative import make_narrative
from acucontent_fhir.organizations import Organizations
from acucontent_fhir.status import DOCUMENT_TYPE, get_status, list_tags

ENCLOSED = "PDF"
"""The title of the section that refers to the enclosed file."""

_VERSION = "http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber"
"""The extension of FHIR R4 for the version of a document."""


def make_composition(
    edition: Edition, release: Release, organizations: Organizations, enclosed: Resource | None
) -> Resource:
    """Return the composition of an edition.

    Its narrative has the opening: whether the guide was reviewed, and the line that identifies the edition. Each
    section of the document is a section whose id is that of the block.

    Args:
        edition: The edition.
        release: The release of the document.
        organizations: Its organizations.
        enclosed: The reference to the enclosed file, or None.
    """
    document = edition.document
    about, tags = document.about, list_tags(edition)
    return {
        "resourceType": "Composition",
        "id": release.make_id("composition"),
        **({"meta": {"tag": tags}} if tags else {}),
        "language": document.language,
        "text": make_narrative(document, document.opening, 2),
        "extension": [{"url": _VERSION, "valueString": about.edition}],
        "identifier": make_identifier(release.work_id),
        "status": get_status(edition),
        "type": DOCUMENT_TYPE,
        "date": about.published.isoformat(),
        "author": list(organizations.authors),
        "title": about.title,
        **_make_attester(edition),
        "custodian": organizations.custodian,
        "section": [
            *(_make_section(document, section) for section in document.sections),
            *([_refer_to(enclosed)] if enclosed else []),
        ],
    }


def _make_attester(edition: Edition) -> Resource:
    review = edition.guide.review
    if review.on is None:
        return {}
    return {"attester": [{"mode": "professional", "time": review.on.isoformat(), "party": {"display": review.by}}]}


def _make_section(document: Document, section: Section) -> Resource:
    return {
        "id": section.id,
        "title": flatten(section.title),
        "text": make_narrative(document, section.blocks, 3),
    }


def _refer_to(enclosed: Resource) -> Resource:
    return {"title": ENCLOSED, "entry": [{"reference": f"urn:uuid:{enclosed['id']}", "display": ENCLOSED}]}
