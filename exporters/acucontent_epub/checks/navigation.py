"""Checks of navigation: page titles, table of contents and page list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.quality.check import Found
from acucontent_epub.checks.book import EPUB_TYPE, XHTML, Book, Page, PageCheck, describe_element, extract_text
from acucontent_epub.hrefs import CONTENTS, COVER


def _find_missing_titles(book: Book) -> Iterator[Found]:
    """Find pages without a title."""
    for name, page in book.pages.items():
        if not any(extract_text(title) for title in page.iterfind(f"{XHTML}head/{XHTML}title")):
            yield Found(name, "the page has no title")


def _find_wrong_contents(book: Book) -> Iterator[Found]:
    """Find pages that the contents do not link, contents in the wrong order, and `nav` elements on other pages."""
    page = book.pages[CONTENTS]
    listed = [_get_file(link) for nav in _find_navs(page, "toc") for link in nav.iter(f"{XHTML}a")]
    reached = {_get_file(link) for link in page.iter(f"{XHTML}a")}
    for name in book.pages:
        if name not in reached and name not in (CONTENTS, COVER):
            yield Found(CONTENTS, f"the contents have no link to {name}")
    order = list(book.pages)
    places = [order.index(file) for file, _ in groupby(listed) if file in order]
    if places != sorted(places):
        yield Found(CONTENTS, "the contents do not list the pages in reading order")
    for name, other in book.pages.items():
        if name != CONTENTS and any(True for _ in other.iter(f"{XHTML}nav")):
            yield Found(name, "the page has its own `nav` element")


def _find_unlisted_figures(book: Book) -> Iterator[Found]:
    """Find figures and captioned tables that the contents do not link."""
    linked = {str(link.get("href")) for link in book.pages[CONTENTS].iter(f"{XHTML}a")}
    for page, element in book.find_elements(f"{XHTML}figure", f"{XHTML}table"):
        captioned = element.tag == f"{XHTML}figure" or any(
            extract_text(each) for each in element.iter(f"{XHTML}caption")
        )
        if captioned and f"{page}#{element.get('id')}" not in linked:
            yield Found(CONTENTS, f"the contents have no link to {describe_element(element)} of {page}")


def _find_wrong_page_list(book: Book) -> Iterator[Found]:
    """Find differences between the page list and the page breaks in the text."""
    marks = [f"{name}#{element.get('id')}" for name, element in book.find_elements() if _is_page_break(element)]
    listed = [
        str(link.get("href")) for nav in _find_navs(book.pages[CONTENTS], "page-list") for link in nav.iter(f"{XHTML}a")
    ]
    if marks != listed:
        differing = sorted({*marks} ^ {*listed})
        what = ", ".join(differing[:3]) or "the order differs"
        yield Found(CONTENTS, f"the page list differs from the page breaks in the text: {what}")


def has_page_list(book: Book) -> bool:
    """Return whether the book has a page list."""
    return bool(_find_navs(book.pages[CONTENTS], "page-list"))


def has_page_breaks(book: Book) -> bool:
    """Return whether the text has page breaks of the printed edition."""
    return any(_is_page_break(element) for _, element in book.find_elements())


def _is_page_break(element: Page) -> bool:
    return element.get("role") == "doc-pagebreak" or "pagebreak" in element.get(EPUB_TYPE, "").split()


def _find_navs(page: Page, kind: str) -> list[Page]:
    return [nav for nav in page.iter(f"{XHTML}nav") if kind in nav.get(EPUB_TYPE, "").split()]


def _get_file(link: Page) -> str:
    return str(link.get("href")).partition("#")[0]


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="titles",
        title="A page has no title",
        source="WCAG 2.2, success criterion 2.4.2.",
        find=_find_missing_titles,
    ),
    PageCheck(
        code="contents",
        title="The contents do not link every page in reading order",
        source="WCAG 2.2, success criteria 1.3.2, 2.4.1, 2.4.5, 3.2.3 and 3.2.6.",
        find=_find_wrong_contents,
    ),
    PageCheck(
        code="figures and tables listed",
        title="The contents do not link a figure or table",
        source="ONIX code list 196, code 11.",
        find=_find_unlisted_figures,
    ),
    PageCheck(
        code="page list",
        title="The page list differs from the page breaks in the text",
        source="EPUB Accessibility 1.1, page navigation.",
        find=_find_wrong_page_list,
    ),
)
"""The checks of this module."""
