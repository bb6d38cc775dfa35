"""Render an edition as PDF: compose the page, lay it out, check its length, fix its tags and write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from math import ceil
from types import MappingProxyType
from typing import Any

from acucontent.clinic import Overlay
from acucontent.document.anchors import Anchor, list_anchors
from acucontent.document.blocks import Callout, Form
from acucontent.document.traversal import list_blanks
from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact, ExportFailed
from acucontent_pdf.attachments import list_attachments
from acucontent_pdf.characters import check_characters
from acucontent_pdf.engine import Pages, PdfFix, lay_out, write_pdf
from acucontent_pdf.fonts import FACES, select_fonts
from acucontent_pdf.form_fields import fix_pdf_and_add_fields
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import LONG_NAME, Page, compose_page, read_resource
from acucontent_pdf.reading_order import paint_in_order
from acucontent_pdf.tag_fixes import fix_tags
from acucontent_pdf.warnings_as_errors import raise_warnings
from acucontent_pdf.word_spaces import keep_spaces

PAPERS = {"letter": "Letter", "a4": "A4"}
LINE_HEIGHT = 22
"""The height of a line of text, in CSS pixels."""


class TooManyPages(ExportFailed):
    """The content of a guide has more pages in a handout than the handout's limit."""


def render(edition: Edition, options: PdfOptions, *, sheet: bool = False, extra_styles: Iterable[str] = ()) -> Artifact:
    """Return the edition as PDF.

    Args:
        edition: The edition.
        options: The options of the format.
        sheet: Whether the PDF is a sheet that `acucontent batch` fills in.
        extra_styles: The names of further style sheets.

    Raises:
        MissingGlyph: The packaged fonts lack a character.
        TooManyPages: The content of the guide has more pages than the handout's limit.
        IncompleteRendering: WeasyPrint logged a warning.
    """
    with raise_warnings():
        extra = tuple(read_resource("css", f"{name}.css") for name in extra_styles)
        pages = _lay_out_edition(edition, options, extra)
        notes = tuple(_check_length(pages, edition, options, extra))
        keep_spaces(pages)
        paint_in_order(pages)
        fix = _make_field_fix(edition, sheet=sheet) if options.fillable else fix_tags
        content = write_pdf(pages, list_attachments(edition, options, sheet=sheet), fix)
    starts = _find_start_pages(pages, list_anchors(edition.document))
    return Artifact(content, MappingProxyType(starts), len(pages.pages), notes)


def _lay_out_edition(edition: Edition, options: PdfOptions, extra_styles: tuple[str, ...]) -> Pages:
    page = compose_page(edition, options)
    return lay_out_page(page._replace(styles=(*page.styles, *extra_styles)))


def _make_field_fix(edition: Edition, *, sheet: bool) -> PdfFix:
    """Return the function that fixes the tags and adds a field for each blank.

    A sheet for `acucontent batch` has the fields of its own form. The forms of the guide are for a pen.
    """
    blocks = (block for block in edition.document.walk_blocks() if isinstance(block, Form) or not sheet)
    return partial(fix_pdf_and_add_fields, blanks=tuple(blank for block in blocks for blank in list_blanks(block)))


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


def _check_length(pages: Pages, edition: Edition, options: PdfOptions, extra_styles: tuple[str, ...]) -> Iterator[str]:
    """Check that the content of the guide fits the page limit, which holds without a clinic's words and the stamp.

    Yields:
        A note if what is added to the handout makes it longer than its limit, and one if it moves a warning from the
        first page.

    Raises:
        TooManyPages: The content of the guide does not fit.
    """
    limit = edition.handout.large_print_page_limit if options.large_print else edition.handout.page_limit
    is_too_long = limit is not None and len(pages.pages) > limit
    plain = replace(edition, overlay=None, overdue=False)
    if not is_too_long and (plain == edition or _has_all_warnings_first(pages, edition)):
        return
    content = pages if plain == edition else _lay_out_edition(plain, options, extra_styles)
    if limit is not None and len(content.pages) > limit:
        raise TooManyPages(_describe_excess(content, plain, options, limit))
    if limit is not None and is_too_long:
        yield _describe_additions(pages, edition, limit)
    if edition.overlay and _has_all_warnings_first(content, plain) and not _has_all_warnings_first(pages, edition):
        name = _quote_clinic(edition.overlay)
        yield f"Not all warnings are on the first page. To fix it, shorten the name of {name} to {LONG_NAME} letters."


def _has_all_warnings_first(pages: Pages, edition: Edition) -> bool:
    """Return whether all boxes with warnings start on the first page."""
    boxes = (
        block.id
        for section in edition.document.sections
        if section.role == "safety"
        for block in section.blocks
        if isinstance(block, Callout)
    )
    return all(box in pages.pages[0].anchors for box in boxes)


def _describe_excess(pages: Pages, edition: Edition, options: PdfOptions, limit: int) -> str:
    starts = _find_start_pages(pages, edition.document.walk_ids())
    overflowing = next((block for block, page in starts.items() if page > limit), None)
    where = f", starting at '{overflowing}'" if overflowing else ""
    paper = PAPERS[options.choose_paper(edition.region.code)]
    size, field = (" in large print", "large_print_page_limit") if options.large_print else ("", "page_limit")
    length = len(pages.pages)
    return (
        f"Handout '{edition.handout.id}' has {length} pages{size} on {paper} paper, {length - limit} more than its "
        f"limit of {limit}: about {_count_excess_lines(pages, limit)} lines too many{where}. "
        f"To fix it, shorten its parts, include fewer, or raise {field} in guide.yaml."
    )


def _describe_additions(pages: Pages, edition: Edition, limit: int) -> str:
    stamp = "the stamp of the overdue review" if edition.overdue else ""
    clinic = f"the words of {_quote_clinic(edition.overlay)}" if edition.overlay else ""
    excess = f"{len(pages.pages)} pages with {' and '.join(filter(None, (clinic, stamp)))}: the limit is {limit}."
    lines = _count_excess_lines(pages, limit)
    return f"{excess} To fix it, shorten the words of the clinic by about {lines} lines." if clinic else excess


def _quote_clinic(overlay: Overlay) -> str:
    name = overlay.clinic.name
    return f"'{name}'" if len(name) <= LONG_NAME else f"'{name[: LONG_NAME // 2].rstrip()}…'"


def _count_excess_lines(pages: Pages, limit: int) -> int:
    """Return about how many lines are on the pages after the limit."""
    return ceil(sum(_measure_used_height(page) for page in pages.pages[limit:]) / LINE_HEIGHT)


def _measure_used_height(page: Any) -> float:
    """Return the height of the text on a page, in CSS pixels."""
    edges = [(top, bottom) for _, top, _, bottom in page.anchors.values()]
    return max(bottom for _, bottom in edges) - min(top for top, _ in edges) if edges else LINE_HEIGHT
