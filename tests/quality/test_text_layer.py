"""A finished PDF whose text is not that of its document is one error, which says where they differ."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition
from acucontent.quality.check import Found
from acucontent.quality.rendered_text import extract_text
from acucontent.quality.subject import RenderedText, Subject
from acucontent.registry import discover
from acucontent.rendering.exporter import Artifact
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide

REGISTRY = discover()
PDF = REGISTRY["pdf"]
JOB = RenderJob(PDF, Edition.of(make_guide()), PDF.options())


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    """Return the PDF of the small guide, which has a title page, contents and several pages."""
    return render_artifact(JOB)


def find_differences(*texts: object) -> list[Found]:
    """Return what S105 finds in the texts of files."""
    files = tuple(text for text in texts if isinstance(text, RenderedText))
    assert len(files) == len(texts)
    return list(REGISTRY.checks["S105"].find(Subject(JOB.edition.guide, datetime.date(2030, 6, 1), files)))


def change_pdf(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a changed PDF."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(made)
    return made.getvalue()


def change_content(page: pikepdf.Page, change: Callable[[bytes], bytes]) -> None:
    """Replace the content of a page."""
    page.contents_coalesce()
    page.Contents.write(change(page.Contents.read_bytes()))


def break_letters(pdf: pikepdf.Pdf) -> None:
    """Map every glyph of every font to the character after its own."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            table = each.ToUnicode.read_bytes()
            each.ToUnicode.write(re.sub(rb"<([0-9A-Fa-f]{4})>(?=\s*\n)", _add_one, table))


def _add_one(found: re.Match[bytes]) -> bytes:
    return b"<%04X>" % (int(found[1], 16) + 1)


def hide_text(pdf: pikepdf.Pdf) -> None:
    """Remove half of what the last page shows."""
    page = pdf.pages[-1]
    instructions = list(pikepdf.parse_content_stream(page))
    shows = [index for index, each in enumerate(instructions) if str(each.operator) in ("Tj", "TJ")]
    lost = set(shows[: len(shows) // 2])
    kept = [each for index, each in enumerate(instructions) if index not in lost]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def hide_as_artifact(pdf: pikepdf.Pdf) -> None:
    """Mark all content of the last page as an artifact."""
    change_content(pdf.pages[-1], lambda content: b"/Artifact BMC\n" + content + b"\nEMC\n")


def cut_page(pdf: pikepdf.Pdf) -> None:
    """Remove the last page."""
    del pdf.pages[-1]


def swap_pages(pdf: pikepdf.Pdf) -> None:
    """Move the last page to the front."""
    last = pdf.pages[-1]
    pdf.pages.insert(0, last)
    del pdf.pages[-1]


def repeat_page(pdf: pikepdf.Pdf) -> None:
    """Add the last page again."""
    pdf.pages.append(pdf.pages[-1])


FAULTS = [break_letters, hide_text, hide_as_artifact, cut_page, swap_pages, repeat_page]


def test_a_pdf_has_the_words_of_its_document(artifact: Artifact) -> None:
    """The PDF of a guide with every part has no difference, and its blocks start on the pages that it reports."""
    assert find_differences(extract_text(JOB, artifact)) == []


@pytest.mark.parametrize("name", ["epub", "pdf"])
def test_an_overlay_and_odd_letters_make_no_difference(name: str) -> None:
    """A clinic's header, the mark of an overdue review, soft hyphens, Han letters and ligatures are as declared."""
    guide = make_guide(summary="Dif\u00adfi\u00adcult: \ufb01ne, 5\u00a0mm, x² and 合谷. Non-stop.")
    note = {"handout": "all", "text": "Ring the [bell](https://a.example/b)."}
    overlay = Overlay(Clinic.model_validate({"name": "Humming House", "phone": "555 0100", "notes": [note]}))
    edition = Edition.of(guide, overlay=overlay, today=datetime.date(2099, 1, 1))
    job = RenderJob(REGISTRY[name], edition, REGISTRY[name].options())

    assert find_differences(extract_text(job, render_artifact(job))) == []


@pytest.mark.parametrize("change", FAULTS, ids=lambda change: change.__name__)
def test_each_fault_of_a_pdf_is_one_finding(change: Callable[[pikepdf.Pdf], None], artifact: Artifact) -> None:
    """The finding has the handout, the format and the page, with the words that are expected and found there."""
    broken = replace(artifact, data=change_pdf(artifact.data, change))

    (found,) = find_differences(extract_text(JOB, broken))

    assert (found.path, found.words) == ("handouts.complete", "pdf")
    pattern = r"The text of complete \(.+, pdf\) differs from its document on page \d+: expected .+, found .+\."
    assert re.fullmatch(pattern, found.message)


def test_a_block_on_another_page_is_found(artifact: Artifact) -> None:
    """The pages of blocks that the exporter reports are compared with those of their words."""
    last = list(artifact.pages)[-1]
    wrong = replace(artifact, pages={**artifact.pages, last: 1})

    (found,) = find_differences(extract_text(JOB, wrong))

    assert f"'{last}' starts on page {artifact.pages[last]}, but the exporter reports page 1." in found.message


def test_a_font_that_is_wrong_everywhere_is_one_finding(artifact: Artifact) -> None:
    """Files of one format are counted in one finding."""
    broken = extract_text(JOB, replace(artifact, data=change_pdf(artifact.data, break_letters)))

    (found,) = find_differences(broken, broken, broken)

    assert found.message.endswith("2 more files of this format differ, too.")


def test_a_format_that_shows_only_a_part_is_not_compared(artifact: Artifact) -> None:
    """A format that declares no added texts, such as a card with the warnings, need not have every word."""
    text = extract_text(JOB, artifact)
    assert isinstance(text, RenderedText)

    assert find_differences(replace(text, parts=("Blue lips",), added_texts=None)) == []
