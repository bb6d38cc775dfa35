"""Checks of structure: headings, tables, links and ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from acucontent.quality.check import Found
from acucontent_epub.checks.book import XHTML, Book, PageCheck, describe_element, extract_text, get_accessible_name
from acucontent_epub.checks.pictures import PICTURES
from acucontent_epub.hrefs import COVER

_HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
_POINTING = ("aria-labelledby", "aria-describedby", "aria-details", "aria-controls")


def _find_wrong_headings(book: Book) -> Iterator[Found]:
    """Find pages, except the cover, that do not begin with their only main heading, and empty or skipped headings."""
    for name, page in book.pages.items():
        if name == COVER:
            continue
        found = [(_HEADINGS[str(element.tag)], element) for element in page.iter(*_HEADINGS)]
        levels = [level for level, _ in found]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield Found(name, "the page does not begin with its only main heading")
        for (before, _), (after, heading) in pairwise(found):
            if after > before + 1:
                yield Found(name, f"the heading {describe_element(heading)} skips a level")
        for _, heading in found:
            if not extract_text(heading):
                yield Found(name, "a heading is empty")


def _find_wrong_tables(book: Book) -> Iterator[Found]:
    """Find tables without a name or headers, and headers without a scope."""
    for page, table in book.find_elements(f"{XHTML}table"):
        headers = list(table.iter(f"{XHTML}th"))
        if not get_accessible_name(table) and not any(
            extract_text(caption) for caption in table.iter(f"{XHTML}caption")
        ):
            yield Found(page, f"the table {describe_element(table)} has no name")
        if not headers:
            yield Found(page, f"the table {describe_element(table)} has no headers")
        for header in headers:
            if header.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
                yield Found(page, f"the header {describe_element(header)} has no scope")


def _find_wrong_links(book: Book) -> Iterator[Found]:
    """Find links without text, and links within the book without a target."""
    ids = {name: {str(element.get("id")) for element in page.iter("*")} for name, page in book.pages.items()}
    for page, link in book.find_elements(f"{XHTML}a"):
        href = link.get("href")
        if href is None:
            continue
        if not (
            extract_text(link)
            or get_accessible_name(link)
            or any(get_accessible_name(picture) for picture in link.iter(*PICTURES))
        ):
            yield Found(page, f"the link to {href!r} has no text")
        file, _, fragment = href.partition("#")
        target = file or page
        if ":" not in href and (target not in ids or (fragment and fragment not in ids[target])):
            yield Found(page, f"the target of the link to {href!r} is not found")


def _find_wrong_ids(book: Book) -> Iterator[Found]:
    """Find duplicate ids on a page, and ARIA references to ids that do not exist."""
    for name, page in book.pages.items():
        ids = Counter(element.get("id") for element in page.iter("*") if element.get("id"))
        for id_, times in ids.items():
            if times > 1:
                yield Found(name, f"duplicate id {id_!r} ({times} times)")
        for element in page.iter("*"):
            for attribute in _POINTING:
                for id_ in element.get(attribute, "").split():
                    if id_ not in ids:
                        yield Found(name, f"{describe_element(element)} refers to the id {id_!r}, which is not found")


def has_roles(book: Book) -> bool:
    """Return whether parts of the book have roles of the Digital Publishing WAI-ARIA module."""
    return any(element.get("role", "").startswith("doc-") for _, element in book.find_elements())


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="headings",
        title="A page does not begin with its only main heading, or a heading is empty or skips a level",
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
        title="A link has no text or no target",
        source="WCAG 2.2, success criteria 2.4.4, 2.5.3 and 4.1.2.",
        find=_find_wrong_links,
    ),
    PageCheck(
        code="ids",
        title="An id is duplicate, or an element refers to an id that is not found",
        source="WCAG 2.2, success criteria 1.3.1 and 4.1.2.",
        find=_find_wrong_ids,
    ),
)
"""The checks of this module."""
