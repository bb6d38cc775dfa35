"""Lay out an edition on pages, with the fonts that it needs."""

from __future__ import annotations

import math
from typing import NamedTuple

from acucontent.edition import Edition
from acucontent_pdf.characters import check_characters
from acucontent_pdf.decision_fit import fit_aid
from acucontent_pdf.decision_page import compose_aid_page
from acucontent_pdf.engine import Pages, lay_out
from acucontent_pdf.fit import (
    SIZES,
    Fit,
    LayOut,
    find_largest,
    find_largest_picture,
    has_two_sides,
    measure_space,
    share_space,
)
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.map_fit import fit_maps
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import LETTERING, Page, compose_page, read_resource
from acucontent_pdf.sheet_page import compose_sheet_page, is_sheet, list_places

ROOMY = 60
"""The empty height of a side, in points, from which another place of the form is tried."""


def lay_out_edition(edition: Edition, options: PdfOptions) -> tuple[Pages, str]:
    """Return the pages of an edition, and how a sheet was made to fit, in a few words."""
    if edition.handout.kind == "decision aid":
        return lay_out_aid(edition, options)
    if not is_sheet(edition.document):
        return _lay_out_volume(edition, options), ""
    if options.large_print:
        fit, pages = find_largest_picture(lambda fit: lay_out_page(compose_sheet_page(edition, options, fit)))
        return pages, str(fit)
    best = _choose_place(edition, options)
    pages = share_space(best.fit, best.pages, best.lay_out) if best.fits else best.pages
    return pages, str(best.fit)


def _lay_out_volume(edition: Edition, options: PdfOptions) -> Pages:
    """Return the pages of a volume or a report."""
    return fit_maps(
        edition.document,
        LETTERING[options.large_print],
        lambda scales: lay_out_page(compose_page(edition, options, scales)),
    )


def lay_out_aid(edition: Edition, options: PdfOptions) -> tuple[Pages, str]:
    """Return the pages of a decision aid, and how it was made to fit, in a few words."""
    return fit_aid(lambda fit: lay_out_page(compose_aid_page(edition, options, fit)), large_print=options.large_print)


class _Tried(NamedTuple):
    """A sheet that was laid out with the largest text that fits."""

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
    best = _try_place(edition, options, first, SIZES[-1])
    for moved in others:
        if best.fits and best.empty < ROOMY:
            break
        tried = _try_place(edition, options, moved, best.fit.size)
        best = max(best, tried, key=lambda each: (each.fits, each.fit.size, -each.empty))
    return best


def _try_place(edition: Edition, options: PdfOptions, moved: frozenset[str], least: float) -> _Tried:
    def lay_out(fit: Fit) -> Pages:
        return lay_out_page(compose_sheet_page(edition, options, fit, moved))

    return _Tried(lay_out, *find_largest(lay_out, least))


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
