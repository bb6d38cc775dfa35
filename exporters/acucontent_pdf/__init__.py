"""The PDF format: sheets and booklets for print, tagged for screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from acucontent.edition import Edition
from acucontent.font_table import list_script_packages
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter
from acucontent.rendering.template import Template
from acucontent_pdf import library_versions
from acucontent_pdf.options import PdfOptions

__all__ = ["PdfOptions", "acucontent_exporters", "draft", "export", "template"]


def export(edition: Edition, options: PdfOptions) -> Artifact:
    """Return the edition as tagged PDF, with the page of each block."""
    from acucontent_pdf.render import render  # imports WeasyPrint

    return render(edition, options)


def draft(edition: Edition, options: PdfOptions, measures: str) -> Artifact:
    """Return the edition as a PDF that looks like the finished one, for a preview."""
    from acucontent_pdf.render import render_draft  # imports WeasyPrint

    return render_draft(edition, options, measures)


def template(edition: Edition, options: PdfOptions) -> Template:
    """Return the sheet of an edition, to be filled in for many patients."""
    from acucontent_pdf.form_flattening import make_template  # imports WeasyPrint

    return make_template(edition, options)


def join(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return finished PDFs, each with its title, as one PDF for a printer."""
    from acucontent_pdf.joined_file import join_files  # imports pikepdf

    return join_files(files)


def warm_up() -> None:
    """Load the libraries that make a PDF."""
    from acucontent_pdf import form_flattening  # noqa: F401 - imports WeasyPrint and pikepdf


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF, without running heads and page numbers.

    Raises:
        UnreadableText: The PDF is damaged.
    """
    from acucontent_pdf.text_layer import read_pages  # imports PDFium

    return read_pages(data)


def added_texts(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Yield the texts that a PDF adds to the words of its document."""
    from acucontent_pdf.page_texts import list_added_texts

    yield from list_added_texts(edition, options)


def native_versions() -> dict[str, str]:
    """Return the versions of the native libraries that lay out text and compress streams."""
    try:
        return library_versions.get_native_versions()
    except OSError:  # WeasyPrint also searches other places for them
        from acucontent_pdf import engine  # imports WeasyPrint

        return engine.get_native_versions()


def used_packages(edition: Edition) -> tuple[str, ...]:
    """Return the distributions of the fonts of other scripts that an edition shows."""
    return list_script_packages(repr(edition.document))  # it contains every text of the document


EXPORTER = Exporter(
    name="pdf",
    title="PDF for print and screen",
    suffix=".pdf",
    media_type="application/pdf",
    options=PdfOptions,
    export=export,
    draft=draft,
    template=template,
    join=join,
    warm_up=warm_up,
    read_back=read_back,
    added_texts=added_texts,
    used_packages=used_packages,
    native_versions=native_versions,
    extra="acucontent[pdf]",
    scope="every handout",
    paged=True,
)
"""The PDF exporter."""


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the PDF exporter."""
    yield EXPORTER
