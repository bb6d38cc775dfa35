"""Compose the HTML of a decision aid: the option grid, the pictures, the worksheet, and the warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from acucontent.document.blocks import Figure
from acucontent.document.document import Document
from acucontent.document.drawings import PairedIcons
from acucontent.edition import Edition
from acucontent.markup import Lettering, render_html
from acucontent_pdf.frame import Look, fill_frame, find_clinic, make_settings, select_notes
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page

TEXT_WIDTH = 527.0
"""The width of a picture, in points: that of the text of an A4 page."""
FRONT_SIZE = 12.0
"""The smallest size of the text before the option grid, in points."""
LARGE_SIZE = 18.0
"""The size of the text in large print, in points."""


@dataclass(frozen=True)
class AidFit:
    """The measures of a decision aid, in points."""

    size: float = 12.0
    """The size of the text."""
    grid: float = 12.0
    """The size of the text of the option grid."""
    people: float = 0.88
    """The scale of the people in a picture."""
    row: float = 18.0
    """The height of a row to fill in."""
    gaps: tuple[float, ...] = (3.0, 3.0, 3.0, 3.0)
    """The space between two blocks of each side."""
    sides: tuple[bool, ...] = (True, True, True)
    """Whether the second, third and fourth side begin with their own part."""
    last_box: Literal["auto", "page"] = "auto"
    """Whether the last box of the warnings begins a side, so that the sources are not alone on it."""
    last_items: Literal["auto", "avoid"] = "auto"
    """Whether a box of warnings breaks between its last three items."""

    def __str__(self) -> str:
        return f"text {self.size:g} pt, grid {self.grid:g} pt"

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
        breaks |= {"last-box": self.last_box, "last-items": self.last_items}
        return {name: f"{value:.2f}pt" for name, value in measures.items()} | breaks | {"leading": f"{self.leading:g}"}


def has_pictures(document: Document) -> bool:
    """Return whether a decision aid has pictures of people, which need a side of their own."""
    figures = (block for block in document.walk_blocks() if isinstance(block, Figure))
    return any(isinstance(figure.drawing, PairedIcons) for figure in figures)


def compose_aid_page(edition: Edition, options: PdfOptions, fit: AidFit) -> Page:
    """Return the HTML page of a decision aid.

    The text in its pictures is as large as that around them.
    """
    document = edition.document
    settings = make_settings(Lettering(size=fit.size, page=TEXT_WIDTH).print_at(fit.people))
    clinic = find_clinic(document)
    body = [each for one in document.sections for each in (select_notes(one) if one is clinic else (one,))]
    return fill_frame(
        Look("decision.html", "decision", fit.size, fit.variables, settings),
        edition,
        options,
        body=render_html(body, document.labels, settings),
    )
