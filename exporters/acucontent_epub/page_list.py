"""The pages of the printed edition: where each begins in the ebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acucontent.document.anchors import CONTENTS as CONTENTS_ANCHOR
from acucontent.document.anchors import OPENING, Anchor, find_home
from acucontent.document.labels import Labels
from acucontent.edition import PrintedPages, PrintedSource
from acucontent_epub.hrefs import CONTENTS, TITLE_PAGE, Hrefs
from acucontent_epub.metadata import Statement

Breaks = Mapping[Anchor, tuple[int, ...]]
"""The pages by the anchor at which they begin."""


@dataclass(frozen=True)
class Page:
    """A page of the printed edition, and its address in the ebook."""

    number: int
    href: str


def find_breaks(printed: PrintedPages | None) -> Breaks:
    """Return where each page begins: at the first anchor on it; the first page at the head of the title page.

    A page on which nothing begins is inside the last anchor before it. The contents have one anchor, at their head:
    each of their lines is a link as a whole, and a mark in it would be read as a part of its name.
    """
    found: dict[Anchor, list[int]] = defaultdict(list)
    for number in range(1, printed.pages + 1 if printed else 1):
        anchor = _find_anchor(printed.starts if printed else (), number)
        found[CONTENTS_ANCHOR if find_home(anchor) == CONTENTS_ANCHOR else anchor].append(number)
    return {anchor: tuple(numbers) for anchor, numbers in found.items()}


def _find_anchor(starts: tuple[tuple[Anchor, int], ...], number: int) -> Anchor:
    if number == 1:
        return OPENING
    before = OPENING
    for anchor, page in starts:
        if page >= number:
            return anchor if page == number else before
        before = anchor
    return before


def list_pages(hrefs: Hrefs, breaks: Breaks) -> tuple[Page, ...]:
    """Return every page in order, with its address."""
    addresses = {
        number: f"{_find_file(hrefs, anchor)}#page-{number}" for anchor, numbers in breaks.items() for number in numbers
    }
    return tuple(Page(number, addresses[number]) for number in sorted(addresses))


def _find_file(hrefs: Hrefs, anchor: Anchor) -> str:
    home = find_home(anchor)
    return {OPENING: TITLE_PAGE, CONTENTS_ANCHOR: CONTENTS}.get(home) or hrefs.files[home]


def state_source(printed: PrintedPages | None, labels: Labels) -> Iterator[Statement]:
    """Yield what the package says about the pages (https://www.w3.org/publishing/a11y/page-source-id/)."""
    if printed:
        source = printed.source
        value = f"urn:isbn:{source.isbn}" if source.isbn else name_source(source, labels)
        yield Statement("OPF", "pageBreakSource", value, {"property": "pageBreakSource"})


def name_source(source: PrintedSource, labels: Labels) -> str:
    """Return the name of a paged file that has no ISBN: what tells it from any other."""
    edition = f"{labels('edition')} {source.edition}"
    options = (f"{name} {value}" for name, value in source.options)
    return ", ".join(
        filter(None, (source.title, edition, source.language, source.region, source.clinic, source.format, *options))
    )
