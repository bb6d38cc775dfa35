"""The pages of the printed edition: where each begins in the ebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acucontent.document.blocks import BlockId
from acucontent.document.spots import CONTENTS as CONTENTS_SPOT
from acucontent.document.spots import OPENING, home_of
from acucontent.edition import PrintedPages
from acucontent_epub.metadata import Statement
from acucontent_epub.places import CONTENTS, TITLE_PAGE, Places

Breaks = Mapping[BlockId, tuple[int, ...]]
"""The pages by the spot at which they begin."""


@dataclass(frozen=True)
class Page:
    """A page of the printed edition, and its address in the ebook."""

    number: int
    href: str


def breaks(printed: PrintedPages | None) -> Breaks:
    """Where each page begins: at the first spot on it; the first page at the head of the title page.

    A page on which nothing begins is inside the last spot before it. The contents have one spot, at their head: each of
    their lines is a link as a whole, and a mark in it would be read as a part of its name.
    """
    found: dict[BlockId, list[int]] = defaultdict(list)
    for number in range(1, printed.pages + 1 if printed else 1):
        spot = _spot(printed.starts if printed else (), number)
        found[CONTENTS_SPOT if home_of(spot) == CONTENTS_SPOT else spot].append(number)
    return {spot: tuple(numbers) for spot, numbers in found.items()}


def _spot(starts: tuple[tuple[BlockId, int], ...], number: int) -> BlockId:
    if number == 1:
        return OPENING
    before = OPENING
    for spot, page in starts:
        if page >= number:
            return spot if page == number else before
        before = spot
    return before


def page_list(places: Places, begun: Breaks) -> tuple[Page, ...]:
    """Every page in order, with its address."""
    addresses = {
        number: f"{_file(places, spot)}#page-{number}" for spot, numbers in begun.items() for number in numbers
    }
    return tuple(Page(number, addresses[number]) for number in sorted(addresses))


def _file(places: Places, spot: BlockId) -> str:
    home = home_of(spot)
    return {OPENING: TITLE_PAGE, CONTENTS_SPOT: CONTENTS}.get(home) or places.pages[home]


def page_statements(printed: PrintedPages | None) -> Iterator[Statement]:
    """What the package says of the pages: whose they are (https://www.w3.org/publishing/a11y/page-source-id/)."""
    if printed:
        yield Statement("OPF", "pageBreakSource", printed.source, {"property": "pageBreakSource"})
