"""Compose the HTML page of a volume or report with its style sheets and pictures: the input of WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import east_asian_width

from babel import Locale
from markupsafe import Markup

from acucontent._version import __version__
from acucontent.clinic import Overlay
from acucontent.document.anchors import CONTENTS, OPENING
from acucontent.document.blocks import Block, BlockId, Paragraph
from acucontent.document.document import About
from acucontent.edition import Edition
from acucontent.markup import (
    Lettering,
    MarkupSettings,
    load_templates,
    read_base_style,
    render_html,
    render_inline_html,
)
from acucontent_pdf.columns import write_column_breaks
from acucontent_pdf.logo import measure_shape, prepare_logo
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.qr import draw_qr_code

_LINE_BREAK_FIXES = (
    (re.compile(r"(?<=[^\s>]) (?=<)"), " \u200b"),
    (re.compile(r"(?<=[^\s>])(?=<sup>)"), "\u2060"),
    (re.compile(r"(?<=>doi:)(?=10\.)"), "\u2060"),
)
"""Places where WeasyPrint 70 breaks lines badly, and the invisible character that prevents it. When only the space
before an element does not fit on a line, it breaks after the first word of the line. It also lets a superscript number,
or the number of a DOI, begin a line."""


LETTERING = {
    False: Lettering(size=12, room=660, map_size=15, map_scale=0.69, figure_scale=0.9, icon_scale=0.82),
    True: Lettering(size=17, room=600),
}
"""The size of the text in figures, by whether the volume is in large print. A map is scaled down to the page: its text
still has 10 points."""

NO_SCALES: Mapping[BlockId, float] = MappingProxyType({})

LONG_NAME, VERY_LONG_NAME = 80, 160
"""The numbers of letters from which a clinic's name is set smaller. A Chinese letter counts as two."""


class Page(NamedTuple):
    """The markup, the style sheets (later ones override earlier ones), and the pictures by address."""

    markup: str
    styles: tuple[str, ...]
    pictures: Mapping[str, bytes]


def compose_page(edition: Edition, options: PdfOptions, figure_scales: Mapping[BlockId, float] = NO_SCALES) -> Page:
    """Return the HTML page of an edition that is a volume or a report.

    Args:
        edition: The edition.
        options: The options of the format.
        figure_scales: The scales of the figures of maps, by the ids of their blocks.
    """
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    lettering = LETTERING[options.large_print]
    settings = MarkupSettings(
        addresses=True, brackets=True, lettering=lettering, anchors=True, figure_scales=figure_scales
    )
    identity = [block for block in document.opening if _is_identity(block)]
    opening = [block for block in document.opening if not _is_identity(block)]
    markup = (
        load_templates("acucontent_pdf")
        .get_template("page.html")
        .render(
            about=about,
            direction=document.direction,
            labels=labels,
            clinic=overlay.clinic if overlay else None,
            logo_shape=measure_shape(overlay.logo) if overlay and overlay.logo else None,
            name_size=choose_name_size(overlay.clinic.name) if overlay else "",
            colors=select_colors(overlay),
            language=_get_language_name(about),
            guide_title=edition.guide.title,
            generator=f"acucontent {__version__}",
            authors=list_authors(about),
            keywords=", ".join(name for _, _, name in about.subjects),
            modified=max(filter(None, (about.published, about.reviewed))),
            sections=document.sections,
            title=lambda section: render_inline_html(section.title, labels, settings),
            column_breaks=Markup(write_column_breaks(document)),
            contents_anchor=CONTENTS,
            opening=render_html(opening, labels, settings, parent=OPENING),
            identity=render_html(identity, labels, settings),
            body=render_html(document.sections, labels, settings),
        )
    )
    markup = fix_line_breaks(markup)
    styles = (read_base_style(), *(read_resource("css", f"{name}.css") for name in _select_styles(edition, options)))
    code = {"qr:code": draw_qr_code(about.identity)}
    return Page(markup, styles, {**_read_ornaments(), **load_logo(overlay, grey=options.grey), **code})


def fix_line_breaks(markup: str) -> str:
    """Return the markup with invisible characters where WeasyPrint would break lines badly."""
    for pattern, replacement in _LINE_BREAK_FIXES:
        markup = pattern.sub(replacement, markup)
    return markup


def list_authors(about: About) -> list[str]:
    """Return the names of the authors."""
    return [name for name, role, _ in about.authors if role == "author"]


def _select_styles(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Yield the names of the style sheets; later ones override earlier ones."""
    about = edition.document.about
    kind = "booklet" if about.is_volume else "report"
    yield from ("print", options.choose_paper(edition.region.code), kind, "chapters")
    if options.large_print:
        yield "large_print"
    if options.grey:
        yield "grey"


def select_colors(overlay: Overlay | None) -> dict[str, str]:
    """Return the clinic's colors by the name of the CSS variable that they replace."""
    colors = {"accent": overlay.clinic.color, "rule": overlay.clinic.second_color} if overlay else {}
    return {name: color for name, color in colors.items() if color}


def choose_name_size(name: str) -> str:
    """Return the class that sets a clinic's name smaller if it is long."""
    length = sum(2 if east_asian_width(letter) in "FW" else 1 for letter in name)
    return " very-long" if length >= VERY_LONG_NAME else " long" if length >= LONG_NAME else ""


def load_logo(overlay: Overlay | None, *, grey: bool) -> dict[str, bytes]:
    """Return the logo of a clinic by its address; nothing without one."""
    return {"clinic:logo": prepare_logo(overlay.logo, grey=grey)} if overlay and overlay.logo else {}


def _get_language_name(about: About) -> str:
    """Return the name of the language, in that language."""
    return str(Locale.parse(about.language, sep="-").get_display_name())


def _is_identity(block: Block) -> bool:
    """Return whether a block identifies the edition; it is printed at the foot."""
    return isinstance(block, Paragraph) and block.role == "identity"


@cache
def read_resource(*path: str) -> str:
    """Return the text of a file of this package."""
    return files("acucontent_pdf").joinpath(*path).read_text(encoding="utf-8")


@cache
def _read_ornaments() -> Mapping[str, bytes]:
    """Return the pictures of this package by address. They are decorative: the tags do not mention them."""
    drawings = (path for path in files("acucontent_pdf").joinpath("art").iterdir() if path.name.endswith(".svg"))
    return MappingProxyType({f"art:{path.name}": path.read_bytes() for path in drawings})
