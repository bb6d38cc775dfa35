"""A guide with all optional metadata."""

from __future__ import annotations

from acucontent.model.guide import Guide
from tests.factories import make_guide

ISBN, OTHER_ISBN = "978-92-4-008178-9", "978-0-306-40615-7"
ACCESS = {"by": "The Invented Press", "on": "2030-01-01"}
SERIES = {"title": "Small noises", "number": 3, "issn": "2049-3630"}
CONTRIBUTORS = [
    {"name": "Ada Hummer", "sort_as": "Hummer, Ada"},
    {"name": "The Hiccup Society", "kind": "organization"},
    {"name": "Ed Itor", "role": "editor"},
    {"name": "Ill Ustrator", "role": "illustrator"},
    {"name": "Trans Lator", "role": "translator"},
    {"name": "Rev Iewer", "role": "reviewer"},
]
CODES = [
    {"system": "BISAC", "code": "HEA001000", "display": "HEALTH & FITNESS / Acupressure & Acupuncture"},
    {"system": "BISAC", "code": "HEA036000", "display": "HEALTH & FITNESS / Pain Management"},
    {"system": "Thema", "code": "VXH", "display": "Complementary therapies, healing and health"},
    {"system": "Thema", "code": "1KBB", "display": "United States of America, USA"},
    {"system": "MeSH", "code": "D006606", "display": "Hiccup"},
    {"system": "ICD-10", "code": "R06.6", "display": "Hiccough"},
]


def make_full_guide() -> Guide:
    """Return a small guide with all optional metadata: numbers, series, subjects, roles and an evaluation."""
    return make_guide(
        subtitle="A short one",
        authors=CONTRIBUTORS,
        access={**ACCESS, "report": "https://example.org/report"},
        series=SERIES,
        codes=CODES,
        identifiers={"isbn_epub": ISBN, "isbn_pdf": OTHER_ISBN, "doi": "10.1000/182"},
    )
