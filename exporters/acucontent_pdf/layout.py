"""Lay out an edition on pages, with the fonts that it needs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

from acucontent.edition import Edition
from acucontent_pdf.characters import check_characters
from acucontent_pdf.decision_fit import LARGE_SIDES as LARGE_AID_SIDES
from acucontent_pdf.decision_fit import SIDES as AID_SIDES
from acucontent_pdf.decision_fit import fit_aid
from acucontent_pdf.decision_page import AidFit, compose_aid_page, has_pictures
from acucontent_pdf.engine import Pages, lay_out
from acucontent_pdf.fill import fill_sides
from acucontent_pdf.fit import (
    LARGE_SIDES,
    SIZES,
    Fit,
    LayOut,
    count_page,
    fill_last_side,
    find_largest,
    find_largest_picture,
    has_two_sides,
    is_below,
    keep_last_items,
    measure_space,
    widen_spaces,
)
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.measures import read_measures, write_measures
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import LETTERING, Page, compose_page, read_resource
from acucontent_pdf.picture_fit import fit_pictures
from acucontent_pdf.sheet_page import compose_sheet_page, is_sheet, list_places

ROOMY = 60
"""The empty height of a side, in points, from which another place of the form is tried."""


class FittedPages(NamedTuple):
    """The pages of an edition, and how they were made to fit."""

    pages: Pages
    summary: str = ""
    """How a sheet was made to fit, in a few words."""
    measures: str = ""
    """The measures of a sheet or decision aid, for `lay_out_again`."""


def fit_edition(edition: Edition, options: PdfOptions) -> FittedPages:
    """Return the pages of an edition, with the measures that were found by laying it out several times."""
    if edition.handout.kind == "decision aid":
        aid, pages = fit_aid(
            lambda fit: lay_out_page(compose_aid_page(edition, options, fit)),
            large_print=options.large_print,
            pictures=has_pictures(edition.document),
        )
        return FittedPages(pages, str(aid), write_measures(aid))
    if not is_sheet(edition.document):
        return FittedPages(_lay_out_volume(edition, options))
    if options.large_print:
        return _fit_large(edition, options)
    best = _choose_place(edition, options)
    if best.fits:
        fit, pages = fill_sides(best.fit, best.pages, best.lay_out)
    else:
        fit, pages = _count_pages(best)
    return FittedPages(pages, str(fit), write_measures(fit, best.moved))


def lay_out_again(edition: Edition, options: PdfOptions, measures: str) -> FittedPages | None:
    """Return the pages of an edition, laid out once with the measures of an earlier version of it.

    Args:
        edition: The edition.
        options: The options of the format.
        measures: The measures of the earlier version, which had the same options.

    Returns:
        The pages; None if they are too many for these measures, or the measures are those of another kind of document.
    """
    fit, moved = read_measures(measures)
    if isinstance(fit, AidFit) and edition.handout.kind == "decision aid":
        if fit.sides[0] and not has_pictures(edition.document):  # a side would be empty
            return None
        pages = lay_out_page(compose_aid_page(edition, options, fit))
        has_room = len(pages.pages) <= (LARGE_AID_SIDES if options.large_print else AID_SIDES)
    elif isinstance(fit, Fit) and is_sheet(edition.document):
        pages = lay_out_page(compose_sheet_page(edition, options, fit, moved))
        has_room = len(pages.pages) <= LARGE_SIDES if options.large_print else has_two_sides(pages)
        has_room = has_room and is_below(pages) == fit.is_below
    else:
        return None
    return FittedPages(pages, str(fit), measures) if has_room else None


def _count_pages(tried: _Tried) -> tuple[Fit, Pages]:
    """Return the measures and pages of a sheet with too many sides, with the true page of its back."""
    fit = replace(tried.fit, counts_pages=True)
    return fit, tried.lay_out(fit)


def _fit_large(edition: Edition, options: PdfOptions) -> FittedPages:
    """Return the pages of a sheet in large print, with its measures."""

    def lay_out(fit: Fit) -> Pages:
        return lay_out_page(compose_sheet_page(edition, options, fit))

    fit, pages = find_largest_picture(lay_out)
    for improve in (widen_spaces, keep_last_items, fill_last_side, count_page):
        fit, pages = improve(fit, pages, lay_out)
    return FittedPages(pages, str(fit), write_measures(fit))


def _lay_out_volume(edition: Edition, options: PdfOptions) -> Pages:
    """Return the pages of a volume or a report."""
    return fit_pictures(
        edition.document,
        LETTERING[options.large_print],
        lambda letterings: lay_out_page(compose_page(edition, options, letterings)),
    )


class _Tried(NamedTuple):
    """A sheet that was laid out with the largest text that fits."""

    moved: frozenset[str]
    """The roles of the sections that are on the front rather than on the back."""
    lay_out: LayOut
    fit: Fit
    pages: Pages

    @property
    def fits(self) -> bool:
        """Whether it has two sides."""
        return has_two_sides(self.pages)

    @property
    def empty(self) -> float:
        """The empty height of its emptier side, in points; of a sheet with too many sides, of none."""
        return max(map(measure_space, self.pages.pages)) if self.fits else math.inf


def _choose_place(edition: Edition, options: PdfOptions) -> _Tried:
    """Return the sheet with its form and the notes of the clinic on the side where the text can be largest.

    They are on the back, or on the front if that makes the text larger or leaves less of a side empty.
    """
    first, *others = list_places(edition.document)
    best = _try_place(edition, options, first, SIZES[-1], SIZES[0])
    for moved in others:
        if best.fits and best.empty < ROOMY:
            break
        tried = _try_place(edition, options, moved, best.fit.size, best.fit.size)
        best = max(best, tried, key=lambda each: (each.fits, each.fit.size, -each.empty))
    return best


def _try_place(edition: Edition, options: PdfOptions, moved: frozenset[str], least: float, size: float) -> _Tried:
    def lay_out(fit: Fit) -> Pages:
        return lay_out_page(compose_sheet_page(edition, options, fit, moved))

    return _Tried(moved, lay_out, *find_largest(lay_out, least, size))


def lay_out_page(page: Page) -> Pages:
    """Lay out a page with its fonts.

    Raises:
        MissingGlyph: The packaged fonts lack a character.
    """
    fonts = select_fonts({*page.markup, *"".join(page.styles)})
    check_characters(fonts.missing, page.markup)
    faces = ("fonts.css", *(f"{name}.css" for name in fonts.files if name not in FACES))
    styles = (*(read_resource("css", name) for name in faces), *page.styles)
    files = {**{f"font:{name}": face for name, face in fonts.files.items()}, **page.pictures}
    return lay_out(page.markup, styles, files)
