"""Editions and bundles for the tests of the FHIR format."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide, Review
from acucontent_fhir import FhirOptions, export
from tests.factories import make_source

Resource = dict[str, Any]

CLINIC = Overlay(
    Clinic.model_validate(
        {
            "name": "Smith & Sons <Clinic>",
            "address": ["1 Example Street", "Springfield"],
            "phone": "+1 201-555-0123",
            "email": "desk@example.org",
            "web": "https://example.org",
            "notes": [{"handout": "all", "text": "Ring the bell."}],
        }
    )
)
REVIEW = Review(
    status="reviewed", on=datetime.date(2026, 1, 2), by="A reviewer, doctor", next_due=datetime.date(2028, 1, 2)
)


def make_bundle(edition: Edition) -> Resource:
    """Return the bundle of an edition."""
    bundle: Resource = json.loads(export(edition, FhirOptions()).data)
    return bundle


def get_resources(bundle: Resource, kind: str) -> list[Resource]:
    """Return the resources of a type, in the order of the bundle."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in resources if resource["resourceType"] == kind]


def get_composition(bundle: Resource) -> Resource:
    """Return the composition of a bundle."""
    (composition,) = get_resources(bundle, "Composition")
    return composition


def add_pdf(edition: Edition, data: bytes = b"%PDF-1.7 sample") -> Edition:
    """Return an edition with a PDF of the same build."""
    return replace(edition, printed=PrintedPages(make_source(), (), 1, data, "application/pdf"))


def review_guide(guide: Guide) -> Guide:
    """Return a guide that a clinician has reviewed."""
    return guide.edit({"review": REVIEW.model_dump(mode="json")})


def list_divs(value: object) -> Iterator[str]:
    """Yield every narrative of a bundle."""
    if isinstance(value, dict):
        if isinstance(value.get("div"), str):
            yield value["div"]
        for each in value.values():
            yield from list_divs(each)
    elif isinstance(value, list):
        for each in value:
            yield from list_divs(each)
