"""Render an edition as a document bundle of FHIR R4 (http://hl7.org/fhir/R4/documents.html).

The composition comes first, then the resources to which it refers. The document is about no patient: it has no
`subject`, and the system that files it adds one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact
from acucontent_fhir.attachment import PDF, make_document_reference
from acucontent_fhir.composition import make_composition
from acucontent_fhir.identifiers import Release, Resource, make_identifier, make_release
from acucontent_fhir.organizations import make_organizations


def render_bundle(edition: Edition) -> Artifact:
    """Return the bundle as JSON, with a note if no PDF is enclosed."""
    release = make_release(edition, _compute_digest(edition))
    text = json.dumps(_make_bundle(edition, release), ensure_ascii=False, indent=2)
    return Artifact(f"{text}\n".encode(), notes=tuple(_list_notes(edition)))


def _make_bundle(edition: Edition, release: Release) -> Resource:
    return {
        "resourceType": "Bundle",
        "id": release.make_id("bundle"),
        "language": edition.document.language,
        "identifier": make_identifier(release.make_id("bundle")),
        "type": "document",
        "timestamp": release.timestamp,
        "entry": [
            {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            for resource in _list_resources(edition, release)
        ],
    }


def _list_resources(edition: Edition, release: Release) -> Iterator[Resource]:
    organizations = make_organizations(edition, release)
    enclosed = make_document_reference(edition, release, organizations)
    yield make_composition(edition, release, organizations, enclosed)
    yield from organizations.resources
    if enclosed:
        yield enclosed


def _compute_digest(edition: Edition) -> str:
    """Return the SHA-256 of everything in the bundle but what is derived from it."""
    bundle = _make_bundle(edition, make_release(edition, ""))
    return hashlib.sha256(json.dumps([bundle, edition.guide.digest]).encode()).hexdigest()


def _list_notes(edition: Edition) -> Iterator[str]:
    if edition.printed is None or edition.printed.media_type != PDF:
        yield "no PDF in the bundle, because none was built in the same run. To add it: --format pdf --format fhir"
