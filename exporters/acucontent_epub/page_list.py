"""The page list: the places in the ebook at which the pages of the printed edition begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acucontent.document.anchors import CONTENTS as CONTENTS_ANCHOR
from acucontent.document.anchors import OPENING, Anchor, find_anchor_block
from acucontent.document.labels import Labels
from acucontent.edition import PrintedPages, PrintedSource
from acucontent_epub.hrefs import CONTENTS, TITLE_PAGE, Hrefs
from acucontent_epub.metadata import MetadataElement

Breaks = Mapping[Anchor, tuple[int, ...]]
"""The numbers of the pages that begin at each anchor."""


@dataclass(frozen=True)
class PrintedPage:
    """A page of the printed edition, with its address in the ebook."""

    number: int
    href: str


def find_breaks(printed: PrintedPages | None) -> Breaks:
    """Return the pages that begin at each anchor.

    A page begins at the first anchor on it; the first page begins at the start of the title page. A page without
    anchors begins at the last anchor before it. The table of contents has one anchor, at its start, because each of
    its lines is a link, and a page number inside a link would be read as a part of the link.
    """
    found: dict[Anchor, list[int]] = defaultdict(list)
    for number in range(1, printed.pages + 1 if printed else 1):
        anchor = _find_anchor(printed.starts if printed else (), number)
        found[CONTENTS_ANCHOR if find_anchor_block(anchor) == CONTENTS_ANCHOR else anchor].append(number)
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


def list_pages(hrefs: Hrefs, breaks: Breaks) -> tuple[PrintedPage, ...]:
    """Return every page in order, with its address."""
    addresses = {
        number: f"{_find_file(hrefs, anchor)}#page-{number}" for anchor, numbers in breaks.items() for number in numbers
    }
    return tuple(PrintedPage(number, addresses[number]) for number in sorted(addresses))


def _find_file(hrefs: Hrefs, anchor: Anchor) -> str:
    home = find_anchor_block(anchor)
    return {OPENING: TITLE_PAGE, CONTENTS_ANCHOR: CONTENTS}.get(home) or hrefs.files[home]


def list_source_metadata(printed: PrintedPages | None, labels: Labels) -> Iterator[MetadataElement]:
    """Yield the metadata about the source of the pages (https://www.w3.org/publishing/a11y/page-source-id/)."""
    if printed:
        source = printed.source
        value = f"urn:isbn:{source.isbn}" if source.isbn else format_source(source, labels)
        yield MetadataElement("OPF", "pageBreakSource", value, {"property": "pageBreakSource"})


def format_source(source: PrintedSource, labels: Labels) -> str:
    """Return a unique name for a paged file without ISBN."""
    edition = f"{labels('edition')} {source.edition}"
    options = (f"{name} {value}" for name, value in source.options)
    places = (source.language, source.region, source.clinic)
    selected = " + ".join(source.decision_options)
    return ", ".join(filter(None, (source.title, edition, *places, selected, source.format, *options)))
