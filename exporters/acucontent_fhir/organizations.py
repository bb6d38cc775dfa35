"""The organizations of a document: its publisher, its authors, and the clinic that hands it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from acucontent.clinic import Clinic
from acucontent.edition import Edition
from acucontent_fhir.identifiers import Release, Resource
from acucontent_fhir.narrative import make_lines


@dataclass(frozen=True)
class Organizations:
    """The organizations of a document, each of which has a resource, and its authors."""

    resources: tuple[Resource, ...]
    authors: tuple[Resource, ...]
    """A reference to each author. A person has no resource of their own, and is named."""
    custodian: Resource
    """A reference to the organization that keeps the document: the clinic or, without an overlay, the publisher."""


def make_organizations(edition: Edition, release: Release) -> Organizations:
    """Return the organizations of an edition."""
    guide = edition.guide
    groups = [one.name for one in guide.authors if one.kind == "organization"]
    names = dict.fromkeys((*groups, guide.publisher))
    known = {name: _make_organization(release.make_id(f"organization/{name}"), [name], name=name) for name in names}
    clinic = _make_clinic(edition.overlay.clinic, release) if edition.overlay else None
    authors = tuple(
        _refer_to(known[one.name]) if one.name in groups else {"display": one.name}
        for one in guide.authors
        if one.role == "author"
    )
    publisher = _refer_to(known[guide.publisher])
    return Organizations(
        resources=(*known.values(), *([clinic] if clinic else [])),
        authors=authors or (publisher,),
        custodian=_refer_to(clinic) if clinic else publisher,
    )


def _refer_to(organization: Resource) -> Resource:
    return {"reference": f"urn:uuid:{organization['id']}", "display": organization["name"]}


def _make_organization(id_: str, lines: Iterable[str], **fields: object) -> Resource:
    return {"resourceType": "Organization", "id": id_, "text": make_lines(lines), **fields}


def _make_clinic(clinic: Clinic, release: Release) -> Resource:
    contacts = [(system, value) for system, value in _list_contacts(clinic) if value]
    fields: Resource = {"name": clinic.name}
    if contacts:
        fields["telecom"] = [{"system": system, "value": value, "use": "work"} for system, value in contacts]
    if clinic.address:
        fields["address"] = [{"text": ", ".join(clinic.address), "line": list(clinic.address)}]
    lines = (clinic.name, *clinic.address, *(value for _, value in contacts))
    return _make_organization(release.make_id("clinic"), lines, **fields)


def _list_contacts(clinic: Clinic) -> tuple[tuple[str, str | None], ...]:
    """Return the system and the value of each contact, or None for a value that the overlay does not have."""
    return ("phone", clinic.phone), ("email", clinic.email), ("url", clinic.web)
