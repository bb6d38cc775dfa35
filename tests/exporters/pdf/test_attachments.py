"""Each PDF carries its source and its identity, as PDF/A-3 asks."""

from __future__ import annotations

from typing import Any

from acucontent.edition import Edition
from acucontent.identity import embedded
from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged import Pdf


def specifications(pdf: Pdf) -> dict[str, Any]:
    """The embedded files by name."""
    names = pdf.file.Root.Names.EmbeddedFiles.Names
    return {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}


def test_files_are_embedded_as_they_are(first_visit: Pdf, back_pain: Guide) -> None:
    """Byte for byte, in the order of their names, as a name tree asks (ISO 32000-1, 7.9.6)."""
    carried = {name: file.EF.F.read_bytes() for name, file in specifications(first_visit).items()}

    assert carried == embedded(Edition.of(back_pain, "first-visit"), {})
    assert list(carried) == sorted(carried) == ["acucontent.json", "guide.json"]


def test_what_they_are_is_told(first_visit: Pdf) -> None:
    """Relationship, kind and a description in words; the document names each once (ISO 19005-3, 6.8)."""
    files = specifications(first_visit)

    assert {name: str(file.AFRelationship) for name, file in files.items()} == {
        "acucontent.json": "/Data",
        "guide.json": "/Source",
    }
    assert {str(file.EF.F.Subtype) for file in files.values()} == {"/application/json"}
    assert all(str(file.Desc) for file in files.values())
    assert [file.objgen for file in first_visit.file.Root.AF] == [file.objgen for file in files.values()]


def test_they_are_dated_when_published(first_visit: Pdf, back_pain: Guide) -> None:
    """A clock would make other bytes on another day."""
    dates = [
        str(file.EF.F.Params[name])
        for file in specifications(first_visit).values()
        for name in ("/CreationDate", "/ModDate")
    ]

    assert dates == [f"D:{back_pain.published:%Y%m%d}000000Z"] * 4


def test_both_standards_are_claimed(first_visit: Pdf) -> None:
    """PDF/UA-1 and PDF/A-3, level A."""
    told = first_visit.file.open_metadata()

    assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")


def test_colors_have_a_meaning(first_visit: Pdf) -> None:
    """The intent of the document is sRGB."""
    (intent,) = first_visit.file.Root.OutputIntents

    assert str(intent.S) == "/GTS_PDFA1"
    assert "sRGB" in str(intent.OutputConditionIdentifier)
    assert intent.DestOutputProfile.N == 3
