"""Drafts: PDFs to look at, laid out with the measures of the last version."""

from __future__ import annotations

import pypdfium2
import pytest

import acucontent_pdf
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact
from acucontent.rendering.render import RenderJob, render_artifact, render_draft
from acucontent_pdf.decision_page import AidFit
from acucontent_pdf.fit import Fit
from acucontent_pdf.measures import read_measures, write_measures
from acucontent_pdf.options import PdfOptions


def make_job(guide: Guide, handout: str, **options: object) -> RenderJob:
    """Return the job of a handout as PDF."""
    return RenderJob(acucontent_pdf.EXPORTER, Edition.of(guide, handout), PdfOptions.model_validate(options))


def draw_pages(artifact: Artifact) -> list[bytes]:
    """Return the pixels of each page."""
    with pypdfium2.PdfDocument(artifact.data) as file:
        return [page.render().to_pil().tobytes() for page in file]


@pytest.mark.parametrize(
    ("handout", "options"),
    [
        pytest.param("safety", {}, id="sheet"),
        pytest.param("points", {}, id="smaller text"),
        pytest.param("costs", {"large_print": True}, id="large print"),
        pytest.param("evidence", {}, id="decision aid", marks=pytest.mark.slow),
    ],
)
def test_a_draft_looks_like_the_file(back_pain: Guide, handout: str, options: dict[str, object]) -> None:
    """With the measures of the file, each pixel is the same, and each block is on the same page."""
    job = make_job(back_pain, handout, **options)
    file = render_artifact(job)

    draft = render_draft(job, file.measures)

    assert draw_pages(draft) == draw_pages(file)
    assert (draft.pages, draft.page_count, draft.measures) == (file.pages, file.page_count, file.measures)


def test_no_file_depends_on_a_draft(back_pain: Guide) -> None:
    """A file has the same bytes after a draft with other measures."""
    job = make_job(back_pain, "costs")
    file = render_artifact(job)

    draft = render_draft(job, write_measures(Fit(12.0)))

    assert draw_pages(draft) != draw_pages(file)
    assert render_artifact(job) == file


@pytest.mark.parametrize(
    "measures",
    [
        pytest.param("", id="none"),
        pytest.param(write_measures(Fit(14.0, back_gap=60)), id="too large"),
        pytest.param(write_measures(AidFit()), id="those of a decision aid"),
    ],
)
def test_measures_that_do_not_fit_are_not_used(back_pain: Guide, measures: str) -> None:
    """A draft then looks like the file, too."""
    job = make_job(back_pain, "costs")

    assert draw_pages(render_draft(job, measures)) == draw_pages(render_artifact(job))


def test_measures_are_read_as_they_were_written() -> None:
    """This includes lists, which are tuples again."""
    for fit, moved in ((Fit(13.5, line=30.75), frozenset({"form"})), (AidFit(gaps=(1, 2, 3, 4)), frozenset())):
        assert read_measures(write_measures(fit, moved)) == (fit, moved)
