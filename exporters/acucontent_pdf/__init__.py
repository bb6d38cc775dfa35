"""The PDF format: sheets and booklets for paper, tagged so that a screen reader can read them too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from acucontent.edition import Edition
from acucontent.exporter import Artifact, Exporter, Options
from acucontent.hooks import hookimpl


class PdfOptions(Options):
    """How the pages are set."""

    paper: Literal["letter", "a4"] = "letter"
    """The size of the paper."""


def export(edition: Edition, options: PdfOptions) -> Artifact:
    """The edition as tagged PDF, with the page of each block."""
    from acucontent_pdf.render import render  # it imports WeasyPrint

    return render(edition, options.paper)


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """The PDF format."""
    yield Exporter(
        name="pdf",
        title="PDF for print and screen",
        suffix=".pdf",
        media_type="application/pdf",
        options=PdfOptions,
        export=export,
        extra="acucontent[pdf]",
        by_default="every handout",
    )
