"""Fit a decision aid on four sides: choose the sizes of its text, and share the empty space of each side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from acucontent_pdf.decision_page import LARGE_SIZE, AidFit
from acucontent_pdf.engine import Pages
from acucontent_pdf.fit import (
    POINT,
    fill_last_side,
    get_tag,
    keep_last_items,
    measure_last_side,
    measure_rest,
    walk_body,
)

SIDES, LARGE_SIDES = 4, 8
"""The most sides of a decision aid, one folded sheet of paper, and of one in large print."""
SIZES = (13.0, 12.5, 12.0)
"""The sizes of the text, in points, the largest first."""
GRIDS = (13.0, 12.5, 12.0)
"""The sizes of the text of the option grid, in points, the largest first."""
STARTS = ("decision.comparisons", "decision.values", "safety")
"""The ids of the parts with which the second, third and fourth side begin. An aid without pictures has three sides, as
its comparisons are on the front."""

MOST_PEOPLE = 1.0
"""The greatest scale of the people in a picture."""
MOST_ROW = 24.0
"""The greatest height of a row to fill in, in points."""
MOST_EMPTY_LAST = 3 / 4
"""The largest share of the last side in large print that may be empty if tighter measures have fewer sides."""

LayOut = Callable[[AidFit], Pages]
"""Lays out a decision aid with some measures."""


def fit_aid(lay_out: LayOut, *, large_print: bool, pictures: bool) -> tuple[AidFit, Pages]:
    """Return the measures of a decision aid, and its pages.

    Each side begins with its own part, if they fit. If not, the option grid may continue on the second side, where the
    pictures are smaller; at last, every part may continue on the next side.

    Args:
        lay_out: Lays out the aid with some measures.
        large_print: Whether it is in large print.
        pictures: Whether it has pictures of people.
    """
    if large_print:
        return _fit_large(lay_out)
    fit, pages = _find_measures(lay_out, (pictures, True, True))
    if len(pages.pages) > SIDES:
        return fit, pages
    wider = _use_space(fit, pages)
    spread = lay_out(wider)
    is_same = len(spread.pages) == len(pages.pages) and _list_starts(spread, STARTS) == _list_starts(pages, STARTS)
    return (wider, spread) if is_same else (fit, pages)


def _fit_large(lay_out: LayOut) -> tuple[AidFit, Pages]:
    """Return the measures of an aid in large print, and its pages; small print is not alone on the last one."""
    fit, pages = _try_in_turn(lay_out, LARGE, LARGE_SIDES)
    for tighter in LARGE[LARGE.index(fit) + 1 :]:
        if measure_last_side(pages) <= MOST_EMPTY_LAST:
            break
        changed = lay_out(tighter)
        if len(changed.pages) < len(pages.pages):
            fit, pages = tighter, changed
    for improve in (keep_last_items, fill_last_side):
        fit, pages = improve(fit, pages, lay_out)
    return fit, pages


CLOSE = (1.75,) * SIDES
LARGE = tuple(
    AidFit(LARGE_SIZE, LARGE_SIZE, people=people, row=row, gaps=gaps, sides=(False, False, False))
    for people, row, gaps in ((0.9, 25, AidFit().gaps), (0.78, 24, AidFit().gaps), (0.74, 23, CLOSE), (0.66, 22, CLOSE))
)
"""The measures in large print, in which every part may continue on the next side, the best first."""
TIGHT_GRIDS = (12.0, 11.5, 11.0)
"""The sizes of the text of a grid whose front does not fit on one side, in points: the last ones are for a clinic that
fills each field."""
TIGHT = tuple(
    AidFit(people=people, gaps=CLOSE, row=row, grid=grid, sides=sides)
    for grid in TIGHT_GRIDS
    for people, row, sides in (
        (0.75, 18, (False, True, True)),
        (0.66, 16.5, (False, True, True)),
        (0.66, 16.5, (False, False, True)),
        (0.66, 16, (False, False, False)),
    )
)
"""The measures of an aid whose front does not fit on one side, the best first."""


def _find_measures(lay_out: LayOut, sides: tuple[bool, ...]) -> tuple[AidFit, Pages]:
    """Return the first measures with four sides, and the pages; the tightest measures if there are none.

    Args:
        lay_out: Lays out the aid with some measures.
        sides: Whether each of the later parts begins a side.
    """
    found: dict[AidFit, Pages] = {}
    for chosen in ((0, 0), (-1, -1)):  # the largest text and the smallest
        fit = _make_fit(chosen, sides)
        found[fit] = lay_out(fit)
        if all(_find_fitting(found[fit], sides)):
            return _find_largest(lay_out, found, sides)
    return _try_in_turn(lay_out, TIGHT, SIDES)


def _try_in_turn(lay_out: LayOut, fits: Sequence[AidFit], most: int) -> tuple[AidFit, Pages]:
    """Return the first measures with few enough sides, and the pages; the last measures if there are none."""
    for fit in fits[:-1]:
        pages = lay_out(fit)
        if len(pages.pages) <= most:
            return fit, pages
    return fits[-1], lay_out(fits[-1])


def _find_largest(lay_out: LayOut, found: dict[AidFit, Pages], sides: tuple[bool, ...]) -> tuple[AidFit, Pages]:
    """Return the measures with the largest text of the grid and of the rest, and the pages.

    The text of the grid depends on the front alone, and the rest on the other sides, so that one search finds both.

    Args:
        lay_out: Lays out the aid.
        found: The pages with the measures that were tried, of which the largest is tried again first, at no cost.
        sides: Whether each of the later parts begins a side.
    """
    low, high = [0, 0], [len(GRIDS) - 1, len(SIZES) - 1]
    tried = low
    while low != high:
        fit = _make_fit(tried, sides)
        found[fit] = found[fit] if fit in found else lay_out(fit)
        fits = _find_fitting(found[fit], sides)
        high = [at if good else last for last, at, good in zip(high, tried, fits, strict=True)]
        low = [
            first if good else min(at + 1, last) for first, last, at, good in zip(low, high, tried, fits, strict=True)
        ]
        tried = [(first + last) // 2 for first, last in zip(low, high, strict=True)]
    fit = _make_fit(low, sides)
    return fit, found[fit] if fit in found else lay_out(fit)


def _make_fit(chosen: Sequence[int], sides: tuple[bool, ...]) -> AidFit:
    return AidFit(SIZES[chosen[1]], GRIDS[chosen[0]], sides=sides)


def _find_fitting(pages: Pages, sides: tuple[bool, ...]) -> tuple[bool, bool]:
    """Return whether the front has one side, and whether each of the others has one."""
    starts = _list_starts(pages, [each for each, own in zip(STARTS, sides, strict=True) if own])
    others = [each - starts[0] for each in (*starts, len(pages.pages))]
    return starts[0] == 1, others == list(range(len(starts) + 1))


def _list_starts(pages: Pages, parts: Iterable[str]) -> list[int]:
    """Return the index of the page on which each part begins; WeasyPrint has its anchor on each page of the part."""
    found = ([number for number, page in enumerate(pages.pages) if each in page.anchors] for each in parts)
    return [numbers[0] for numbers in found if numbers]


def _use_space(fit: AidFit, pages: Pages) -> AidFit:
    """Return the measures with the empty space of each side shared among its pictures, rows and blocks."""
    sides = [_Side(page) for page in pages.pages]
    changed = fit
    has_pictures, *_ = fit.sides
    if len(sides) == 1 + sum(fit.sides):
        first = sides[0]
        changed = replace(changed, gaps=_widen(changed.gaps, 0, first.space / (2 * first.count("tr") + 1), 8))
    if len(sides) == SIDES and has_pictures:
        second = sides[1]
        pictures = second.measure_heights("svg") / fit.people
        larger = min(MOST_PEOPLE - fit.people, 0.85 * second.space / pictures) if pictures else 0
        left = second.space - larger * pictures
        changed = replace(changed, people=fit.people + larger, gaps=_widen(changed.gaps, 1, left / 6, 12))
    if all(fit.sides[1:]) and len(sides) >= SIDES - 1:
        third, last = sides[-2:]
        rows = third.count("tr")
        row = min(MOST_ROW, fit.row + (0.6 * third.space / rows if rows else 0))
        left = third.space - rows * (row - fit.row)
        changed = replace(changed, row=row, gaps=_widen(changed.gaps, 2, left / 4.5, 14))
        changed = replace(changed, gaps=_widen(changed.gaps, 3, last.space / 11, 12))
    return changed


def _widen(gaps: tuple[float, ...], side: int, more: float, most: float) -> tuple[float, ...]:
    """Return the gaps with that of a side widened, up to a limit; a little space is left for rounding."""
    wider = min(most, gaps[side] + max(0.0, 0.94 * more))
    return (*gaps[:side], wider, *gaps[side + 1 :])


class _Side:
    """One laid-out side of a decision aid."""

    def __init__(self, page: Any) -> None:
        self._elements = list(walk_body(page))
        self.space = measure_rest(page)
        """The empty height at its end, in points."""

    def count(self, tag: str) -> int:
        """Return the number of elements with a tag."""
        return sum(box.element_tag == tag for box in self._elements)

    def measure_heights(self, tag: str) -> float:
        """Return the height of all elements with a tag of any namespace, in points."""
        return float(POINT * sum(box.height for box in self._elements if get_tag(box) == tag))
