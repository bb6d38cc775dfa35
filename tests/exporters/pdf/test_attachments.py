"""Each PDF embeds its source and its identity, as PDF/A-3 requires."""

from __future__ import annotations

from typing import Any

from acucontent.edition import Edition
from acucontent.identity import make_embedded_files
from acucontent.model.guide import Guide
from acucontent_pdf import EXPORTER, PdfOptions
from tests.exporters.pdf.tagged_pdf import Pdf


def list_embedded_files(pdf: Pdf) -> dict[str, Any]:
    """Return the embedded files by name."""
    names = pdf.file.Root.Names.EmbeddedFiles.Names
    return {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}


def test_files_are_embedded_as_they_are(first_visit: Pdf, back_pain: Guide) -> None:
    """They have the same bytes and are sorted by name, as a name tree requires (ISO 32000-1, 7.9.6)."""
    contents = {name: file.EF.F.read_bytes() for name, file in list_embedded_files(first_visit).items()}

    assert contents == make_embedded_files(Edition.of(back_pain, "first-visit"), EXPORTER, PdfOptions())
    assert list(contents) == sorted(contents) == ["acucontent.json", "guide.json"]


def test_files_are_described(first_visit: Pdf) -> None:
    """Each has a relationship, a media type and a description, and is listed once (ISO 19005-3, 6.8)."""
    files = list_embedded_files(first_visit)

    assert {name: str(file.AFRelationship) for name, file in files.items()} == {
        "acucontent.json": "/Data",
        "guide.json": "/Source",
    }
    assert {str(file.EF.F.Subtype) for file in files.values()} == {"/application/json"}
    assert all(str(file.Desc) for file in files.values())
    assert [file.objgen for file in first_visit.file.Root.AF] == [file.objgen for file in files.values()]


def test_files_have_the_publication_date(first_visit: Pdf, back_pain: Guide) -> None:
    """With the current date, the bytes would change every day."""
    dates = [
        str(file.EF.F.Params[name])
        for file in list_embedded_files(first_visit).values()
        for name in ("/CreationDate", "/ModDate")
    ]

    assert dates == [f"D:{back_pain.published:%Y%m%d}000000Z"] * 4


def test_both_standards_are_claimed(first_visit: Pdf) -> None:
    """The metadata claims PDF/UA-1, and PDF/A-3 at level A."""
    metadata = first_visit.file.open_metadata()

    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")


def test_output_intent_is_srgb(first_visit: Pdf) -> None:
    """The output intent of the document is sRGB."""
    (intent,) = first_visit.file.Root.OutputIntents

    assert str(intent.S) == "/GTS_PDFA1"
    assert "sRGB" in str(intent.OutputConditionIdentifier)
    assert intent.DestOutputProfile.N == 3
