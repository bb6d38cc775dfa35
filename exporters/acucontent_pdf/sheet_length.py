"""Check that the content of a sheet or decision aid fits on its sides.

Neither the words of a clinic nor an overdue review makes a build fail: a sheet keeps the space of any clinic's words
and of the stamp of an overdue review free; a decision aid, which rarely needs it, must fit without them.
"""

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
from acucontent_pdf.decision_fit import LARGE as LARGE_AIDS
from acucontent_pdf.decision_fit import LARGE_SIDES as LARGE_AID_SIDES
from acucontent_pdf.decision_fit import SIDES as AID_SIDES
from acucontent_pdf.decision_fit import TIGHT as TIGHT_AIDS
from acucontent_pdf.decision_page import AidFit, compose_aid_page
from acucontent_pdf.engine import Pages
from acucontent_pdf.fit import (
    BACK,
    LARGE,
    LARGE_SIDES,
    SIDES,
    SMALLEST,
    Fit,
    Side,
    measure_excess,
    measure_rest,
)
from acucontent_pdf.full_overlay import make_full_overlay
from acucontent_pdf.layout import lay_out_page
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import Page
from acucontent_pdf.sheet_page import compose_sheet_page, list_places

PAPERS = {"letter": "Letter", "a4": "A4"}
_SIDES = {
    "sheet": {False: SIDES, True: LARGE_SIDES},
    "decision aid": {False: AID_SIDES, True: LARGE_AID_SIDES},
}
"""The most sides of each kind of handout, by whether it is in large print."""


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


def refuse_aid_overflow(edition: Edition, options: PdfOptions) -> None:
    """Refuse a decision aid whose content does not fit even without a clinic's words and the stamp.

    Raises:
        SheetOverflow: The content does not fit.
    """
    plain = replace(edition, overlay=None, overdue=False)
    fit = LARGE_AIDS[-1] if options.large_print else TIGHT_AIDS[-1]
    page = compose_aid_page(plain, options, fit)
    sides = _SIDES["decision aid"][options.large_print]
    height = _measure_aid(page.markup, page.styles, tuple(page.pictures.items()), sides)
    if height is not None:
        lines = _count_lines(height, fit)
        raise SheetOverflow(
            f"{_describe_space(plain, options)}: it is about {lines} too long. "
            f"To fix it, cut {lines} from its parts, such as the answers or comparisons of the decision."
        )


@lru_cache(maxsize=128)
def _measure_aid(
    markup: str, styles: tuple[str, ...], pictures: tuple[tuple[str, bytes], ...], most: int
) -> float | None:
    """Return the height of what does not fit on the sides of a decision aid, in points; None if all of it fits."""
    pages = lay_out_page(Page(markup, styles, dict(pictures))).pages
    if len(pages) <= most:
        return None
    return sum(Side(page).height - measure_rest(page) for page in pages[most:]) - measure_rest(pages[most - 1])


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
    lines = _count_lines(overflow.height, get_tightest(options))
    block = _find_block(edition, overflow)
    return (
        f"{_describe_space(edition, options)}: its {overflow.side} is about {lines} too long, "
        f"at “{flatten(block.title)}” ({block.id}). "
        f"To fix it, cut {lines} there, or include fewer records in guide.yaml."
    )


def _describe_space(edition: Edition, options: PdfOptions) -> str:
    sides = _SIDES[edition.handout.kind][options.large_print]
    paper = PAPERS[options.choose_paper(edition.region.code)]
    size = " in large print" if options.large_print else ""
    return f"Handout '{edition.handout.id}' does not fit on {sides} sides of {paper} paper{size}"


def _count_lines(height: float, fit: Fit | AidFit) -> str:
    """Return the number of lines of a height in points, with the word for them."""
    lines = max(1, ceil(height / (fit.size * fit.leading)))
    return f"{lines} {'line' if lines == 1 else 'lines'}"


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


def check_length(pages: Pages, edition: Edition, options: PdfOptions) -> Iterator[str]:
    """Check the number of sides of a sheet or decision aid.

    Yields:
        A note if there are too many sides, which unusual words of a clinic or the stamp of an overdue review can cause.

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
    if kind == "decision aid":
        refuse_aid_overflow(edition, options)
    yield f"{excess} To fix it, shorten {'its parts' if edition.overlay is None else 'the words of the clinic'}."
