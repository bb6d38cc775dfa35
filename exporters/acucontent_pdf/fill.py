"""Fill the sides of a sheet: share the space that is empty among its rows, pictures, blocks, lines and items.

Each side is given a height to share. How much of it the side used is measured on the laid-out pages, because a column
can break elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from acucontent_pdf.engine import Pages
from acucontent_pdf.fit import (
    AIRY_GAP,
    AIRY_ITEM,
    AIRY_LEADING,
    GAP,
    LINE,
    MOST_AIR,
    PICTURE,
    ROW,
    Bounds,
    Fit,
    LayOut,
    Side,
    list_fitting,
    measure_spaces,
)

LEFT, LITTLE = 8.0, 30.0
"""The height that stays empty at the end of a side, and one that may stay empty, in points."""
LAYOUTS = 4
"""How often a sheet is laid out at most."""
STEP = 1.0
"""The least difference of heights that is tried, in points."""


def fill_sides(fit: Fit, pages: Pages, lay_out: LayOut) -> tuple[Fit, Pages]:
    """Return the measures and pages of a sheet with the empty space of each side in it.

    Args:
        fit: The tightest measures.
        pages: The pages with these, of which each side is one.
        lay_out: Lays out the sheet.
    """
    sides = [Side(page) for page in pages.pages]
    measured = [_Measured(side.space, _find_most(fit, side, number)) for number, side in enumerate(sides)]
    best = fit, pages
    for _ in range(LAYOUTS):
        heights = [each.choose() for each in measured]
        if all(abs(height - each.low) < STEP for height, each in zip(heights, measured, strict=True)):
            break
        wider = _put_in(fit, sides, heights)
        changed = lay_out(wider)
        fits = list_fitting(changed)
        for each, height, space, good in zip(measured, heights, measure_spaces(changed), fits, strict=True):
            each.add(height, space, fits=good)
        if all(fits):
            best = wider, changed
    return best


@dataclass
class _Measured:
    """The heights that a side was given to share, and how much of them it used, in points."""

    space: float
    """The empty space of the side with the tightest measures."""
    most: float
    """The most that it can use."""
    low: float = 0.0
    """The largest height that fits."""
    used: float = 0.0
    """How much of it the side used."""
    high: float = math.inf
    """The smallest height that does not fit."""
    too_much: float = math.inf
    """How much the side would have needed with it."""

    def choose(self) -> float:
        """Return the height to try next: the largest that fits so far if little is empty."""
        goal = self.space - LEFT
        if self.space - self.used < LITTLE:
            return self.low
        if math.isfinite(self.high):
            share = (goal - self.used) / (self.too_much - self.used)
            return self.low + min(0.8, max(0.2, share)) * (self.high - self.low)
        efficiency = self.used / self.low if self.low else 1.0
        return min(self.most, self.low + (goal - self.used) / max(0.5, efficiency))

    def add(self, height: float, space: float, *, fits: bool) -> None:
        """Record the space that is empty with a height; it is negative if the side is too short."""
        if fits:
            self.low, self.used = height, self.space - space
        else:
            self.high, self.too_much = height, self.space - space


def _find_most(fit: Fit, side: Side, number: int) -> float:
    """Return the most height that the measures of a side can use, in points."""
    of_blocks = GAP.most - GAP.least + AIRY_GAP * (MOST_AIR - 1)
    most = side.blocks * of_blocks + _measure_inside(fit, side)
    if number:
        return most + side.count("form", "line") * (LINE.most - LINE.least)
    rows = side.count("page_form", "tr") * (ROW.most - ROW.least)
    return most + rows + side.maps * (PICTURE.most - fit.picture)


def _measure_inside(fit: Fit, side: Side) -> float:
    """Return the height that lines and items use with the most space between them, in points."""
    return side.measure_lines(fit.leading) * (AIRY_LEADING / fit.leading - 1) + side.count_items() * AIRY_ITEM


def _put_in(fit: Fit, sides: list[Side], heights: list[float]) -> Fit:
    """Return the measures with a height put into each side: first into rows, pictures and lines, then into all else."""
    (front, back), (rest, rest_back) = sides, heights
    rows, maps, lines = front.count("page_form", "tr"), front.maps, back.count("form", "line")
    row, rest = _widen(ROW, ROW.least, rest, rows)
    picture, rest = _widen(PICTURE, fit.picture, rest, maps)
    line, rest_back = _widen(LINE, LINE.least, rest_back, lines)
    front_gap, front_air = _part(fit, front, rest)
    back_gap, back_air = _part(fit, back, rest_back)
    return replace(
        fit,
        row=row,
        picture=picture,
        line=line,
        front_gap=front_gap,
        back_gap=back_gap,
        front_air=front_air,
        back_air=back_air,
    )


def _widen(bounds: Bounds, least: float, height: float, count: int) -> tuple[float, float]:
    """Return a measure that some things share a height with, and the height that is left."""
    if not count:
        return least, height
    wider = min(bounds.most, least + max(0.0, height) / count)
    return wider, height - count * (wider - least)


def _part(fit: Fit, side: Side, height: float) -> tuple[float, float]:
    """Return the space between the blocks of a side, and the measure of the space within them and beyond."""
    gap, rest = _widen(GAP, GAP.least, height, side.blocks)
    inside = _measure_inside(fit, side)
    air = min(1.0, max(0.0, rest) / inside)
    rest -= air * inside
    return gap, min(MOST_AIR, air + max(0.0, rest) / (AIRY_GAP * side.blocks))
