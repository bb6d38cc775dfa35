"""The words that two libraries extract from a PDF are those of its document, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from acucontent.document.blocks import Table
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText
from acucontent.registry import discover
from acucontent.rendering.exporter import Artifact, Options
from acucontent.rendering.read_back import list_added_texts, read_back
from acucontent.rendering.render import RenderJob, render_artifact
from acucontent_pdf import PdfOptions
from acucontent_pdf.page import LARGE_COLUMNS, compose_page
from tests.exporters.pdf import poppler
from tests.factories import make_guide
from tests.needs import require_programs
from tests.shipped import load_shipped

PDF = discover()["pdf"]


def read_with_pdfium(data: bytes) -> tuple[str, ...]:
    """Return the text of each page, as the checks read it."""
    return read_back(PDF, data)


READERS = {"pdfium": read_with_pdfium, "poppler": poppler.read_pages}


def find_differences(edition: Edition, readers: Iterable[str], **options: Any) -> list[str]:
    """Return the first difference between the PDF of an edition and its document, as each library reads it."""
    job = RenderJob(PDF, edition, PDF.make_options(options))
    return compare_texts(edition, render_artifact(job), job.options, readers)


def compare_texts(edition: Edition, artifact: Artifact, options: Options, readers: Iterable[str]) -> list[str]:
    """Return the first difference between a file of an edition and its document, as each library reads it."""
    added, words = list_added_texts(PDF, edition, options), list_document_words(edition.document)
    texts = (RenderedText(edition, each, READERS[each](artifact.data), added, artifact.pages) for each in readers)
    return [found for text in texts if (found := describe_difference(text, words))]


@pytest.mark.parametrize("reader", READERS)
def test_a_sheet_has_the_words_of_its_document(reader: str, back_pain: Guide) -> None:
    """Nothing is lost, added or moved on the sheet for the first visit."""
    require_programs("pdftotext")

    assert find_differences(Edition.of(back_pain, "first-visit"), [reader]) == []


@pytest.mark.parametrize("reader", READERS)
def test_a_wide_table_has_its_words_in_large_print(reader: str) -> None:
    """Where each row of a wide table is a small table, the names of its columns are added to each."""
    require_programs("pdftotext")
    edition = Edition.of(make_guide(), "complete")
    tables = [block for block in edition.document.walk_blocks() if isinstance(block, Table)]
    rows = sum(len(table.rows) for table in tables if len(table.columns) > LARGE_COLUMNS)

    assert compose_page(edition, PdfOptions(large_print=True)).markup.count("facts row") == rows > 1
    assert find_differences(edition, [reader], large_print=True) == []


@pytest.mark.matrix
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "options", [{"paper": "letter"}, {"paper": "a4"}, {"large_print": True}, {"fillable": True}], ids=str
)
@pytest.mark.parametrize("region", load_shipped("back-pain").regions.ids)
def test_every_pdf_has_the_words_of_its_document(options: dict[str, Any], region: str, back_pain: Guide) -> None:
    """Nothing is lost, added or moved in any handout, for any region and in any language.

    Each handout is read in each region, with other options, by `test_conformance`.
    """
    require_programs("pdftotext")
    editions = [
        Edition.of(back_pain, handout, region, language=language)
        for handout in back_pain.handouts.ids
        for language in back_pain.languages
    ]

    assert [found for edition in editions for found in find_differences(edition, READERS, **options)] == []
