"""The type and the status of a document."""

from __future__ import annotations

from acucontent.edition import Edition
from acucontent_fhir.identifiers import Resource

DOCUMENT_TYPE: Resource = {
    "coding": [{"system": "http://loinc.org", "code": "69730-0", "display": "Instructions [Text] Narrative"}]
}
"""The type: instructions. The code and its name are those of the value set c80-doc-typecodes of FHIR R4."""

CODE_SYSTEMS = {"ICD-10": "http://hl7.org/fhir/sid/icd-10", "SNOMED CT": "http://snomed.info/sct"}
"""The addresses of the classifications for which FHIR R4 has one (http://hl7.org/fhir/R4/terminologies-systems.html)."""


def get_status(edition: Edition) -> str:
    """Return the status of the document: final if a clinician has reviewed the guide, otherwise preliminary."""
    return "final" if edition.guide.review.status == "reviewed" else "preliminary"


def list_tags(edition: Edition) -> list[Resource]:
    """Return the codes of the subjects of the guide in classifications that FHIR knows."""
    return [
        {"system": CODE_SYSTEMS[one.system], "code": one.code, "display": one.display}
        for one in edition.guide.codes
        if one.system in CODE_SYSTEMS
    ]
