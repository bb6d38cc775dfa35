"""Page numbers, contents, bookmarks and links are correct."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from acucontent.document.anchors import list_anchors
from acucontent.document.blocks import Section
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent_pdf.full_overlay import make_full_overlay
from acucontent_pdf.layout import fit_edition
from acucontent_pdf.options import PdfOptions
from tests.exporters.pdf.paper_edge import MARGIN, measure_edge
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_short_guide

POINTS = {"letter": (612, 792), "a4": (595, 842)}


def list_contents(sections: Iterable[Section], depth: int = 1) -> Iterator[tuple[int, Section]]:
    """Yield the sections of the table of contents with their depth."""
    for section in sections:
        yield depth, section
        yield from list_contents(section.subsections, depth + 1)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_paper_has_its_size(paper: str) -> None:
    """Each page has the size of Letter or A4."""
    pdf = Pdf.from_guide(make_short_guide(), paper=paper)

    assert {tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in pdf.file.pages} == {POINTS[paper]}


@pytest.mark.parametrize(
    ("region", "paper"), {"US": "letter", "CA": "letter", "GB": "a4", "international": "a4"}.items()
)
def test_paper_follows_the_region(region: str, paper: str) -> None:
    """Printers in the US and Canada hold Letter, others A4; to name that paper changes no byte."""
    guide = make_short_guide(regions=[{"code": region, "name": "Here", "emergency_number": "999"}])

    usual = Pdf.from_guide(guide)

    assert {tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in usual.file.pages} == {POINTS[paper]}
    assert Pdf.from_guide(guide, paper=paper).artifact == usual.artifact
    assert PdfOptions.model_validate({"paper": paper}).get_non_defaults(region) == {}


def test_footers_have_page_numbers(first_visit: Pdf, back_pain: Guide) -> None:
    """The footer shows the page, the edition, and that no clinician has reviewed it."""
    count = first_visit.artifact.page_count

    assert count == len(first_visit.file.pages)
    for number in range(1, count + 1):
        foot = first_visit.read_artifacts(number)
        assert f"Page {number} of {count}" in foot
        assert f"Edition {back_pain.edition}" in foot
        assert "Not yet reviewed by a clinician." in foot


LONG_TITLES = {
    "words": "Acupuncture for people with pain in the neck and the shoulders " * 5,
    "letters": "Akupunkturbehandlung" * 15,
    "Chinese": "针刺治疗慢性颈部疼痛" * 12,
}


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("title", LONG_TITLES.values(), ids=LONG_TITLES)
def test_a_long_title_does_not_push_the_foot_off_the_paper(title: str, large_print: bool, back_pain: Guide) -> None:
    """The foot has a part of it, so that its last line, which says who reviewed the guide, is printed."""
    edition = Edition.of(back_pain.edit("title", title), "safety", "GB")
    volume = Edition.of(make_short_guide(title=title))
    options = PdfOptions(large_print=large_print)

    for each in (edition, volume):
        assert measure_edge(fit_edition(each, options).pages) >= MARGIN


@pytest.mark.parametrize("large_print", [False, True])
def test_a_clinic_does_not_push_the_foot_off_the_paper(large_print: bool) -> None:
    """The chapter of a clinic has its name, of which the foot has a part."""
    guide = make_short_guide()
    edition = Edition.of(guide, overlay=make_full_overlay(guide.handouts[0].id))
    pages = fit_edition(edition, PdfOptions(large_print=large_print)).pages

    assert measure_edge(pages) >= MARGIN


def test_title_page_has_no_footer(complete: Pdf) -> None:
    """The first page of a booklet shows only the title."""
    assert "Page" not in complete.read_artifacts(1)
    assert "Page 2 of" in complete.read_artifacts(2)


def test_feet_name_the_chapter(complete: Pdf, back_pain: Guide) -> None:
    """The foot of a page names the first chapter that begins on it, or the one that goes on; nobody hears it."""
    chapters = {section.id: flatten(section.title) for section in Edition.of(back_pain).document.sections}
    starts = {number: title for id_, title in reversed(chapters.items()) if (number := complete.artifact.pages[id_])}
    current = "Contents"
    for number in range(2, complete.artifact.page_count + 1):
        current = starts.get(number, current)

        assert f"{current}{back_pain.title}. Edition" in complete.read_artifacts(number), number


def test_contents_list_the_pages(complete: Pdf, back_pain: Guide) -> None:
    """The number of each entry is the page on which the section starts."""
    entries = [link.text for toc in [next(complete.tree.find_elements("/TOC"))] for link in toc.find_elements("/Link")]
    pages = complete.artifact.pages
    expected = [
        f"{flatten(section.title)} {pages[section.id]}"
        for _, section in list_contents(Edition.of(back_pain).document.sections)
    ]

    assert [" ".join(entry.split()) for entry in entries] == expected


def test_pages_of_blocks_are_correct(complete: Pdf, back_pain: Guide) -> None:
    """The page of a section in the artifact is the page that shows its title."""
    ids = list(Edition.of(back_pain).document.walk_ids())
    shown = {
        number: "".join(text for page, _, text in complete.runs if complete.find_page(page) == number)
        for number in {complete.artifact.pages["safety"], complete.artifact.pages["references"]}
    }

    assert set(ids) <= complete.artifact.pages.keys() <= set(list_anchors(Edition.of(back_pain).document))
    assert "When to get medical help" in shown[complete.artifact.pages["safety"]]
    assert "Sources (in full" in shown[complete.artifact.pages["references"]]


def test_each_page_has_an_anchor(pdf: Pdf) -> None:
    """On every page an anchor begins, in reading order, so that an ebook can list each page."""
    starts = list(pdf.artifact.pages.values())

    assert starts == sorted(starts)
    assert sorted(set(starts)) == list(range(1, len(pdf.file.pages) + 1))


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_bookmarks_are_the_listed_sections(back_pain: Guide, handout: str, request: pytest.FixtureRequest) -> None:
    """The outline has the same sections as the contents, with their depth and page."""
    pdf = request.getfixturevalue(handout.replace("-", "_"))
    listed = list(list_contents(Edition.of(back_pain, handout).document.sections))

    outline = pdf.read_outline()
    assert [entry[:2] for entry in outline] == [(depth, flatten(section.title)) for depth, section in listed]
    for (*_, page), (_, section) in zip(outline, listed, strict=True):
        assert pdf.artifact.pages.get(section.id, page) == page  # a sheet can move its form, which then has no anchor


def test_links_have_targets(pdf: Pdf) -> None:
    """Each link has a valid target, a description, the print flag and a clickable area."""
    places = pdf.list_destinations()

    assert pdf.list_links()
    for link in pdf.list_links():
        assert str(link.Dest) in places if "/Dest" in link else re.match(r"(https?|mailto|tel):", str(link.A.URI))
        assert str(link.Contents).strip()
        assert link.F == 4
        left, bottom, right, top = (float(edge) for edge in link.Rect)
        assert abs(right - left) > 2
        assert abs(top - bottom) > 5


def test_sheet_has_no_title_page_and_no_contents(first_visit: Pdf) -> None:
    """A sheet starts with its text; its warnings are on the back."""
    assert first_visit.artifact.pages["sessions.prepare"] == 1
    assert first_visit.artifact.pages["safety"] == 2
    assert not list(first_visit.tree.find_elements("/TOC"))
