"""The title page of a volume is one page; after a longer one, the contents follow its last line."""

from __future__ import annotations

import datetime

import pytest

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import Pages
from acucontent_pdf.full_overlay import write_text
from acucontent_pdf.layout import lay_out_page
from acucontent_pdf.page import compose_page
from tests.exporters.pdf.cases import list_cases
from tests.exporters.pdf.clinics import choose_overlay
from tests.exporters.pdf.test_empty_space import measure_empty_share
from tests.exporters.pdf.test_page_breaks import find_pages_by_element
from tests.shipped import load_shipped

OVERDUE = datetime.date(2040, 1, 1)
"""A day on which the review of each guide is overdue."""
NO_CHAPTERS = "body > section:not(.contents), .contents ul { display: none }"
"""A style that leaves only the title page and the heading of the contents."""
LONGEST = 400
"""The number of letters of the longest title."""


def lay_out_front(edition: Edition, paper: str, *, large_print: bool) -> Pages:
    """Lay out the title page and the contents of a volume."""
    page = compose_page(edition, PdfOptions.model_validate({"paper": paper, "large_print": large_print}))
    return lay_out_page(page._replace(styles=(*page.styles, NO_CHAPTERS)))


def list_matrix() -> list[object]:
    """Return each guide, volume, region, paper, size and overlay; all but a few are slow tests.

    One half, which has each combination of any five kinds of values, always runs; the other needs --all-cases.
    """
    values = (("back-pain", "migraine"), ("complete", "reference"), ("US", "GB"), ("letter", "a4"), (False, True))
    usual = {
        ("back-pain", "complete", "GB", "letter", False, "none"),
        ("migraine", "reference", "GB", "letter", True, "full"),
        ("migraine", "complete", "US", "a4", True, "full"),
    }
    return list_cases(*values, ("none", "full"), usual=usual)


@pytest.mark.parametrize(("guide", "handout", "region", "paper", "large_print", "overlay"), list_matrix())
def test_title_page_is_one_page(  # noqa: PLR0913, PLR0917 - the cases have so many kinds of values
    guide: str, handout: str, region: str, paper: str, large_print: bool, overlay: str
) -> None:
    """With the words of any clinic and the stamp of an overdue review, the contents begin the second page."""
    edition = Edition.of(load_shipped(guide), handout, region, overlay=choose_overlay(overlay, handout), today=OVERDUE)

    pages = lay_out_front(edition, paper, large_print=large_print)

    assert find_pages_by_element(pages, "div", "title-page").popitem()[1] == {0}
    assert find_pages_by_element(pages, "section", "contents").popitem()[1] == {1}


@pytest.mark.parametrize("large_print", [False, True], ids=["print", "large print"])
@pytest.mark.parametrize("overlay", [pytest.param("none", marks=pytest.mark.slow), "full"])
@pytest.mark.parametrize("length", [LONGEST, *(pytest.param(length, marks=pytest.mark.slow) for length in (79, 159))])
def test_contents_follow_a_long_title_page(length: int, overlay: str, large_print: bool) -> None:
    """They follow a title of any length. The opening is in one piece: half a page can be empty above it."""
    words = write_text(length)
    guide = load_shipped("back-pain").edit({"handouts.complete.title": words, "subtitle": words})

    edition = Edition.of(guide, "complete", overlay=choose_overlay(overlay, "complete"), today=OVERDUE)
    pages = lay_out_front(edition, "letter", large_print=large_print)

    titled = find_pages_by_element(pages, "div", "title-page").popitem()[1]
    contents = min(find_pages_by_element(pages, "section", "contents").popitem()[1])
    assert edition.document.about.title == words
    assert contents == max(1, *titled)
    assert all(measure_empty_share(page) < 1 / 2 for page in pages.pages[:contents])
