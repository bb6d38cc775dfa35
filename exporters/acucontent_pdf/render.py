"""An edition as PDF: the page is made, set in type, mended and measured."""

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
from acucontent_pdf.attachments import attachments
from acucontent_pdf.characters import check_characters
from acucontent_pdf.engine import Mend, Pages, lay_out, write
from acucontent_pdf.fields import mend_with_fields
from acucontent_pdf.fonts import HAN, fonts_for
from acucontent_pdf.listening import hearing_warnings
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page, own_file, page_of
from acucontent_pdf.painting import paint_in_order
from acucontent_pdf.spaces import keep_spaces
from acucontent_pdf.tags import mend

PAPERS = {"letter": "Letter", "a4": "A4"}
LINE = 22
"""The height of a line of words, in CSS pixels."""


CLINIC_PAGES = 1
"""How many pages a clinic's overlay may add to a handout; twice as many in large print."""


class TooLong(ExportFailed):
    """A handout takes more pages than its limit."""


def render(edition: Edition, options: PdfOptions) -> Artifact:
    """The edition as the options ask.

    Raises:
        NoGlyph: a character has no shape in our fonts.
        TooLong: a handout takes more pages than it may.
        NotWhole: WeasyPrint warns of anything else.
    """
    with hearing_warnings():
        pages = _laid_out(page_of(edition, options))
        _check_length(pages, edition, options)
        keep_spaces(pages)
        paint_in_order(pages)
        written = write(pages, attachments(edition, options), _mend_for(edition) if options.fillable else mend)
    starts = _starts(pages, list_anchors(edition.document))
    return Artifact(written, MappingProxyType(starts), len(pages.pages))


def _mend_for(edition: Edition) -> Mend:
    """Return what mends the pages and makes their lines to fill in fields."""
    forms = (block for block in edition.document.blocks() if isinstance(block, Form))
    return partial(mend_with_fields, labels={blank.name: blank.label for form in forms for blank in form.blanks})


def _laid_out(page: Page) -> Pages:
    fonts = fonts_for({*page.markup, *"".join(page.styles)})
    check_characters(fonts.missing, page.markup)
    faces = ("fonts.css", "han.css") if HAN in fonts.files else ("fonts.css",)
    styles = (*(own_file("css", name) for name in faces), *page.styles)
    files = {**{f"font:{name}": face for name, face in fonts.files.items()}, **page.pictures}
    return lay_out(page.markup, styles, files)


def _starts(pages: Pages, anchors: Iterable[Anchor]) -> dict[Anchor, int]:
    """Return the page, from 1, on which each anchor is."""
    starts: dict[Anchor, int] = {}
    for number, page in enumerate(pages.pages, start=1):
        for anchor in page.anchors:
            starts.setdefault(anchor, number)
    return {anchor: starts[anchor] for anchor in anchors if anchor in starts}


def _check_length(pages: Pages, edition: Edition, options: PdfOptions) -> None:
    limit, length = _limit(edition, options), len(pages.pages)
    if limit is None or length <= limit:
        return
    lines = sum(_height(page) for page in pages.pages[limit:]) / LINE
    after = next((block for block, page in _starts(pages, edition.document.ids()).items() if page > limit), None)
    where = f", from '{after}' on" if after else ""
    how, field = (" in large print", "large_print_page_limit") if options.large_print else ("", "page_limit")
    own = ", the clinic's own among them" if edition.overlay else ""
    raise TooLong(
        f"Handout '{edition.handout.id}' takes {length} pages{how} on {PAPERS[options.paper]} paper, "
        f"{length - limit} more than its limit of {limit}{own}: about {ceil(lines)} lines too many{where}. Shorten its "
        f"parts, include fewer, or raise {field} in guide.yaml."
    )


def _limit(edition: Edition, options: PdfOptions) -> int | None:
    """The most pages that a handout may take; a clinic's overlay has room of its own."""
    limit = edition.handout.large_print_page_limit if options.large_print else edition.handout.page_limit
    own = CLINIC_PAGES * (2 if options.large_print else 1) if edition.overlay else 0
    return None if limit is None else limit + own


def _height(page: Any) -> float:
    """How far down a page its words go, in CSS pixels."""
    edges = [(top, bottom) for _, top, _, bottom in page.anchors.values()]
    return max(bottom for _, bottom in edges) - min(top for top, _ in edges) if edges else LINE
