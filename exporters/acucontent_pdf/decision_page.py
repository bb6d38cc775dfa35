"""Compose the HTML of a decision aid: the option grid, the pictures, the worksheet, and the warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from acucontent._version import __version__
from acucontent.document.anchors import OPENING
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.markup import Lettering, MarkupSettings, load_templates, read_base_style, render_html
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
from acucontent_pdf.sheet_page import draw_code, has_long_contact, select_contact, select_notes, split_opening

_VARIABLES = "--fit: 0;"
"""The place of the measures in the markup."""
_BREAKS = "/* breaks */"
"""The place of the breaks of the columns in the markup."""
_PICTURE_SIZE = re.compile(r'(?P<start>paired-icons"[^>]*?) width="(?P<width>[\d.]+)pt" height="(?P<height>[\d.]+)pt"')
LETTERING = {False: Lettering(size=14), True: Lettering(size=18, room=600)}
"""The size of the text in figures, by whether the aid is in large print. The pictures are set wider than in a guide."""
FRONT_SIZE = 12.0
"""The smallest size of the text before the option grid, in points."""
LARGE_SIZE = 18.0
"""The size of the text in large print, in points."""


@dataclass(frozen=True)
class AidFit:
    """The measures of a decision aid, in points."""

    size: float = 12.0
    """The size of the text."""
    grid: float = 11.0
    """The size of the text of the option grid."""
    picture: float = 412.0
    """The width of a picture."""
    row: float = 18.0
    """The height of a row to fill in."""
    gaps: tuple[float, ...] = (3.0, 3.0, 3.0, 3.0)
    """The space between two blocks of each side."""
    sides: tuple[bool, ...] = (True, True, True)
    """Whether the second, third and fourth side begin with their own part."""

    @property
    def leading(self) -> float:
        """The height of a line of text, as a multiple of its size."""
        return 1.16 if self.gaps[-1] < AidFit().gaps[-1] else 1.22

    @property
    def variables(self) -> Mapping[str, str]:
        """The values of the variables of the style sheet."""
        measures = {"size": self.size, "grid": self.grid, "front": max(self.grid, FRONT_SIZE), "row": self.row}
        measures |= {f"gap-{number}": gap for number, gap in enumerate(self.gaps, start=1)}
        breaks = {f"side-{number}": "page" if own else "auto" for number, own in enumerate(self.sides, start=2)}
        return {name: f"{value:.2f}pt" for name, value in measures.items()} | breaks | {"leading": f"{self.leading:g}"}


class AidPage(NamedTuple):
    """The markup of a decision aid, with its style sheets and pictures, before its measures are chosen."""

    page: Page
    document: Document
    paper: str

    def set_measures(self, fit: AidFit) -> Page:
        """Return the page with the values of the variables of its style sheet, and the breaks of its columns."""
        written = "".join(f"--{name}: {value};" for name, value in fit.variables.items())
        markup = _set_picture_width(self.page.markup.replace(_VARIABLES, written, 1), fit.picture)
        breaks = "" if fit.size == LARGE_SIZE else write_columns(self.document, self.paper, fit.size)
        return self.page._replace(markup=markup.replace(_BREAKS, Markup(breaks), 1))


def _set_picture_width(markup: str, width: float) -> str:
    """Return the markup with pictures of a width. With a width in CSS, WeasyPrint keeps the height of the attribute."""

    def scale(found: re.Match[str]) -> str:
        height = float(found["height"]) * width / float(found["width"])
        return f'{found["start"]} width="{width:.2f}pt" height="{height:.2f}pt"'

    return _PICTURE_SIZE.sub(scale, markup)


def compose_aid_page(edition: Edition, options: PdfOptions) -> AidPage:
    """Return the HTML page of a decision aid."""
    document = edition.document
    about, labels, overlay = document.about, document.labels, document.overlay
    settings = MarkupSettings(addresses=True, brackets=True, lettering=LETTERING[options.large_print], anchors=True)
    head, identity = split_opening(document)
    clinic = next((section for section in document.sections if section.role == "clinic"), None)
    body = [each for one in document.sections for each in (select_notes(one) if one is clinic else (one,))]
    markup = (
        load_templates("acucontent_pdf")
        .get_template("decision.html")
        .render(
            about=about,
            direction=document.direction,
            labels=labels,
            variables=Markup(_VARIABLES),
            colors=select_colors(overlay),
            clinic=overlay.clinic if overlay else None,
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
            body=render_html(body, labels, settings),
        )
    )
    styles = (read_base_style(), *(read_resource("css", f"{name}.css") for name in _select_styles(edition, options)))
    page = Page(fix_line_breaks(markup), styles, load_logo(overlay, grey=options.grey))
    return AidPage(page, document, options.choose_paper(edition.region.code))


def _select_styles(edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Yield the names of the style sheets; later ones override earlier ones."""
    yield from ("print", options.choose_paper(edition.region.code), "two_sides", "decision")
    if options.large_print:
        yield "decision_large"
    if options.grey:
        yield "grey"
