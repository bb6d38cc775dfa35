"""Compose what a sheet and a decision aid share: their metadata, the foot, the letterhead, and the identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from acucontent._version import __version__
from acucontent.clinic import Overlay
from acucontent.document.anchors import OPENING
from acucontent.document.blocks import Block, Paragraph, Section
from acucontent.document.document import Document
from acucontent.document.drawings import Alternative, QrCode
from acucontent.document.labels import Labels
from acucontent.edition import Edition
from acucontent.markup import Lettering, MarkupSettings, load_templates, read_base_style, render_html
from acucontent.markup.drawings import render_svg
from acucontent.model.plain_text import flatten
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


class Look(NamedTuple):
    """How a page is set."""

    template: str
    """The name of its template, which extends frame.html."""
    style: str
    """The name of its style sheet; that for large print has this name and `_large`."""
    size: float
    """The size of its text, in points."""
    variables: Mapping[str, str]
    """The values of the variables of the style sheet by name."""
    settings: MarkupSettings
    """The settings of its markup."""


def make_settings(lettering: Lettering) -> MarkupSettings:
    """Return the settings of the markup for a page on paper."""
    return MarkupSettings(addresses=True, brackets=True, lettering=lettering, anchors=True)


def fill_frame(look: Look, edition: Edition, options: PdfOptions, **parts: Markup) -> Page:
    """Return the page of an edition, with the parts of its template."""
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    head, identity = split_opening(document)
    contact = select_contact(document)
    paper = options.choose_paper(edition.region.code)
    columns = "" if options.large_print else write_columns(document, paper, look.size)
    markup = (
        load_templates("acucontent_pdf")
        .get_template(look.template)
        .render(
            about=about,
            direction=document.direction,
            labels=labels,
            variables=look.variables,
            colors=select_colors(overlay),
            clinic_name=overlay.clinic.name if overlay else "",
            name_size=choose_name_size(overlay.clinic.name) if overlay else "",
            logo_shape=measure_shape(overlay.logo) if overlay and overlay.logo else None,
            code=draw_code(overlay, labels),
            contact=render_html(contact, labels, look.settings, parent="clinic"),
            contact_size=" long" if has_long_text(contact) else "",
            guide_title=edition.guide.title,
            generator=f"acucontent {__version__}",
            authors=list_authors(about),
            keywords=", ".join(name for _, _, name in about.subjects),
            modified=max(filter(None, (about.published, about.reviewed))),
            column_breaks=Markup(columns),
            opening=render_html(head, labels, look.settings, parent=OPENING),
            identity=render_html(identity, labels, look.settings, parent=OPENING, first=len(head) + 1),
            **parts,
        )
    )
    names = ("print", paper, "two_sides", *_select_styles(look.style, options))
    styles = (read_base_style(), *(read_resource("css", f"{name}.css") for name in names))
    return Page(fix_line_breaks(markup), styles, load_logo(overlay, grey=options.grey))


def _select_styles(style: str, options: PdfOptions) -> Iterator[str]:
    """Yield the names of the style sheets of the page's own; later ones override earlier ones."""
    if style != "two_sides":
        yield style
    if options.large_print:
        yield f"{style}_large"
    if options.grey:
        yield "grey"


def find_clinic(document: Document) -> Section | None:
    """Return the section of the clinic."""
    return next((section for section in document.sections if section.role == "clinic"), None)


def select_contact(document: Document) -> tuple[Paragraph, ...]:
    """Return the contact details of a clinic, which are in the letterhead."""
    clinic = find_clinic(document)
    return tuple(block for block in clinic.blocks if isinstance(block, Paragraph)) if clinic else ()


def has_long_text(contact: tuple[Paragraph, ...]) -> bool:
    """Return whether the contact details of a clinic are long, and set smaller."""
    return sum(len(flatten(block.inlines)) for block in contact) > LONG_CONTACT


def select_notes(clinic: Section) -> tuple[Section, ...]:
    """Return the notes in the section of a clinic."""
    return tuple(block for block in clinic.blocks if isinstance(block, Section))


def draw_code(overlay: Overlay | None, labels: Labels) -> Markup:
    """Draw the QR code of the clinic's page with the guide; nothing if it has none."""
    address = overlay.clinic.guide_web if overlay else None
    if address is None:
        return Markup("")
    return render_svg(QrCode(address), Alternative("guide_code", labels("guide_code_alternative", address=address)))


def split_opening(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the head of the page, and the small print, which is at its end."""
    identity = tuple(block for block in document.opening if is_small_print(block))
    return tuple(block for block in document.opening if block not in identity), identity


def is_small_print(block: Block) -> bool:
    """Return whether a block is small print, which is at the end of the page."""
    return isinstance(block, Paragraph) and block.role in ("review", "identity")
