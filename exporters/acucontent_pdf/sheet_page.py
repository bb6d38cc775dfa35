"""Compose the HTML of a sheet: its front, its back, and their foot."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from markupsafe import Markup

from acucontent._version import __version__
from acucontent.clinic import Overlay
from acucontent.document.anchors import OPENING, Anchor, find_anchor_block, list_anchors, make_anchor
from acucontent.document.blocks import Block, Paragraph, Section
from acucontent.document.document import Document
from acucontent.document.drawings import Alternative, QrCode
from acucontent.document.labels import Labels
from acucontent.document.traversal import list_own_ids, walk_blocks
from acucontent.edition import Edition
from acucontent.markup import Lettering, MarkupSettings, load_templates, read_base_style, render_html
from acucontent.markup.drawings import render_svg
from acucontent.model.plain_text import flatten
from acucontent_pdf.fit import Fit
from acucontent_pdf.logo import measure_shape
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import (
    Page,
    choose_name_size,
    fix_line_breaks,
    list_authors,
    load_logo,
    read_resource,
    select_colors,
)
from acucontent_pdf.sheet_columns import write_columns

LONG_CONTACT = 300
"""The number of letters of the contact details of a clinic from which they are set smaller."""
_VARIABLES = "--fit: 0;"
"""The place of the measures in the markup."""
_BREAKS = "/* breaks */"
"""The place of the breaks of the columns in the markup."""

NOTHING: frozenset[str] = frozenset()
MOVABLE = ("clinic", "form")
"""The roles of the sections that a sheet can have on either side."""

LETTERING = {False: Lettering(size=14, room=660), True: Lettering(size=18, room=600)}
"""The size of the text in figures, by whether the sheet is in large print."""


class SheetPage(NamedTuple):
    """The markup of a sheet, with its style sheets and pictures, before its measures are chosen."""

    page: Page
    document: Document
    paper: str

    def set_measures(self, fit: Fit) -> Page:
        """Return the page with the values of the variables of its style sheet, and the breaks of its columns."""
        written = "".join(f"--{name}: {value};" for name, value in fit.variables.items())
        markup = self.page.markup.replace(_VARIABLES, written, 1)
        breaks = Markup(write_columns(self.document, self.paper, fit.size))
        return self.page._replace(markup=markup.replace(_BREAKS, breaks, 1))


def compose_sheet_page(edition: Edition, options: PdfOptions, moved: frozenset[str] = NOTHING) -> SheetPage:
    """Return the HTML page of a sheet.

    Args:
        edition: The edition.
        options: The options of the format.
        moved: The roles of the sections of the back that are on the front: the `form`, and the `clinic` with its notes.
    """
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    settings = MarkupSettings(addresses=True, brackets=True, lettering=LETTERING[options.large_print], anchors=True)
    head, identity = split_opening(document)
    clinic = next((section for section in document.sections if section.role == "clinic"), None)
    end = next(index for index, section in enumerate(document.sections) if section.role == "help")
    front, strip, back = document.sections[:end], document.sections[end], document.sections[end + 1 :]
    roles = {section.role for section in back}
    markup = (
        load_templates("acucontent_pdf")
        .get_template("sheet.html")
        .render(
            about=about,
            direction=document.direction,
            labels=labels,
            variables=Markup(_VARIABLES),
            colors=select_colors(overlay),
            clinic=clinic,
            code=draw_code(overlay, labels),
            contact_size=" long" if has_long_contact(clinic) else "",
            contact=render_html(select_contact(clinic), labels, settings, parent="clinic"),
            logo_shape=measure_shape(overlay.logo) if overlay and overlay.logo else None,
            name_size=choose_name_size(overlay.clinic.name) if overlay else "",
            guide_title=edition.guide.title,
            generator=f"acucontent {__version__}",
            authors=list_authors(about),
            keywords=", ".join(name for _, _, name in about.subjects),
            modified=max(filter(None, (about.published, about.reviewed))),
            column_breaks=_BREAKS,
            opening=render_html(head, labels, settings, parent=OPENING),
            identity=render_html(identity, labels, settings, parent=OPENING, first=len(head) + 1),
            front=render_html((*front, *_select_shown(back, moved), strip), labels, settings),
            back=render_html(_select_shown(back, roles - moved), labels, settings),
        )
    )
    styles = (read_base_style(), *(read_resource("css", f"{name}.css") for name in _select_styles(edition, options)))
    page = Page(fix_line_breaks(markup), styles, load_logo(overlay, grey=options.grey))
    return SheetPage(page, document, options.choose_paper(edition.region.code))


def select_contact(clinic: Section | None) -> tuple[Paragraph, ...]:
    """Return the contact details of a clinic, which are at the head of the sheet."""
    return tuple(block for block in clinic.blocks if isinstance(block, Paragraph)) if clinic else ()


def has_long_contact(clinic: Section | None) -> bool:
    """Return whether the contact details of a clinic are long, and set smaller."""
    return sum(len(flatten(block.inlines)) for block in select_contact(clinic)) > LONG_CONTACT


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
    notes = frozenset(
        section.role for section in document.sections if section.role == "clinic" and select_notes(section)
    )
    form = frozenset(section.role for section in document.sections if section.role == "form")
    return tuple(dict.fromkeys((NOTHING, notes, form, form | notes)))


def draw_code(overlay: Overlay | None, labels: Labels) -> Markup:
    """Draw the QR code of the clinic's page with the guide; nothing if it has none."""
    address = overlay.clinic.guide_web if overlay else None
    if address is None:
        return Markup("")
    return render_svg(QrCode(address), Alternative("guide_code", labels("guide_code_alternative", address=address)))


def select_notes(clinic: Section) -> tuple[Section, ...]:
    """Return the notes in the section of a clinic."""
    return tuple(block for block in clinic.blocks if isinstance(block, Section))


def split_opening(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the head of the sheet, and the small print, which is at its foot."""
    identity = tuple(block for block in document.opening if is_small_print(block))
    return tuple(block for block in document.opening if block not in identity), identity


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


def is_small_print(block: Block) -> bool:
    """Return whether a block is small print, which is at the foot of a sheet."""
    return isinstance(block, Paragraph) and block.role in ("review", "identity")


def _select_styles(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Yield the names of the style sheets; later ones override earlier ones."""
    yield from ("print", options.choose_paper(edition.region.code), "two_sides")
    if options.large_print:
        yield "two_sides_large"
    if options.grey:
        yield "grey"


def is_sheet(document: Document) -> bool:
    """Return whether a document is a sheet of two sides."""
    return any(isinstance(section, Section) and section.role == "help" for section in document.sections)
