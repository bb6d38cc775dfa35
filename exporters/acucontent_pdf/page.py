"""An edition as one HTML page with its style sheets: what WeasyPrint is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from babel import Locale
from jinja2 import Environment
from markupsafe import Markup

from acucontent._version import __version__
from acucontent.clinic import Overlay
from acucontent.document.anchors import CONTENTS, OPENING
from acucontent.document.blocks import Block, Paragraph
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
from acucontent_pdf.columns import second_columns
from acucontent_pdf.logo import printed
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.qr import qr_code

_MENDS = (
    (re.compile(r"(?<=[^\s>]) (?=<)"), " \u200b"),
    (re.compile(r"(?<=[^\s>])(?=<sup>)"), "\u2060"),
    (re.compile(r"(?<=>doi:)(?=10\.)"), "\u2060"),
)
"""Where WeasyPrint 70 breaks lines badly, and the sign, of which nothing is seen, that keeps it from that. When only
the space before an element is too long for a line, it breaks after the line's first word; and it lets a raised number
begin a line, and the number of a DOI."""


LETTERING = {"booklet": Lettering(size=10.5), "sheet": Lettering(size=13), "large print": Lettering(size=17, room=600)}
"""How the words in figures are set. A sheet draws a tall figure smaller: its words still have 9 points."""
LARGER = 14
"""The size of body type, in points, that a handout may ask for where its page limit allows."""


class Page(NamedTuple):
    """The markup, the style sheets in the order of their weight, and the pictures by address."""

    markup: str
    styles: tuple[str, ...]
    pictures: Mapping[str, bytes]


def page_of(edition: Edition, options: PdfOptions) -> Page:
    """The page of an edition as the options ask."""
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    lettering = LETTERING["large print" if options.large_print else "booklet" if about.complete else "sheet"]
    settings = MarkupSettings(addresses=True, brackets=True, lettering=lettering, anchors=True)
    identity = [block for block in document.opening if _is_identity(block)]
    opening = [block for block in document.opening if not _is_identity(block)]
    markup = (
        _environment()
        .get_template("page.html")
        .render(
            about=about,
            direction=document.direction,
            labels=labels,
            clinic=overlay.clinic if overlay else None,
            logo=overlay is not None and overlay.logo is not None,
            colors=_colors(overlay),
            language=_language(about),
            guide_title=edition.guide.title,
            generator=f"acucontent {__version__}",
            authors=[name for name, role, _ in about.authors if role == "author"],
            keywords=", ".join(name for _, _, name in about.subjects),
            modified=max(filter(None, (about.published, about.reviewed))),
            sections=document.sections,
            title=lambda section: render_inline_html(section.title, labels, settings),
            second_columns=Markup(second_columns(document)),
            contents_anchor=CONTENTS,
            opening=render_html(opening, labels, settings, home=OPENING),
            identity=render_html(identity, labels, settings),
            body=render_html(document.sections, labels, settings),
        )
    )
    for found, mended in _MENDS:
        markup = found.sub(mended, markup)
    styles = (read_base_style(), *(own_file("css", f"{name}.css") for name in _styles(edition, options)))
    return Page(
        markup, styles, {**_ornaments(), **_logo(overlay, grey=options.grey), "qr:code": qr_code(about.identity)}
    )


def _styles(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """The names of the style sheets, those that outweigh others after them."""
    about = edition.document.about
    kind = "report" if about.report else "booklet" if about.complete else "sheet"
    yield from ("print", options.paper, kind)
    if options.large_print:
        yield "large_print"
    elif kind == "sheet":
        yield "body_14" if edition.handout.body_size == LARGER else "beside"
    if options.grey:
        yield "grey"


def _colors(overlay: Overlay | None) -> dict[str, str]:
    """The clinic's colors by what they are for."""
    own = {"accent": overlay.clinic.color, "rule": overlay.clinic.second_color} if overlay else {}
    return {name: color for name, color in own.items() if color}


def _logo(overlay: Overlay | None, *, grey: bool) -> dict[str, bytes]:
    return {"clinic:logo": printed(overlay.logo, grey=grey)} if overlay and overlay.logo else {}


def _language(about: About) -> str:
    """The name of the language, in the language."""
    return str(Locale.parse(about.language, sep="-").get_display_name())


def _is_identity(block: Block) -> bool:
    """Whether a block says which edition this is: it is printed at the foot."""
    return isinstance(block, Paragraph) and block.role == "identity"


@cache
def _environment() -> Environment:
    return load_templates("acucontent_pdf")


@cache
def own_file(*path: str) -> str:
    """The text of a file of this format."""
    return files("acucontent_pdf").joinpath(*path).read_text(encoding="utf-8")


@cache
def _ornaments() -> Mapping[str, bytes]:
    """The pictures of this format by address; they are ornament, so that a reader of the tags loses nothing."""
    drawn = (path for path in files("acucontent_pdf").joinpath("art").iterdir() if path.name.endswith(".svg"))
    return MappingProxyType({f"art:{path.name}": path.read_bytes() for path in drawn})
