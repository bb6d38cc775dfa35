"""The pages: numbers, contents, bookmarks and links tell the truth about where things are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from acucontent.document.anchors import list_anchors
from acucontent.document.blocks import Section
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.render import TooLong
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide, make_handout

POINTS = {"letter": (612, 792), "a4": (595, 842)}


def in_contents(sections: Iterable[Section], depth: int = 1) -> Iterator[tuple[int, Section]]:
    """The sections that the contents list, with their depth."""
    for section in sections:
        yield depth, section
        yield from in_contents(section.subsections, depth + 1)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_paper_has_its_size(paper: str) -> None:
    """Letter and A4, in points."""
    pdf = Pdf.of(make_guide(), paper=paper)

    assert {tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in pdf.file.pages} == {POINTS[paper]}


def test_each_page_says_its_number(first_visit: Pdf, back_pain: Guide) -> None:
    """The foot tells the page, the edition, and that no clinician has reviewed it."""
    count = first_visit.artifact.page_count

    assert count == len(first_visit.file.pages)
    for number in range(1, count + 1):
        foot = first_visit.artifacts(number)
        assert f"Page {number} of {count}" in foot
        assert f"{back_pain.title}. Edition {back_pain.edition}." in foot
        assert "Not yet reviewed by a clinician." in foot


def test_title_page_has_no_foot(complete: Pdf) -> None:
    """The first page of a booklet shows only the title."""
    assert "Page" not in complete.artifacts(1)
    assert "Page 2 of" in complete.artifacts(2)


def test_contents_tell_the_pages(complete: Pdf, back_pain: Guide) -> None:
    """Each entry's number is the page on which the section starts."""
    entries = [link.text for toc in [next(complete.tree.each("/TOC"))] for link in toc.each("/Link")]
    pages = complete.artifact.pages
    expected = [
        f"{flatten(section.title)} {pages[section.id]}"
        for _, section in in_contents(Edition.of(back_pain).document.sections)
    ]

    assert [" ".join(entry.split()) for entry in entries] == expected


def test_pages_of_blocks_are_where_they_are(complete: Pdf, back_pain: Guide) -> None:
    """The page that is told of a section is the page whose text has its title."""
    ids = list(Edition.of(back_pain).document.ids())
    shown = {
        number: "".join(text for page, _, text in complete.runs if complete.page_of(page) == number)
        for number in {complete.artifact.pages["safety"], complete.artifact.pages["references"]}
    }

    assert set(ids) <= complete.artifact.pages.keys() <= set(list_anchors(Edition.of(back_pain).document))
    assert "When to get medical help" in shown[complete.artifact.pages["safety"]]
    assert "References" in shown[complete.artifact.pages["references"]]


def test_on_each_page_something_begins(pdf: Pdf) -> None:
    """Every page has a spot of its own, in reading order, so that a book without pages can name each of them."""
    told = list(pdf.artifact.pages.values())

    assert told == sorted(told)
    assert sorted(set(told)) == list(range(1, len(pdf.file.pages) + 1))


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_bookmarks_are_the_listed_sections(back_pain: Guide, handout: str, request: pytest.FixtureRequest) -> None:
    """The outline has each section that the contents list, at its depth and page, and no entry or callout."""
    pdf = request.getfixturevalue(handout.replace("-", "_"))
    listed = in_contents(Edition.of(back_pain, handout).document.sections)

    assert pdf.outline() == [
        (depth, flatten(section.title), pdf.artifact.pages[section.id]) for depth, section in listed
    ]


def test_links_lead_somewhere(pdf: Pdf) -> None:
    """Each link leads to a place of the document or to an address, says where, is printed and can be hit."""
    places = pdf.destinations()

    assert pdf.links()
    for link in pdf.links():
        assert str(link.Dest) in places if "/Dest" in link else re.match(r"(https?|mailto|tel):", str(link.A.URI))
        assert str(link.Contents).strip()
        assert link.F == 4
        left, bottom, right, top = (float(edge) for edge in link.Rect)
        assert abs(right - left) > 2
        assert abs(top - bottom) > 5


def test_sheet_has_no_title_page_and_no_contents(first_visit: Pdf) -> None:
    """A sheet starts with its words: there is no paper to spare."""
    assert first_visit.artifact.pages["safety"] == 1
    assert not list(first_visit.tree.each("/TOC"))


def test_too_long_a_handout_is_refused() -> None:
    """The message says how many pages and lines are too many, and what no longer fits."""
    long = "\n\n".join(f"Paragraph {number}." for number in range(200))
    sheets = [make_handout(), make_handout(id="sheet", include=["summary", "costs"], page_limit=2)]

    with pytest.raises(TooLong) as told:
        Pdf.of(make_guide(summary=long, handouts=sheets), "sheet")

    assert isinstance(told.value, ExportFailed)
    assert re.match(
        r"Handout 'sheet' takes \d pages on Letter paper, \d more than its limit of 2: about \d+ lines too many, "
        r"from '[a-z_.]+' on\.",
        str(told.value),
    )
