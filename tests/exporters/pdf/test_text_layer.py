"""The words that two libraries extract from a PDF are those of its document, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText
from acucontent.registry import discover
from acucontent.rendering.read_back import list_added_texts, read_back
from acucontent.rendering.render import RenderJob, render_artifact
from tests.exporters.pdf import poppler
from tests.needs import require_programs

PDF = discover()["pdf"]


def read_with_pdfium(data: bytes) -> tuple[str, ...]:
    """Return the text of each page, as the checks read it."""
    return read_back(PDF, data)


READERS = {"pdfium": read_with_pdfium, "poppler": poppler.read_pages}


def find_differences(edition: Edition, readers: Iterable[str], **options: Any) -> list[str]:
    """Return the first difference between the PDF of an edition and its document, as each library reads it."""
    job = RenderJob(PDF, edition, PDF.make_options(options))
    artifact = render_artifact(job)
    added, words = list_added_texts(PDF, edition, job.options), list_document_words(edition.document)
    texts = (RenderedText(edition, each, READERS[each](artifact.data), added, artifact.pages) for each in readers)
    return [found for text in texts if (found := describe_difference(text, words))]


@pytest.mark.parametrize("reader", READERS)
def test_a_sheet_has_the_words_of_its_document(reader: str, back_pain: Guide) -> None:
    """Nothing is lost, added or moved on the sheet for the first visit."""
    require_programs("pdftotext")

    assert find_differences(Edition.of(back_pain, "first-visit"), [reader]) == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "options", [{"paper": "letter"}, {"paper": "a4"}, {"large_print": True}, {"fillable": True}], ids=str
)
def test_every_pdf_has_the_words_of_its_document(options: dict[str, Any], back_pain: Guide) -> None:
    """Nothing is lost, added or moved in any handout, for any region and in any language."""
    require_programs("pdftotext")
    editions = [
        Edition.of(back_pain, handout, region, language=language)
        for handout in back_pain.handouts.ids
        for region in back_pain.regions.ids
        for language in back_pain.languages
    ]

    assert [found for edition in editions for found in find_differences(edition, READERS, **options)] == []
