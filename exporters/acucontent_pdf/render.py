"""Render an edition as PDF: compose the page, lay it out, check its length, fix its tags and write it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import ceil
from types import MappingProxyType
from typing import Any

from acucontent.document.anchors import Anchor, list_anchors
from acucontent.document.blocks import Form
from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact, ExportFailed
from acucontent_pdf.attachments import list_attachments
from acucontent_pdf.characters import check_characters
from acucontent_pdf.engine import Pages, PdfFix, lay_out, write_pdf
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.form_fields import fix_pdf_and_add_fields
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page, compose_page, read_resource
from acucontent_pdf.reading_order import paint_in_order
from acucontent_pdf.tag_fixes import fix_tags
from acucontent_pdf.warnings_as_errors import raise_warnings
from acucontent_pdf.word_spaces import keep_spaces

PAPERS = {"letter": "Letter", "a4": "A4"}
LINE_HEIGHT = 22
"""The height of a line of text, in CSS pixels."""
CLINIC_PAGES = 1
"""The number of pages that a clinic's overlay may add to a handout; doubled in large print."""


class TooManyPages(ExportFailed):
    """A handout has more pages than its limit."""


def render(edition: Edition, options: PdfOptions, *, sheet: bool = False, extra_styles: Iterable[str] = ()) -> Artifact:
    """Return the edition as PDF.

    Args:
        edition: The edition.
        options: The options of the format.
        sheet: Whether the PDF is a sheet that `acucontent batch` fills in.
        extra_styles: The names of further style sheets.

    Raises:
        MissingGlyph: The packaged fonts lack a character.
        TooManyPages: The handout has more pages than its limit.
        IncompleteRendering: WeasyPrint logged a warning.
    """
    with raise_warnings():
        page = compose_page(edition, options)
        extra = tuple(read_resource("css", f"{name}.css") for name in extra_styles)
        pages = lay_out_page(page._replace(styles=(*page.styles, *extra)))
        _check_length(pages, edition, options)
        keep_spaces(pages)
        paint_in_order(pages)
        fix = _make_field_fix(edition) if options.fillable else fix_tags
        content = write_pdf(pages, list_attachments(edition, options, sheet=sheet), fix)
    starts = _find_start_pages(pages, list_anchors(edition.document))
    return Artifact(content, MappingProxyType(starts), len(pages.pages))


def _make_field_fix(edition: Edition) -> PdfFix:
    """Return the function that fixes the tags and adds a field to each line to fill in."""
    forms = (block for block in edition.document.walk_blocks() if isinstance(block, Form))
    return partial(fix_pdf_and_add_fields, labels={blank.name: blank.label for form in forms for blank in form.blanks})


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


def _find_start_pages(pages: Pages, anchors: Iterable[Anchor]) -> dict[Anchor, int]:
    """Return the page number, from 1, of each anchor."""
    starts: dict[Anchor, int] = {}
    for number, page in enumerate(pages.pages, start=1):
        for anchor in page.anchors:
            starts.setdefault(anchor, number)
    return {anchor: starts[anchor] for anchor in anchors if anchor in starts}


def _check_length(pages: Pages, edition: Edition, options: PdfOptions) -> None:
    limit, length = _find_page_limit(edition, options), len(pages.pages)
    if limit is None or length <= limit:
        return
    lines = sum(_measure_used_height(page) for page in pages.pages[limit:]) / LINE_HEIGHT
    starts = _find_start_pages(pages, edition.document.walk_ids())
    overflowing = next((block for block, page in starts.items() if page > limit), None)
    where = f", starting at '{overflowing}'" if overflowing else ""
    paper = PAPERS[options.choose_paper(edition.region.code)]
    size, field = (" in large print", "large_print_page_limit") if options.large_print else ("", "page_limit")
    note = " (with the clinic's pages)" if edition.overlay else ""
    raise TooManyPages(
        f"Handout '{edition.handout.id}' has {length} pages{size} on {paper} paper, "
        f"{length - limit} more than its limit of {limit}{note}: about {ceil(lines)} lines too many{where}. "
        f"To fix it, shorten its parts, include fewer, or raise {field} in guide.yaml."
    )


def _find_page_limit(edition: Edition, options: PdfOptions) -> int | None:
    """Return the page limit of a handout, with the pages that a clinic's overlay may add."""
    limit = edition.handout.large_print_page_limit if options.large_print else edition.handout.page_limit
    extra = CLINIC_PAGES * (2 if options.large_print else 1) if edition.overlay else 0
    return None if limit is None else limit + extra


def _measure_used_height(page: Any) -> float:
    """Return the height of the text on a page, in CSS pixels."""
    edges = [(top, bottom) for _, top, _, bottom in page.anchors.values()]
    return max(bottom for _, bottom in edges) - min(top for top, _ in edges) if edges else LINE_HEIGHT
