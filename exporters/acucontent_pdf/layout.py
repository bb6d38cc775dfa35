"""Lay out an edition on pages, with the fonts that it needs."""

from __future__ import annotations

from acucontent.edition import Edition
from acucontent_pdf.characters import check_characters
from acucontent_pdf.engine import Pages, lay_out
from acucontent_pdf.fit import LARGE, fit_sheet
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page, compose_page, read_resource
from acucontent_pdf.sheet_page import compose_sheet_page, is_sheet


def lay_out_edition(edition: Edition, options: PdfOptions) -> tuple[Pages, str]:
    """Return the pages of an edition, and how a sheet was made to fit, in a few words."""
    if not is_sheet(edition.document):
        return lay_out_page(compose_page(edition, options)), ""
    sheet = compose_sheet_page(edition, options)
    if options.large_print:
        return lay_out_page(sheet.set_measures(LARGE)), str(LARGE)
    fit, pages = fit_sheet(lambda fit: lay_out_page(sheet.set_measures(fit)))
    return pages, str(fit)


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
