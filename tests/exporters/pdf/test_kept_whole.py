"""What a reader must see at a glance stands on one page, within its edges: callouts, maps with their words, tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import acucontent
from acucontent.edition import Edition
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import Pages
from acucontent_pdf.page import page_of
from acucontent_pdf.render import _laid_out
from tests.exporters.pdf.clinics import make_overlay

POINT = 4 / 3
"""A point in CSS pixels."""
EDGE = 36 * POINT
"""Half an inch: what a printer leaves white, and a thumb holds."""
HANDOUTS = acucontent.load("back-pain").handouts.ids
papers = pytest.mark.parametrize("paper", [pytest.param("letter", marks=pytest.mark.slow), "a4"])
sizes = pytest.mark.parametrize(
    "large_print", [pytest.param(False, marks=pytest.mark.slow), True], ids=["print", "large print"]
)


@cache
def pages_of(handout: str, paper: str, *, large_print: bool = False, clinic: bool = False) -> Pages:
    """A handout as it is laid out."""
    options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})
    overlay = make_overlay() if clinic else None
    return _laid_out(page_of(Edition.of(acucontent.load("back-pain"), handout, overlay=overlay), options))


def boxes_of(page: Any, tag: str) -> Iterator[Any]:
    """The boxes on a page, save those of the margins, that an element of a tag begins."""
    for box in page._page_box.children[0].descendants():
        if box.element is not None and box.element_tag == tag:
            yield box


def pages_by_element(pages: Pages, tag: str, name: str = "") -> dict[int, set[int]]:
    """The pages on which each element of a tag, and of a class, stands."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, page in enumerate(pages.pages):
        for box in boxes_of(page, tag):
            if not name or name in box.element.get("class", "").split():
                found[id(box.element)].add(number)
    return found


@papers
@pytest.mark.parametrize("clinic", [False, True], ids=["plain", "clinic"])
@pytest.mark.parametrize("handout", ["points", "evidence", "safety"])
def test_no_callout_is_torn(handout: str, paper: str, clinic: bool) -> None:
    """Signs of danger, and what rules needles out, stand in one piece in large print, too."""
    pages = pages_of(handout, paper, large_print=True, clinic=clinic)
    found = pages_by_element(pages, "section", name="callout")

    assert found
    assert max(map(len, found.values())) == 1


@papers
@sizes
@pytest.mark.parametrize("handout", ["points", "evidence"])
def test_figures_keep_within_their_page(handout: str, paper: str, large_print: bool) -> None:
    """No drawing reaches into the running foot, and its caption stands below it."""
    keep_within(pages_of(handout, paper, large_print=large_print))


@papers
@sizes
@pytest.mark.parametrize("clinic", [False, True], ids=["plain", "clinic"])
def test_a_map_stands_with_its_heading(paper: str, large_print: bool, clinic: bool) -> None:
    """The heading over a map, and what is said first, are on its page."""
    pages = pages_of("points", paper, large_print=large_print, clinic=clinic)
    (home,) = (number for number, page in enumerate(pages.pages) if list(boxes_of(page, "figure")))
    told = [number for number, page in enumerate(pages.pages) if any(each.startswith("maps.") for each in page.anchors)]

    assert told[0] == home


@papers
@sizes
@pytest.mark.parametrize("handout", ["evidence", "costs"])
def test_tables_keep_from_the_edge(handout: str, paper: str, large_print: bool) -> None:
    """No table ends less than half an inch before the edge of the paper."""
    keep_from_the_edge(pages_of(handout, paper, large_print=large_print))


@pytest.mark.slow
def test_a_booklet_in_large_print_keeps_all_of_this() -> None:
    """Its title page is one page; its callouts, figures and tables stand as those of a sheet."""
    pages = pages_of(HANDOUTS[0], "letter", large_print=True)

    assert pages_by_element(pages, "div", name="title-page").popitem()[1] == {0}
    assert max(map(len, pages_by_element(pages, "section", name="callout").values())) == 1
    keep_within(pages)
    keep_from_the_edge(pages)


def keep_within(pages: Pages) -> None:
    """Fail where a figure is torn, or goes beyond what its page holds."""
    assert max(map(len, pages_by_element(pages, "figure").values())) == 1
    for page in pages.pages:
        foot = page._page_box.content_box_y() + page._page_box.height
        for figure in boxes_of(page, "figure"):
            assert figure.position_y + figure.height <= foot + 1
            for drawing in (box for box in figure.descendants() if box.element_tag == "svg"):
                assert drawing.position_y + drawing.height <= figure.position_y + figure.height


def keep_from_the_edge(pages: Pages) -> None:
    """Fail where a table comes near the edge of the paper."""
    tables = [(page, table) for page in pages.pages for table in boxes_of(page, "table")]

    assert tables
    for page, table in tables:
        assert table.content_box_x() + table.width <= page.width - EDGE
