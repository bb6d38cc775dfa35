"""The texts that the pages of a PDF add to the words of a document. Running heads and drawings are not read.

In each text, `0` stands for any number.
"""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import CERTAINTY_DOTS, Form, Paragraph, Section, Table, WebLink
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.edition import Edition
from acucontent.markup.html import get_hidden_address
from acucontent.model.plain_text import flatten
from acucontent_pdf.frame import is_small_print
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import LARGE_COLUMNS
from acucontent_pdf.sheet_page import MOVABLE

_SIGNS = ("•", "☐", "○", "0.", "[", "]", ",", ":", *CERTAINTY_DOTS.values())
"""The markers of list items, boxes, circles, the brackets and commas of citation marks, and the colon of a blank."""
_PAGE_REFERENCE = "(0)"
"""The page number that style sheets add to a link."""


def list_added_texts(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Yield the texts that a PDF of an edition adds to its document, with some options."""
    document = edition.document
    labels, about = document.labels, document.about
    yield from (*_SIGNS, _PAGE_REFERENCE, edition.guide.title, about.subtitle or "", labels("qr_holds"))
    yield about.edition_note  # a sheet has it at its end
    if about.is_volume:
        yield " ".join((labels("contents"), *_list_contents(document.sections)))
    if options.large_print:
        yield from _list_column_names(document)
    if not about.is_volume:
        yield from (labels("help_page", page="0"), labels("help_below"))  # where the strip of the front points
        yield from _list_moved_texts(document)
    if document.overlay:
        clinic = document.overlay.clinic
        yield from (clinic.name, f"{labels('clinic_phone')}: {clinic.phone or ''}")
    for inline in walk_inlines((*document.opening, *document.sections)):
        if isinstance(inline, WebLink):
            yield f"({get_hidden_address(inline)})"


def _list_column_names(document: Document) -> Iterator[str]:
    """Yield the names of the columns of tables of which each row is a small table."""
    for block in document.walk_blocks():
        if isinstance(block, Table) and len(block.columns) > LARGE_COLUMNS:
            yield from (flatten(column.head) for column in block.columns)


def _list_moved_texts(document: Document) -> Iterator[str]:
    """Yield the texts that a sheet or decision aid has at its head or foot, and the numbers of steps."""
    for block in document.opening:
        if isinstance(block, Paragraph) and is_small_print(block):
            yield flatten(block.inlines)
    for block in walk_blocks(section for section in document.sections if section.role in MOVABLE):
        if isinstance(block, Paragraph):
            yield flatten(block.inlines)
        elif isinstance(block, Section):
            yield flatten(block.title)
        elif isinstance(block, Form):
            yield from (blank.label for blank in block.blanks)
    yield "0"


def _list_contents(sections: tuple[Section, ...]) -> Iterator[str]:
    """Yield the lines of the table of contents, with their page numbers."""
    for section in sections:
        yield f"{flatten(section.title)} 0"
        yield from _list_contents(section.subsections)
