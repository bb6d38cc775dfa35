"""Callouts, maps and tables do not break badly, and stay inside the margins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import Pages
from acucontent_pdf.layout import fit_edition
from tests.exporters.pdf.clinics import make_overlay
from tests.shipped import load_shipped

POINT = 4 / 3
"""A point in CSS pixels."""
BORDER = 0.5 * POINT
"""Half the width of the lines of a table, which are drawn on its edge."""
HANDOUTS = load_shipped("back-pain").handouts.ids
papers = pytest.mark.parametrize("paper", [pytest.param("letter", marks=pytest.mark.slow), "a4"])
sizes = pytest.mark.parametrize(
    "large_print", [pytest.param(False, marks=pytest.mark.slow), True], ids=["print", "large print"]
)


@cache
def lay_out_handout(handout: str, paper: str, *, large_print: bool = False, clinic: bool = False) -> Pages:
    """Lay out a handout."""
    options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})
    overlay = make_overlay() if clinic else None
    return fit_edition(Edition.of(load_shipped("back-pain"), handout, overlay=overlay), options).pages


def find_boxes(page: Any, tag: str) -> Iterator[Any]:
    """Yield the boxes of all elements with a tag on a page, without its margins."""
    for box in page._page_box.children[0].descendants():
        if box.element is not None and box.element_tag == tag:
            yield box


def find_pages_by_element(pages: Pages, tag: str, name: str = "") -> dict[int, set[int]]:
    """Return the pages of each element with a tag and, if given, a class."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, page in enumerate(pages.pages):
        for box in find_boxes(page, tag):
            if not name or name in box.element.get("class", "").split():
                found[id(box.element)].add(number)
    return found


@papers
@pytest.mark.parametrize("clinic", [False, True], ids=["plain", "clinic"])
@pytest.mark.parametrize("handout", ["points", "safety"])
def test_warnings_do_not_break(handout: str, paper: str, clinic: bool) -> None:
    """Each warning is on one page, even in large print, where its box may be on two."""
    pages = lay_out_handout(handout, paper, large_print=True, clinic=clinic)
    found = find_pages_by_element(pages, "li")

    assert found
    assert max(map(len, found.values())) == 1


@papers
@sizes
@pytest.mark.parametrize("handout", ["points", "evidence"])
def test_figures_stay_inside_their_page(handout: str, paper: str, large_print: bool) -> None:
    """No drawing overlaps the running footer or its caption."""
    assert_figures_inside(lay_out_handout(handout, paper, large_print=large_print))


@papers
@sizes
@pytest.mark.parametrize("clinic", [False, True], ids=["plain", "clinic"])
def test_a_map_is_with_its_heading(paper: str, large_print: bool, clinic: bool) -> None:
    """The heading of a map and its first paragraph are on the same page."""
    pages = lay_out_handout("points", paper, large_print=large_print, clinic=clinic)
    (home,) = (number for number, page in enumerate(pages.pages) if list(find_boxes(page, "figure")))
    with_map = [
        number for number, page in enumerate(pages.pages) if any(each.startswith("maps.") for each in page.anchors)
    ]

    assert with_map[0] == home


@papers
@sizes
@pytest.mark.parametrize("handout", ["evidence", "costs"])
def test_tables_stay_inside_the_margin(handout: str, paper: str, large_print: bool) -> None:
    """No table is closer than 12 mm to the edge of the paper."""
    assert_tables_inside(lay_out_handout(handout, paper, large_print=large_print))


@pytest.mark.slow
def test_booklet_in_large_print_breaks_well() -> None:
    """Its title page is one page, and figures and tables are whole; a box of warnings longer than a page takes two."""
    pages = lay_out_handout(HANDOUTS[0], "letter", large_print=True)

    assert find_pages_by_element(pages, "div", name="title-page").popitem()[1] == {0}
    assert max(map(len, find_pages_by_element(pages, "section", name="callout").values())) <= 2
    assert_figures_inside(pages)
    assert_tables_inside(pages)


def assert_figures_inside(pages: Pages) -> None:
    """Assert that no figure breaks or leaves the content area of its page."""
    assert max(map(len, find_pages_by_element(pages, "figure").values())) == 1
    for page in pages.pages:
        foot = page._page_box.content_box_y() + page._page_box.height
        for figure in find_boxes(page, "figure"):
            assert figure.position_y + figure.height <= foot + 1
            for drawing in (box for box in figure.descendants() if box.element_tag == "svg"):
                assert drawing.position_y + drawing.height <= figure.position_y + figure.height


def assert_tables_inside(pages: Pages) -> None:
    """Assert that no table reaches into the margin of its page."""
    tables = [(page, table) for page in pages.pages for table in find_boxes(page, "table")]

    assert tables
    for page, table in tables:
        content = page._page_box
        assert table.content_box_x() + table.width <= content.content_box_x() + content.width + BORDER
