"""Checks of structure: headings, tables, links and ids are what they seem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from acucontent.quality.check import Found
from acucontent_epub.checks.book import XHTML, Book, PageCheck, named, told, words
from acucontent_epub.checks.pictures import PICTURES
from acucontent_epub.hrefs import COVER

_HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
_POINTING = ("aria-labelledby", "aria-describedby", "aria-details", "aria-controls")


def _find_wrong_headings(book: Book) -> Iterator[Found]:
    """Every page but the cover has one main heading, first; no heading is empty, and none skips a level."""
    for name, page in book.pages.items():
        if name == COVER:
            continue
        found = [(_HEADINGS[str(element.tag)], element) for element in page.iter(*_HEADINGS)]
        levels = [level for level, _ in found]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield Found(name, "it does not begin with its one main heading")
        for (before, _), (after, heading) in pairwise(found):
            if after > before + 1:
                yield Found(name, f"the heading {named(heading)} skips a level")
        for _, heading in found:
            if not words(heading):
                yield Found(name, "a heading has no words")


def _find_wrong_tables(book: Book) -> Iterator[Found]:
    """Every table has a name and headers, and each header says whether it heads a row or a column."""
    for page, table in book.elements(f"{XHTML}table"):
        headers = list(table.iter(f"{XHTML}th"))
        if not told(table) and not any(words(caption) for caption in table.iter(f"{XHTML}caption")):
            yield Found(page, f"the table {named(table)} has no name")
        if not headers:
            yield Found(page, f"the table {named(table)} has no headers")
        for header in headers:
            if header.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
                yield Found(page, f"the header {named(header)} does not say what it heads")


def _find_wrong_links(book: Book) -> Iterator[Found]:
    """Every link has words, and every link within the book leads somewhere."""
    ids = {name: {str(element.get("id")) for element in page.iter("*")} for name, page in book.pages.items()}
    for page, link in book.elements(f"{XHTML}a"):
        href = link.get("href")
        if href is None:
            continue
        if not (words(link) or told(link) or any(told(picture) for picture in link.iter(*PICTURES))):
            yield Found(page, f"the link to {href!r} has no words")
        file, _, fragment = href.partition("#")
        target = file or page
        if ":" not in href and (target not in ids or (fragment and fragment not in ids[target])):
            yield Found(page, f"the target of the link to {href!r} is not found")


def _find_wrong_ids(book: Book) -> Iterator[Found]:
    """No id stands twice on a page, and what an element points to for its name is there."""
    for name, page in book.pages.items():
        ids = Counter(element.get("id") for element in page.iter("*") if element.get("id"))
        for id_, times in ids.items():
            if times > 1:
                yield Found(name, f"the id {id_!r} stands in it {times} times")
        for element in page.iter("*"):
            for attribute in _POINTING:
                for id_ in element.get(attribute, "").split():
                    if id_ not in ids:
                        yield Found(name, f"{named(element)} takes its name from {id_!r}, which is not there")


def has_roles(book: Book) -> bool:
    """Whether parts of the book say what they are in the words of ARIA for publications."""
    return any(element.get("role", "").startswith("doc-") for _, element in book.elements())


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="headings",
        title="A page lacks its one main heading, or a heading is empty or skips a level",
        source="WCAG 2.2, success criteria 1.3.1, 2.4.1 and 2.4.6.",
        find=_find_wrong_headings,
    ),
    PageCheck(
        code="tables",
        title="A table has no name or no headers",
        source="WCAG 2.2, success criterion 1.3.1.",
        find=_find_wrong_tables,
    ),
    PageCheck(
        code="links",
        title="A link has no words or no target",
        source="WCAG 2.2, success criteria 2.4.4, 2.5.3 and 4.1.2.",
        find=_find_wrong_links,
    ),
    PageCheck(
        code="identity",
        title="An id is used twice, or an element is named by one that is not found",
        source="WCAG 2.2, success criteria 1.3.1 and 4.1.2.",
        find=_find_wrong_ids,
    ),
)
"""The checks of this module."""
