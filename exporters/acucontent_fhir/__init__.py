"""The FHIR exporter: a document bundle of FHIR R4, for health records and patient portals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, Options


class FhirOptions(Options):
    """The options of the FHIR format. There are none: a system that reads the bundle decides how to show it."""


def export(edition: Edition, options: FhirOptions) -> Artifact:
    """Return an edition as a document bundle, with the PDF of the same build enclosed."""
    from acucontent_fhir.render import render_bundle

    return render_bundle(edition)


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of the narrative of a document, and of each of its sections with its title.

    Raises:
        UnreadableText: The data are not a document bundle in JSON, or a narrative is not XHTML.
    """
    from acucontent_fhir.reading import read_narratives

    return read_narratives(data)


def added_texts(edition: Edition, options: FhirOptions) -> tuple[str, ...]:
    """Return the texts that a bundle adds to the words of its document."""
    from acucontent_fhir.additions import list_added_texts

    return tuple(list_added_texts(edition.document))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the FHIR exporter."""
    yield Exporter(
        name="fhir",
        title="FHIR R4 document",
        suffix=".fhir.json",
        media_type="application/fhir+json",
        options=FhirOptions,
        export=export,
        read_back=read_back,
        added_texts=added_texts,
    )
