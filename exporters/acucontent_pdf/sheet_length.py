"""Check that the content of a sheet fits on its sides, with any clinic's words and the stamp of an overdue review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple

from acucontent.document.blocks import Section
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.engine import Pages
from acucontent_pdf.fit import BACK, LARGE, LARGE_SIDES, SIDES, SMALLEST, Fit, measure_excess
from acucontent_pdf.full_overlay import make_full_overlay
from acucontent_pdf.layout import lay_out_page
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page
from acucontent_pdf.sheet_page import compose_sheet_page, list_places

PAPERS = {"letter": "Letter", "a4": "A4"}


class SheetOverflow(ExportFailed):
    """The content of a guide does not fit on the sides of a sheet; the message names the block to shorten."""


class Overflow(NamedTuple):
    """What does not fit: the ids on the sides that are too many, and its height in points."""

    side: str
    ids: tuple[str, ...]
    height: float


def refuse_overflow(edition: Edition, options: PdfOptions) -> None:
    """Refuse a sheet whose content does not fit with the words of any clinic.

    The space of a full overlay and of the stamp is kept free, so that an error depends on the guide alone.

    Raises:
        SheetOverflow: The content does not fit.
    """
    full = replace(edition, overlay=make_full_overlay(edition.handout.id), overdue=True)
    overflows: list[Overflow] = []
    for moved in list_places(full.document):
        page = compose_sheet_page(full, options, get_tightest(options), moved)
        overflow = _find_overflow(page.markup, page.styles, tuple(page.pictures.items()), options.large_print)
        if overflow is None:
            return
        overflows.append(overflow)
    raise SheetOverflow(_describe(min(overflows, key=lambda each: each.height), full, options))


def get_tightest(options: PdfOptions) -> Fit:
    """Return the measures with which the most words fit on a sheet."""
    return LARGE[-1] if options.large_print else SMALLEST


@lru_cache(maxsize=128)
def _find_overflow(
    markup: str, styles: tuple[str, ...], pictures: tuple[tuple[str, bytes], ...], large_print: bool
) -> Overflow | None:
    pages = lay_out_page(Page(markup, styles, dict(pictures))).pages
    if large_print:
        return _measure("text", pages, LARGE_SIDES)
    back = next(number for number, page in enumerate(pages) if BACK in page.anchors)
    return _measure("front", pages[:back], 1) or _measure("back", pages[back:], 1)


def _measure(side: str, pages: Sequence[Any], most: int) -> Overflow | None:
    """Return what is on pages that a sheet does not have, without what would fit on the page before them."""
    if len(pages) <= most:
        return None
    late = tuple(anchor for page in pages[most:] for anchor in page.anchors)
    return Overflow(side, late, measure_excess(pages, most))


def _describe(overflow: Overflow, edition: Edition, options: PdfOptions) -> str:
    fit = get_tightest(options)
    lines = max(1, ceil(overflow.height / (fit.size * fit.leading)))
    sides = LARGE_SIDES if options.large_print else SIDES
    paper = PAPERS[options.choose_paper(edition.region.code)]
    size = " in large print" if options.large_print else ""
    block = _find_block(edition, overflow)
    return (
        f"Handout '{edition.handout.id}' does not fit on {sides} sides of {paper} paper{size}: its {overflow.side} is "
        f"about {lines} {'line' if lines == 1 else 'lines'} too long, at “{flatten(block.title)}” ({block.id}). "
        f"To fix it, cut {lines} {'line' if lines == 1 else 'lines'} there, or include fewer records in guide.yaml."
    )


def _find_block(edition: Edition, overflow: Overflow) -> Section:
    """Return the block to shorten: the first that does not fit, or the last one of the guide's own before it."""
    sections = [section for section in edition.document.sections if section.role not in _FIXED]
    late = [section for section in sections if section.id in overflow.ids]
    if late:
        return late[0]
    order = [section.id for section in edition.document.sections]
    first = next((order.index(each) for each in overflow.ids if each in order), len(order))
    return next((one for one in reversed(sections) if order.index(one.id) < first), sections[0])


_FIXED = ("help", "form", "clinic", "sources")
"""The roles of the sections that an author cannot shorten."""


AID_SIDES, LARGE_AID_SIDES = 4, 8
"""The most sides of a decision aid, which is one folded sheet, and of one in large print."""


def check_length(pages: Pages, edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Check the number of sides of a sheet or decision aid.

    Yields:
        A note if there are too many sides, which unusual words of a clinic can cause.

    Raises:
        SheetOverflow: The content of the guide does not fit.
    """
    kind = edition.handout.kind
    if kind not in ("sheet", "decision aid") or edition.document.about.report:
        return
    if kind == "sheet":
        refuse_overflow(edition, options)
    sides = _SIDES[kind][options.large_print]
    excess = f"{len(pages.pages)} sides, but a {kind} has at most {sides}."
    if len(pages.pages) <= sides:
        return
    if edition.overlay is None and not edition.overdue:
        raise SheetOverflow(f"Handout '{edition.handout.id}' has {excess} To fix it, shorten its parts.")
    yield f"{excess} To fix it, shorten the words of the clinic."


_SIDES = {
    "sheet": {False: SIDES, True: LARGE_SIDES},
    "decision aid": {False: AID_SIDES, True: LARGE_AID_SIDES},
}
