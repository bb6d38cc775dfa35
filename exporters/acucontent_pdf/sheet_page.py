"""Compose the HTML of a sheet: its front and its back."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from acucontent.document.anchors import OPENING, Anchor, find_anchor_block, list_anchors, make_anchor
from acucontent.document.blocks import Block, Section
from acucontent.document.document import Document
from acucontent.document.labels import Labels
from acucontent.document.traversal import list_own_ids, walk_blocks
from acucontent.edition import Edition
from acucontent.markup import Lettering, render_html
from acucontent_pdf.fit import LARGE_SIZE, Fit
from acucontent_pdf.frame import Look, fill_frame, find_clinic, is_small_print, make_settings, select_notes
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page, quote

NOTHING: frozenset[str] = frozenset()
MOVABLE = ("clinic", "form")
"""The roles of the sections that a sheet can have on either side."""

LETTERING = {
    False: Lettering(size=14, room=660),
    True: Lettering(size=LARGE_SIZE, page=527, room=527).print_at(0.75),
}
"""The size of the text in figures, by whether the sheet is in large print: there they are as wide as an A4 page."""


def compose_sheet_page(edition: Edition, options: PdfOptions, fit: Fit, moved: frozenset[str] = NOTHING) -> Page:
    """Return the HTML page of a sheet.

    Args:
        edition: The edition.
        options: The options of the format.
        fit: The measures.
        moved: The roles of the sections of the back that are on the front: the `form`, and the `clinic` with its notes.
    """
    document, labels = edition.document, edition.document.labels
    settings = make_settings(LETTERING[options.large_print])
    end = next(index for index, section in enumerate(document.sections) if section.role == "help")
    front, strip, back = document.sections[:end], document.sections[end], document.sections[end + 1 :]
    roles = {section.role for section in back}
    return fill_frame(
        Look("sheet.html", "two_sides", fit.size, {**fit.variables, "where": _write_where(labels, fit)}, settings),
        edition,
        options,
        front=render_html((*front, *_select_shown(back, moved), strip), labels, settings),
        back=render_html(_select_shown(back, roles - moved), labels, settings),
    )


def _write_where(labels: Labels, fit: Fit) -> str:
    """Return the CSS content that names the place of the warnings: their page, or below on the same page."""
    if fit.is_below:
        return quote(f" {labels('help_below')}")
    before, _, after = labels("help_page", page="|").partition("|")
    return f"{quote(f' {before}')} var(--back-page, target-counter(attr(href), page)) {quote(after)}"


def _select_shown(sections: tuple[Section, ...], roles: AbstractSet[str]) -> tuple[Block, ...]:
    """Return the sections with some roles; of the section of the clinic only its notes."""
    return tuple(
        block
        for section in sections
        if section.role in roles
        for block in (select_notes(section) if section.role == "clinic" else (section,))
    )


def list_places(document: Document) -> tuple[frozenset[str], ...]:
    """Return the roles of the sections that can be on the front rather than on the back, fewest first."""
    clinic = find_clinic(document)
    notes = frozenset({clinic.role} if clinic and select_notes(clinic) else ())
    form = frozenset(section.role for section in document.sections if section.role == "form")
    return tuple(dict.fromkeys((NOTHING, notes, form, form | notes)))


def list_kept_anchors(document: Document) -> Iterator[Anchor]:
    """Yield the anchors that are printed in the order of the document, without those of parts that a sheet moves."""
    if document.about.is_volume:
        yield from list_anchors(document)
        return
    movable = walk_blocks(section for section in document.sections if section.role in MOVABLE)
    moved = {own for block in movable for own in list_own_ids(block)}
    opening = enumerate(document.opening, start=1)
    moved |= {make_anchor(OPENING, number) for number, block in opening if is_small_print(block)}
    yield from (one for one in list_anchors(document) if not {one, find_anchor_block(one)} & moved)


def is_sheet(document: Document) -> bool:
    """Return whether a document is a sheet of two sides."""
    return any(isinstance(section, Section) and section.role == "help" for section in document.sections)
