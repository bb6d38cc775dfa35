"""Checks of navigation: titles, contents, and pages of print."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.quality.check import Found
from acucontent_epub.checks.book import EPUB_TYPE, XHTML, Book, Page, PageCheck, named, words
from acucontent_epub.hrefs import CONTENTS, COVER


def _find_missing_titles(book: Book) -> Iterator[Found]:
    """Every page has a title."""
    for name, page in book.pages.items():
        if not any(words(title) for title in page.iterfind(f"{XHTML}head/{XHTML}title")):
            yield Found(name, "it has no title")


def _find_wrong_contents(book: Book) -> Iterator[Found]:
    """The contents lead to every page, in the order of reading; no other page has a list of places."""
    page = book.pages[CONTENTS]
    listed = [_file(link) for nav in _navs(page, "toc") for link in nav.iter(f"{XHTML}a")]
    reached = {_file(link) for link in page.iter(f"{XHTML}a")}
    for name in book.pages:
        if name not in reached and name not in (CONTENTS, COVER):
            yield Found(CONTENTS, f"it does not lead to {name}")
    order = list(book.pages)
    places = [order.index(file) for file, _ in groupby(listed) if file in order]
    if places != sorted(places):
        yield Found(CONTENTS, "it lists the pages in another order than that of reading")
    for name, other in book.pages.items():
        if name != CONTENTS and any(True for _ in other.iter(f"{XHTML}nav")):
            yield Found(name, "it has a list of places of its own")


def _find_unlisted_figures(book: Book) -> Iterator[Found]:
    """The contents lead to every figure, and to every table that has a caption."""
    led = {str(link.get("href")) for link in book.pages[CONTENTS].iter(f"{XHTML}a")}
    for page, element in book.elements(f"{XHTML}figure", f"{XHTML}table"):
        captioned = element.tag == f"{XHTML}figure" or any(words(each) for each in element.iter(f"{XHTML}caption"))
        if captioned and f"{page}#{element.get('id')}" not in led:
            yield Found(CONTENTS, f"it does not lead to {named(element)} of {page}")


def _find_wrong_page_list(book: Book) -> Iterator[Found]:
    """The list of pages leads to every mark of a page, in order, and to nothing else."""
    marks = [f"{name}#{element.get('id')}" for name, element in book.elements() if _is_mark(element)]
    listed = [
        str(link.get("href")) for nav in _navs(book.pages[CONTENTS], "page-list") for link in nav.iter(f"{XHTML}a")
    ]
    if marks != listed:
        differing = sorted({*marks} ^ {*listed})
        what = ", ".join(differing[:3]) or "the order differs"
        yield Found(CONTENTS, f"its list of pages and the marks in the text are not the same: {what}")


def has_page_list(book: Book) -> bool:
    """Whether there is a list of pages."""
    return bool(_navs(book.pages[CONTENTS], "page-list"))


def has_page_marks(book: Book) -> bool:
    """Whether the text marks where the pages of print begin."""
    return any(_is_mark(element) for _, element in book.elements())


def _is_mark(element: Page) -> bool:
    return element.get("role") == "doc-pagebreak" or "pagebreak" in element.get(EPUB_TYPE, "").split()


def _navs(page: Page, kind: str) -> list[Page]:
    return [nav for nav in page.iter(f"{XHTML}nav") if kind in nav.get(EPUB_TYPE, "").split()]


def _file(link: Page) -> str:
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
        title="The contents do not lead to every page in the order of reading",
        source="WCAG 2.2, success criteria 1.3.2, 2.4.1, 2.4.5, 3.2.3 and 3.2.6.",
        find=_find_wrong_contents,
    ),
    PageCheck(
        code="figures and tables listed",
        title="The contents do not lead to a figure or a table",
        source="ONIX code list 196, code 11.",
        find=_find_unlisted_figures,
    ),
    PageCheck(
        code="page list",
        title="The list of pages and the marks in the text differ",
        source="EPUB Accessibility 1.1, page navigation.",
        find=_find_wrong_page_list,
    ),
)
"""The checks of this module."""
