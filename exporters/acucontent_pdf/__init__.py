"""The PDF format: sheets and booklets for paper, tagged so that a screen reader can read them too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter
from acucontent.rendering.template import Template
from acucontent_pdf import native
from acucontent_pdf.options import PdfOptions

__all__ = ["PdfOptions", "acucontent_exporters", "export", "template"]


def export(edition: Edition, options: PdfOptions) -> Artifact:
    """The edition as tagged PDF, with the page of each block."""
    from acucontent_pdf.render import render  # it imports WeasyPrint

    return render(edition, options)


def template(edition: Edition, options: PdfOptions) -> Template:
    """A sheet to be filled in for many patients."""
    from acucontent_pdf import personal  # it imports WeasyPrint

    return personal.template(edition, options)


def native_versions() -> str:
    """The versions of the native libraries that set the words in type."""
    try:
        return native.native_versions()
    except OSError:  # they may lie where WeasyPrint knows to look
        from acucontent_pdf import engine  # it imports WeasyPrint

        return engine.native_versions()


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
        template=template,
        native_versions=native_versions,
        extra="acucontent[pdf]",
        scope="every handout",
        paged=True,
    )
