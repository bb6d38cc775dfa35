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
from acucontent.document.document import About, Document
from acucontent.edition import Edition
from acucontent.markup import (
    Lettering,
    MarkupSettings,
    load_templates,
    read_base_style,
    render_html,
    render_inline_html,
)
from acucontent.markup.drawings.lettering import break_lines
from acucontent.model.plain_text import flatten
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

LARGE_COLUMNS = 3
"""The most columns of a table in large print, so that a line of a cell has a few words."""
USUAL: Mapping[BlockId, Lettering] = MappingProxyType({})

LONG_NAME, VERY_LONG_NAME = 80, 160
"""The numbers of letters from which a clinic's name is set smaller. A Chinese letter counts as two."""
LONG_TITLE, VERY_LONG_TITLE = 50, 120
"""The numbers of letters from which the title of a volume is set smaller."""
FOOT_TITLE = 400, 9.5
"""The space for the title of the guide in the foot, and the size of its letters, in points. Large print has more."""
FOOT_CHAPTER = {False: (330, 10.5), True: (360, 14)}
"""The same for the title of a chapter, by whether the pages are in large print."""


class Page(NamedTuple):
    """The markup, the style sheets (later ones override earlier ones), and the pictures by address."""

    markup: str
    styles: tuple[str, ...]
    pictures: Mapping[str, bytes]


def compose_page(edition: Edition, options: PdfOptions, letterings: Mapping[BlockId, Lettering] = USUAL) -> Page:
    """Return the HTML page of an edition that is a volume or a report.

    Args:
        edition: The edition.
        options: The options of the format.
        letterings: The lettering of the drawings that are not as the others, by the ids of their figures.
    """
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    lettering = LETTERING[options.large_print]
    settings = MarkupSettings(
        addresses=True,
        brackets=True,
        lettering=lettering,
        anchors=True,
        letterings=letterings,
        most_columns=LARGE_COLUMNS if options.large_print else None,
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
            title_size=choose_name_size(about.title, LONG_TITLE, VERY_LONG_TITLE),
            colors=select_colors(overlay),
            language=_get_language_name(about),
            guide_title=edition.guide.title,
            foot_title=_shorten(edition.guide.title, *FOOT_TITLE),
            chapters="\n".join(_write_chapters(document, FOOT_CHAPTER[options.large_print])),
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


def _write_chapters(document: Document, foot: tuple[float, float]) -> Iterator[str]:
    """Yield a CSS rule for each chapter whose title is too long for the foot, such as a clinic's name."""
    for section in document.sections:
        title = flatten(section.title)
        short = _shorten(title, *foot)
        if short != title:
            yield f'section > h2[id="{section.id}_title"] {{ string-set: chapter {quote(short)}; }}'


def _shorten(title: str, room: float, size: float) -> str:
    """Return a title as a line has space for it."""
    first, *others = break_lines(title, room, size)
    return f"{first} …" if others else first


def quote(words: str) -> str:
    """Return words as a string of a style sheet."""
    escaped = words.replace("\\", r"\\").replace("'", r"\'")
    return f"'{escaped}'"


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


def choose_name_size(name: str, long: int = LONG_NAME, very_long: int = VERY_LONG_NAME) -> str:
    """Return the class that sets a clinic's name, or a title, smaller if it is long."""
    length = sum(2 if east_asian_width(letter) in "FW" else 1 for letter in name)
    return " very-long" if length >= very_long else " long" if length >= long else ""


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
