"""Lay out an edition on pages, with the fonts that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from acucontent.edition import Edition
from acucontent_pdf.characters import check_characters
from acucontent_pdf.engine import Pages, lay_out
from acucontent_pdf.fit import LARGE, SIZES, Fit, fit_sheet, has_two_sides
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page, compose_page, read_resource
from acucontent_pdf.sheet_page import SheetPage, compose_sheet_page, has_notes, is_sheet


def lay_out_edition(edition: Edition, options: PdfOptions) -> tuple[Pages, str]:
    """Return the pages of an edition, and how a sheet was made to fit, in a few words."""
    if not is_sheet(edition.document):
        return lay_out_page(compose_page(edition, options)), ""
    fit, pages = max(_try_places(edition, options), key=lambda tried: (has_two_sides(tried[1]), tried[0].size))
    return pages, str(fit)


def _try_places(edition: Edition, options: PdfOptions) -> Iterator[tuple[Fit, Pages]]:
    """Yield the sheet with the notes of the clinic on its back and, if they cost size there, on its front."""
    for notes_first in (False, True):
        sheet = compose_sheet_page(edition, options, notes_first=notes_first)
        if options.large_print:
            yield LARGE, lay_out_page(sheet.set_measures(LARGE))
            return
        fit, pages = fit_sheet(partial(_lay_out_sheet, sheet))
        yield fit, pages
        if not has_notes(edition.document) or (has_two_sides(pages) and fit.size == SIZES[0]):
            return


def _lay_out_sheet(sheet: SheetPage, fit: Fit) -> Pages:
    return lay_out_page(sheet.set_measures(fit))


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
