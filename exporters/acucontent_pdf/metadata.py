"""What a PDF says of itself to programs: WeasyPrint writes the claim of one standard, and the second is added here."""

from __future__ import annotations

from importlib.resources import files

from pydyf import PDF, Array

from acucontent.rendering.exporter import ExportFailed

_END = b"</rdf:RDF>"


class UnknownMetadata(ExportFailed):
    """WeasyPrint writes metadata in another way than this program knows."""

    def __init__(self) -> None:
        super().__init__(
            "This WeasyPrint writes metadata unknown to us. Install another: pip install 'acucontent[pdf]'"
        )


def complete_metadata(pdf: PDF) -> None:
    """Claim PDF/UA-1 beside PDF/A-3 (ISO 14289-1, clause 5), and name each embedded file once (ISO 19005-3, 6.8).

    Raises:
        UnknownMetadata: there is no place for the claim.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    written = b"".join(metadata.stream)
    if written.count(_END) != 1:
        raise UnknownMetadata
    metadata.stream = [written.replace(_END, _claim() + _END)]
    pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog.get("AF", ())))


def _claim() -> bytes:
    """The claim, with the declaration of its name: PDF/A-3 knows no other way to use one (ISO 19005-3, 6.6.2.3)."""
    return files("acucontent_pdf").joinpath("xmp", "pdfua.xml").read_bytes()
