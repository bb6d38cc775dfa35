"""Complete the XMP metadata: WeasyPrint claims one standard, and this module adds the second."""

from __future__ import annotations

from importlib.resources import files

from pydyf import PDF, Array

from acucontent.installer import format_install_command
from acucontent.rendering.exporter import ExportFailed

_END = b"</rdf:RDF>"


class UnknownMetadata(ExportFailed):
    """This version of WeasyPrint writes metadata in an unsupported way."""

    def __init__(self) -> None:
        super().__init__(
            "This version of WeasyPrint writes metadata in an unsupported way. "
            f"To fix it, install a supported version: {format_install_command('acucontent[pdf]')}"
        )


def complete_metadata(pdf: PDF) -> None:
    """Add the claim of PDF/UA-1 (ISO 14289-1, clause 5), and list each embedded file once (ISO 19005-3, 6.8).

    Raises:
        UnknownMetadata: The place for the claim is not found.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = b"".join(metadata.stream)
    if packet.count(_END) != 1:
        raise UnknownMetadata
    metadata.stream = [packet.replace(_END, _read_claim() + _END)]
    pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog.get("AF", ())))


def _read_claim() -> bytes:
    """Return the claim with the extension schema that PDF/A-3 requires for it (ISO 19005-3, 6.6.2.3)."""
    return files("acucontent_pdf").joinpath("xmp", "pdfua.xml").read_bytes()
