"""The pages of the printed edition are the same in the ebook: each is listed, and begins where it begins on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from acucontent.document.anchors import CONTENTS, OPENING, find_home
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact
from acucontent_epub.page_list import find_breaks
from acucontent_pdf import PdfOptions
from acucontent_pdf import export as export_pdf
from tests.exporters.epub.book import NAMES, Book
from tests.factories import make_source

ISBN = "9789240081789"
SOURCE = make_source(isbn=ISBN)
_NAMED = {"a", "caption", "figcaption", "h1", "h2", "h3", "h4"}
HANDOUTS = ["complete", "first-visit", "safety"]


@pytest.fixture(scope="module", params=HANDOUTS)
def handout(request: pytest.FixtureRequest) -> str:
    """The handout that is made in both formats."""
    return str(request.param)


@pytest.fixture(scope="module")
def pdf(back_pain: Guide, handout: str) -> Artifact:
    """It as PDF."""
    return export_pdf(Edition.of(back_pain, handout), PdfOptions())


@pytest.fixture(scope="module")
def book(back_pain: Guide, handout: str, pdf: Artifact) -> Book:
    """It as an ebook made beside the PDF."""
    return Book.from_guide(back_pain, handout, printed=_make_printed(pdf))


def test_every_page_of_the_pdf_is_listed(book: Book, pdf: Artifact) -> None:
    """The list has each page once, in order, and so has the older one."""
    pages = [str(number) for number in range(1, (pdf.page_count or 0) + 1)]
    listed = book.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='page-list']//xhtml:a", namespaces=NAMES)
    older = book.parse_member("toc.ncx").iterfind(".//ncx:pageTarget", NAMES)

    assert len(pages) > 3
    assert [link.text for link in listed] == pages
    assert [(target.get("value"), target.find("ncx:content", NAMES).get("src")) for target in older] == [
        (link.text, link.get("href")) for link in listed
    ]


def test_each_entry_agrees_with_the_pdf(book: Book, pdf: Artifact) -> None:
    """What follows the mark of a page, up to the next mark, is what the PDF tells to begin on that page.

    Every id between two marks that the PDF knows is on the page of the first mark; so no entry is early or late.
    """
    known = {spot: page for spot, page in pdf.pages.items() if find_home(spot) not in (OPENING, CONTENTS)}
    page, compared = 0, 0
    for name in book.spine:
        if name == "imprint.xhtml":
            continue  # it repeats what stands elsewhere
        for element in book.pages[name].iter():
            if element.get("role") == "doc-pagebreak":
                page = int(element.get("aria-label").removeprefix("Page "))
                continue
            if element.get("id") in known and not _begins_with_mark(element):
                compared += 1
                assert known[element.get("id")] == page, element.get("id")

    assert compared > 0.8 * sum("__" not in spot for spot in known)


def test_marks_are_what_readers_know(book: Book) -> None:
    """A mark has the role and the type of a page break, its number in words, and no words of its own."""
    marks = [mark for page in book.pages.values() for mark in page.xpath("//*[@role='doc-pagebreak']")]

    assert marks
    for mark in marks:
        number = mark.get("id").removeprefix("page-")
        assert mark.get(f"{{{NAMES['epub']}}}type") == "pagebreak"
        assert mark.get("aria-label") == f"Page {number}"
        assert "".join(mark.itertext()) == ""
    assert list(book.find_dead_links()) == []


def test_whose_pages_they_are_is_said(book: Book) -> None:
    """The package names the printed edition, and so does the imprint."""
    assert book.find_metadata("//opf:meta[@property='pageBreakSource']") == [f"urn:isbn:{ISBN}"]
    assert {"pageNavigation", "pageBreakMarkers"} <= {
        *book.find_metadata("//opf:meta[@property='schema:accessibilityFeature']")
    }
    assert ISBN in book.get_text("imprint.xhtml")


def test_without_a_pdf_no_pages_are_claimed(complete: Book) -> None:
    """No list, no mark, no source, no feature."""
    assert complete.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='page-list']", namespaces=NAMES) == []
    assert [page for page in complete.pages.values() if page.xpath("//*[@role='doc-pagebreak']")] == []
    assert complete.find_metadata("//opf:meta[@property='pageBreakSource']") == []
    assert not any("page" in feature.lower() for feature in complete.find_metadata("//opf:meta[contains(., 'page')]"))
    assert list(complete.parse_member("toc.ncx").iterfind(".//ncx:pageTarget", NAMES)) == []


def test_page_on_which_nothing_begins_is_in_what_goes_on_there() -> None:
    """Its mark stands where the long part begins that fills it, after the mark of the page before."""
    printed = PrintedPages(SOURCE, (("one", 1), ("two", 2), ("three", 4)), 5)

    assert find_breaks(printed) == {OPENING: (1,), "two": (2, 3), "three": (4, 5)}
    assert find_breaks(replace(printed, pages=1)) == {OPENING: (1,)}
    assert find_breaks(None) == {}


def test_page_that_begins_within_the_contents_stands_before_them(book: Book) -> None:
    """No mark is in a heading, a link or a caption, whose name would begin with the number of a page."""
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
    """The names of the elements that a mark is in."""
    return {etree.QName(element).localname for element in mark.iterancestors()}


def _begins_with_mark(element: etree._Element) -> bool:
    """Whether the mark of a page comes before the first words of an element."""
    for inner in element.iter():
        if inner.get("role") == "doc-pagebreak":
            return True
        if (inner.text or "").strip():
            return False
    return False


def _make_printed(pdf: Artifact) -> PrintedPages:
    return PrintedPages(SOURCE, tuple(pdf.pages.items()), pdf.page_count or 0)
