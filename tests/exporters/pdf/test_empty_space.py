"""No page of a volume has more than a third of its height empty, except where the next part must begin a page.

In large print, a row of a wide table is a small table, which stays whole: the page before it has no space for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import Any

import pytest

from acucontent.document.blocks import BlockId
from acucontent.edition import Edition
from acucontent.markup import Lettering
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.layout import fit_edition, lay_out_page
from acucontent_pdf.page import LETTERING, compose_page
from acucontent_pdf.picture_fit import fit_pictures
from tests.exporters.pdf.test_page_breaks import find_boxes
from tests.shipped import load_shipped

SVG = "{http://www.w3.org/2000/svg}svg"
GUIDES = ("back-pain", "migraine")
PAPERS = {"US": "letter", "GB": "a4"}
LARGE_LINE = 24.3 / 662
"""The height of a line in large print, as a part of that of the text of a Letter page."""
BEGIN_PAGES = frozenset({"key_points", "safety", "page_form"})
"""The roles of the sections that begin a page, so that they can be found and copied."""


def find_lowest_mark(page: Any) -> float:
    """Return the lower edge of the last text or picture of a page, without its foot."""
    marks = [box for box in page._page_box.children[0].descendants() if _is_mark(box)]
    return max((box.position_y + box.height for box in marks), default=page._page_box.content_box_y())


def _is_mark(box: Any) -> bool:
    return isinstance(box, boxes.ReplacedBox) or (isinstance(box, boxes.TextBox) and bool(box.text.strip()))


def measure_empty_share(page: Any) -> float:
    """Return the part of the height of a page that is empty at its end."""
    content = page._page_box
    return (content.content_box_y() + content.height - find_lowest_mark(page)) / content.height


def begins_with_part(page: Any) -> bool:
    """Return whether a page begins with a section that must begin a page."""
    for box in page._page_box.children[0].descendants():
        if _is_mark(box):
            return False
        if box.element is not None and box.element.get("data-role") in BEGIN_PAGES and box.position_y < 100:
            return not any(_is_mark(child) and child.position_y < box.position_y for child in box.descendants())
    return False


def begins_with_row(page: Any, space: float) -> bool:
    """Return whether a page begins with the caption of a wide table, and a row that is taller than a space with it."""
    first = next(filter(_is_mark, page._page_box.children[0].descendants()))
    rows = (box for box in find_boxes(page, "table") if box.element.get("class") == "facts row")
    row = next(rows, None)
    if row is None or first.element.get("class") != "caption":
        return False
    return row.position_y + row.margin_height() - first.position_y > space


def list_empty_pages(pages: Pages, most: float = 1 / 3) -> Iterator[tuple[int, float]]:
    """Yield the number of each page with a larger part of its height empty, and the empty part."""
    for number, (page, following) in enumerate(pairwise(pages.pages), start=1):
        share = measure_empty_share(page)
        space = share * page._page_box.height
        if share > most and not begins_with_part(following) and not begins_with_row(following, space):
            yield number, round(share, 2)


def list_volumes() -> Iterator[object]:
    """Yield each guide, volume and region. All but one need --all-cases: `test_conformance` looks at each volume."""
    for kind in product(GUIDES, ("complete", "reference"), PAPERS):
        usual = kind == ("back-pain", "complete", "US")
        yield pytest.param(*kind, marks=[] if usual else [pytest.mark.slow, pytest.mark.matrix])


@pytest.mark.parametrize(("guide", "volume", "region"), list(list_volumes()))
def test_no_page_of_a_volume_is_a_third_empty(guide: str, volume: str, region: str) -> None:
    """Entries and tables break, and maps are drawn smaller, so that no page is left empty."""
    edition = Edition.of(load_shipped(guide), volume, region)

    pages = fit_edition(edition, PdfOptions.model_validate({"paper": PAPERS[region]})).pages

    assert len(pages.pages) > 20
    assert list(list_empty_pages(pages)) == []


@pytest.mark.matrix
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("region", ["US", "GB"])
@pytest.mark.parametrize("volume", ["complete", "reference"])
@pytest.mark.parametrize("guide", GUIDES)
def test_no_page_in_large_print_is_a_third_empty(guide: str, volume: str, region: str, paper: str) -> None:
    """Boxes of warnings break, and pictures are smaller or in pieces. A line, which is tall, may be missing.

    `test_conformance` looks at each volume on both papers, in two other regions.
    """
    edition = Edition.of(load_shipped(guide), volume, region)

    pages = fit_edition(edition, PdfOptions.model_validate({"paper": paper, "large_print": True})).pages

    assert len(pages.pages) > 20
    assert list(list_empty_pages(pages, 1 / 3 + LARGE_LINE)) == []


ONLY_MAPS = "body > section:not(:has(svg.body-map)) { display: none }"
"""A style that leaves only the title page and the chapter with the maps."""


@pytest.mark.parametrize(("space", "is_smaller"), [(60, False), (240, True), (330, False)])
def test_a_map_is_drawn_smaller_to_fit_on_the_page(space: int, is_smaller: bool) -> None:
    """A map that would leave more than a third of a page empty is on that page. Its text keeps its size.

    The space, in points, is above the text before the map. After 60 the map fits; after 330 less than a third is left.
    """
    edition, options = Edition.of(load_shipped("back-pain")), PdfOptions(paper="letter")
    more = f"h3::after {{ content: '.'; display: block; padding-top: {space}pt }}"
    used: list[dict[BlockId, Lettering]] = []

    def lay_out(letterings: Mapping[BlockId, Lettering]) -> Pages:
        page = compose_page(edition, options, letterings)
        used.append(dict(letterings))
        return lay_out_page(page._replace(styles=(*page.styles, ONLY_MAPS, more)))

    pages = fit_pictures(edition.document, LETTERING[False], lay_out)

    first = pages.pages[1]
    assert any("body-map" in box.element.get("class", "") for box in find_boxes(first, SVG)) == (space < 330)
    assert [used[-1] == {}, used[-1] != {}][is_smaller]
    assert all(one.figure_scale < LETTERING[False].figure_scale for one in used[-1].values())
