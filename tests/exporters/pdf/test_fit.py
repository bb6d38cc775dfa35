"""A sheet has the largest text that fits, its sides are full, and it is laid out a few times only."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions, layout
from acucontent_pdf.engine import Pages
from acucontent_pdf.fill import LITTLE, fill_sides
from acucontent_pdf.fit import POINT, SIZES, Fit, LayOut, find_largest, has_two_sides, measure_spaces, walk_body
from acucontent_pdf.layout import fit_edition, lay_out_page
from acucontent_pdf.page import Page
from acucontent_pdf.sheet_page import compose_sheet_page
from tests.exporters.pdf.cases import list_cases
from tests.exporters.pdf.clinics import choose_overlay
from tests.shipped import load_shipped

GUIDES = ("back-pain", "migraine")
SHEETS = [(name, one.id) for name in GUIDES for one in load_shipped(name).handouts if one.kind == "sheet"]
OVERLAYS = ("none", "full")
USUAL = list(product([("back-pain", "safety"), ("migraine", "aftercare")], OVERLAYS, ["US"]))
"""The cases that are no slow tests."""
CASES = list_cases(SHEETS, OVERLAYS, ("US", "GB"), usual=USUAL)
"""Each sheet with each overlay in one region; those in the other region need --all-cases."""


def make_edition(sheet: tuple[str, str], overlay: str, region: str) -> Edition:
    """Return an edition of a sheet."""
    name, handout = sheet
    return Edition.of(load_shipped(name), handout, region, overlay=choose_overlay(overlay, handout))


def make_lay_out(sheet: tuple[str, str], overlay: str, region: str) -> LayOut:
    """Return a function that lays out a sheet with its form on the back."""
    edition = make_edition(sheet, overlay, region)
    return lambda fit: lay_out_page(compose_sheet_page(edition, PdfOptions(), fit))


@pytest.mark.parametrize(("sheet", "overlay", "region"), CASES)
def test_no_larger_text_fits(sheet: tuple[str, str], overlay: str, region: str) -> None:
    """Sizes that are not tried, because the sides are too full, do not fit."""
    lay_out = make_lay_out(sheet, overlay, region)

    fit, pages = find_largest(lay_out)

    assert has_two_sides(pages)
    larger = [size for size in SIZES if size > fit.size]
    assert not any(has_two_sides(lay_out(Fit(size, picture=330))) for size in larger[-1:])


@pytest.mark.parametrize(("sheet", "overlay", "region"), CASES)
def test_the_sides_are_full(sheet: tuple[str, str], overlay: str, region: str) -> None:
    """Little is empty on each side, unless its measures are at their limits or the next ones do not fit."""
    lay_out = make_lay_out(sheet, overlay, region)
    tight = find_largest(lay_out)

    fit, pages = fill_sides(*tight, lay_out)

    assert has_two_sides(pages)
    before, after = measure_spaces(tight[1]), measure_spaces(pages)
    assert all(empty <= max(LITTLE, 0.2 * room) for room, empty in zip(before, after, strict=True)), fit


@pytest.mark.parametrize(("sheet", "overlay", "region"), CASES)
def test_a_sheet_is_laid_out_a_few_times(
    sheet: tuple[str, str], overlay: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guess from the pages before takes the place of a search: two to four layouts are usual, ten the most."""
    laid_out: list[Page] = []

    def count(page: Page) -> Pages:
        laid_out.append(page)
        return lay_out_page(page)

    monkeypatch.setattr(layout, "lay_out_page", count)

    fit_edition(make_edition(sheet, overlay, region), PdfOptions())

    assert len(laid_out) <= (5 if overlay == "none" else 10)
    assert len({(page.markup, page.styles) for page in laid_out}) == len(laid_out)


@pytest.mark.parametrize("large_print", [False, True], ids=["print", "large print"])
def test_boxes_of_warnings_do_not_touch(large_print: bool) -> None:
    """With borders that touch, two degrees of urgency look like one box."""
    edition = Edition.of(load_shipped("back-pain"), "aftercare", "US")

    pages = fit_edition(edition, PdfOptions(large_print=large_print)).pages

    boxes = [
        [box for box in walk_body(page) if "callout" in box.element.get("class", "").split()] for page in pages.pages
    ]
    spaces = [
        POINT * (below.border_box_y() - above.border_box_y() - above.border_height())
        for on_page in boxes
        for above, below in pairwise(on_page)
    ]
    assert spaces
    assert min(spaces) >= 4
