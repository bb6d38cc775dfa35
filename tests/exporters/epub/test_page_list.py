"""The ebook lists the pages of the printed edition, and each begins at the same place as on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from acucontent.build import build
from acucontent.document.anchors import CONTENTS, OPENING, find_anchor_block
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact
from acucontent_epub.page_list import find_breaks
from acucontent_pdf import PdfOptions
from acucontent_pdf import export as export_pdf
from tests.exporters.epub.book import NAMES, Book
from tests.factories import make_guide, make_source

ISBN = "9789240081789"
SOURCE = make_source(isbn=ISBN)
_NAMED = {"a", "caption", "figcaption", "h1", "h2", "h3", "h4"}
HANDOUTS = ["complete", "first-visit", "safety"]


@pytest.fixture(scope="module", params=HANDOUTS)
def handout(request: pytest.FixtureRequest) -> str:
    """Return a handout for both formats."""
    return str(request.param)


@pytest.fixture(scope="module")
def pdf(back_pain: Guide, handout: str) -> Artifact:
    """Return the handout as PDF."""
    return export_pdf(Edition.of(back_pain, handout), PdfOptions())


@pytest.fixture(scope="module")
def book(back_pain: Guide, handout: str, pdf: Artifact) -> Book:
    """Return the handout as an ebook with the pages of the PDF."""
    return Book.from_guide(back_pain, handout, printed=_make_printed(pdf))


def test_every_page_of_the_pdf_is_listed(book: Book, pdf: Artifact) -> None:
    """The page lists of EPUB 3 and EPUB 2 have each page once, in order."""
    pages = [str(number) for number in range(1, (pdf.page_count or 0) + 1)]
    listed = book.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='page-list']//xhtml:a", namespaces=NAMES)
    older = book.parse_member("toc.ncx").iterfind(".//ncx:pageTarget", NAMES)

    assert len(pages) >= 2
    assert [link.text for link in listed] == pages
    assert [(target.get("value"), target.find("ncx:content", NAMES).get("src")) for target in older] == [
        (link.text, link.get("href")) for link in listed
    ]


def test_each_entry_agrees_with_the_pdf(book: Book, pdf: Artifact) -> None:
    """Every id between two page breaks is on the page of the first break in the PDF, so no break is early or late."""
    known = {anchor: page for anchor, page in pdf.pages.items() if find_anchor_block(anchor) not in (OPENING, CONTENTS)}
    page, compared = 0, 0
    for name in book.spine:
        if name == "imprint.xhtml":
            continue  # it repeats text of other pages
        for element in book.pages[name].iter():
            if element.get("role") == "doc-pagebreak":
                page = int(element.get("aria-label").removeprefix("Page "))
                continue
            if element.get("id") in known and not _begins_with_mark(element):
                compared += 1
                assert known[element.get("id")] == page, element.get("id")

    assert compared > 0.8 * sum("__" not in anchor for anchor in known)


def test_page_breaks_follow_the_standard(book: Book) -> None:
    """A page break has its role and type, a label with the number, and no text."""
    marks = [mark for page in book.pages.values() for mark in page.xpath("//*[@role='doc-pagebreak']")]

    assert marks
    for mark in marks:
        number = mark.get("id").removeprefix("page-")
        assert mark.get(f"{{{NAMES['epub']}}}type") == "pagebreak"
        assert mark.get("aria-label") == f"Page {number}"
        assert "".join(mark.itertext()) == ""
    assert list(book.find_dead_links()) == []


def test_source_of_the_pages_is_stated(book: Book) -> None:
    """The package and the imprint name the printed edition."""
    assert book.find_metadata("//opf:meta[@property='pageBreakSource']") == [f"urn:isbn:{ISBN}"]
    assert {"pageNavigation", "pageBreakMarkers"} <= {
        *book.find_metadata("//opf:meta[@property='schema:accessibilityFeature']")
    }
    assert ISBN in book.get_text("imprint.xhtml")


def test_without_a_pdf_no_pages_are_claimed(complete: Book) -> None:
    """Without a PDF there is no page list, page break, source or claim, and the book says so."""
    summary = complete.find_metadata("//opf:meta[@property='schema:accessibilitySummary']")[0]
    assert summary.endswith("It has no page numbers of a printed edition.")
    assert "None: this file has no list of the pages of a printed edition." in complete.get_text("imprint.xhtml")
    assert complete.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='page-list']", namespaces=NAMES) == []
    assert [page for page in complete.pages.values() if page.xpath("//*[@role='doc-pagebreak']")] == []
    assert complete.find_metadata("//opf:meta[@property='pageBreakSource']") == []
    features = complete.find_metadata("//opf:meta[@property='schema:accessibilityFeature']")
    assert not any("page" in feature.lower() for feature in features)
    assert list(complete.parse_member("toc.ncx").iterfind(".//ncx:pageTarget", NAMES)) == []


@pytest.mark.parametrize("onix", [False, True])
@pytest.mark.parametrize("with_pdf", [False, True])
def test_every_part_agrees_on_the_page_list(onix: bool, with_pdf: bool, tmp_path: Path) -> None:
    """Package, contents, imprint, ONIX record and notes of a build agree on whether there is a page list."""
    formats = [*(["pdf"] if with_pdf else []), "epub"]
    built = build(make_guide(), formats=formats, options={"onix": onix}, out=tmp_path)
    book = Book((tmp_path / "hiccups.epub").read_bytes())
    record = (tmp_path / "hiccups.onix.xml").read_text("utf-8") if onix else ""

    said = {
        "nav": book.pages["nav.xhtml"].xpath("boolean(//*[@id='page-list'])"),
        "claim": "pageNavigation" in book.find_metadata("//opf:meta[@property='schema:accessibilityFeature']"),
        "source": bool(book.find_metadata("//opf:meta[@property='pageBreakSource']")),
        "summary": "It has no page" not in book.find_metadata("//opf:meta[contains(@property, 'Summary')]")[0],
        "imprint": "None: this file has no list" not in book.get_text("imprint.xhtml"),
        "notes": not any("no page list" in note for each in built for note in each.notes),
        **({"extent": "<Extent>" in record, "code": "<ProductFormFeatureValue>41<" in record} if onix else {}),
        **({"words": "It has no page numbers" not in record} if onix else {}),
    }
    assert said == dict.fromkeys(said, with_pdf)


def test_page_without_anchors_begins_at_the_last_one() -> None:
    """A page without anchors begins at the last anchor before it, after the break of the page before."""
    printed = PrintedPages(SOURCE, (("one", 1), ("two", 2), ("three", 4)), 5)

    assert find_breaks(printed) == {OPENING: (1,), "two": (2, 3), "three": (4, 5)}
    assert find_breaks(replace(printed, pages=1)) == {OPENING: (1,)}
    assert find_breaks(None) == {}


def test_page_breaks_in_the_contents_are_before_them(book: Book) -> None:
    """No page break is in a heading, link or caption, because its number would become a part of the name."""
    for name, page in book.pages.items():
        inside = [
            mark for mark in page.xpath("//*[@role='doc-pagebreak']") if not _NAMED.isdisjoint(_list_ancestors(mark))
        ]
        assert inside == [], name
    assert find_breaks(PrintedPages(SOURCE, ((CONTENTS, 2), (f"{CONTENTS}__3", 3), ("one", 4)), 4)) == {
        OPENING: (1,),
        CONTENTS: (2, 3),
        "one": (4,),
    }


def _list_ancestors(mark: etree._Element) -> set[str]:
    """Return the names of the elements around a page break."""
    return {etree.QName(element).localname for element in mark.iterancestors()}


def _begins_with_mark(element: etree._Element) -> bool:
    """Return whether a page break comes before the first text of an element."""
    for inner in element.iter():
        if inner.get("role") == "doc-pagebreak":
            return True
        if (inner.text or "").strip():
            return False
    return False


def _make_printed(pdf: Artifact) -> PrintedPages:
    return PrintedPages(SOURCE, tuple(pdf.pages.items()), pdf.page_count or 0)
