"""Render an edition as PDF: compose the page, lay it out, check its length, fix its tags and write it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from types import MappingProxyType

from acucontent.document.anchors import Anchor
from acucontent.document.blocks import Form
from acucontent.document.traversal import list_blanks
from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact
from acucontent_pdf.attachments import list_attachments
from acucontent_pdf.engine import Pages, PdfFix, write_pdf
from acucontent_pdf.form_fields import fix_pdf_and_add_fields
from acucontent_pdf.layout import fit_edition, lay_out_again
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.reading_order import paint_in_order
from acucontent_pdf.sheet_length import check_length
from acucontent_pdf.sheet_page import list_kept_anchors
from acucontent_pdf.tag_fixes import fix_tags
from acucontent_pdf.warnings_as_errors import raise_warnings
from acucontent_pdf.word_spaces import keep_spaces


def render(edition: Edition, options: PdfOptions, *, sheet: bool = False) -> Artifact:
    """Return the edition as PDF.

    Args:
        edition: The edition.
        options: The options of the format.
        sheet: Whether the PDF is a sheet that `acucontent batch` fills in.

    Raises:
        MissingGlyph: The packaged fonts lack a character.
        SheetOverflow: The content of the guide does not fit on the sides of a sheet.
        IncompleteRendering: WeasyPrint logged a warning.
    """
    with raise_warnings():
        pages, layout, measures = fit_edition(edition, options)
        notes = tuple(check_length(pages, edition, options))
        keep_spaces(pages)
        paint_in_order(pages)
        fix = _make_field_fix(edition, sheet=sheet) if options.fillable else fix_tags
        content = write_pdf(pages, list_attachments(edition, options, sheet=sheet), fix)
    starts = _find_start_pages(pages, list_kept_anchors(edition.document))
    return Artifact(content, MappingProxyType(starts), len(pages.pages), notes, layout=layout, measures=measures)


def render_draft(edition: Edition, options: PdfOptions, measures: str) -> Artifact:
    """Return the edition as a PDF that looks like the finished one, in a fraction of the time.

    A sheet is laid out once, with the measures of its last version. Its length is not checked, and the PDF encloses no
    files.

    Args:
        edition: The edition.
        options: The options of the format.
        measures: The measures of an earlier version of the edition; empty if there is none.

    Raises:
        MissingGlyph: The packaged fonts lack a character.
        IncompleteRendering: WeasyPrint logged a warning.
    """
    with raise_warnings():
        fitted = lay_out_again(edition, options, measures) or fit_edition(edition, options)
        keep_spaces(fitted.pages)
        content = write_pdf(fitted.pages, (), _make_field_fix(edition, sheet=False) if options.fillable else fix_tags)
    starts = _find_start_pages(fitted.pages, list_kept_anchors(edition.document))
    return Artifact(
        content, MappingProxyType(starts), len(fitted.pages.pages), layout=fitted.summary, measures=fitted.measures
    )


def _make_field_fix(edition: Edition, *, sheet: bool) -> PdfFix:
    """Return the function that fixes the tags and adds a field for each blank.

    A sheet for `acucontent batch` has the fields of its own form. The forms of the guide are for a pen.
    """
    blocks = (block for block in edition.document.walk_blocks() if isinstance(block, Form) or not sheet)
    return partial(fix_pdf_and_add_fields, blanks=tuple(blank for block in blocks for blank in list_blanks(block)))


def _find_start_pages(pages: Pages, anchors: Iterable[Anchor]) -> dict[Anchor, int]:
    """Return the page number, from 1, of each anchor."""
    starts: dict[Anchor, int] = {}
    for number, page in enumerate(pages.pages, start=1):
        for anchor in page.anchors:
            starts.setdefault(anchor, number)
    return {anchor: starts[anchor] for anchor in anchors if anchor in starts}
