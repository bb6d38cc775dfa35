"""Fit a sheet on its sides: choose the size of the text and the space around its blocks by measuring laid-out pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from acucontent_pdf.engine import Pages

SIZES = (14.0, 13.5, 13.0, 12.5, 12.0)
"""The sizes of the text, in points, the largest first. No text that a patient must read is smaller."""
LARGE_SIZE = 18.0
"""The size of the text in large print, in points."""
SIDES, LARGE_SIDES = 2, 4
"""The most sides of a sheet, and of one in large print: two sheets of paper."""
BACK = "sheet_back"
"""The id of the element that begins on the back."""
SHARES = (0.98, 0.7, 0.4)
"""The shares of the empty space that are tried: a picture can grow in two directions, and lines can break elsewhere."""
POINT = 0.75
"""A CSS pixel in points."""
MOST_EMPTY = 1 / 3
"""The largest share of a side in large print that may be empty below its last line, except on the last side."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most of a measure, in points."""

    least: float
    most: float

    def widen(self, more: float) -> float:
        """Return the least widened by some space, within the bounds."""
        return min(self.most, self.least + max(more, 0))


GAP = Bounds(1.5, 16)
"""The space between two blocks."""
LINE = Bounds(30.5, 31)
"""The height of a line to write a note on. Two lines have space for a typed note of 600 letters in 9 points."""
ROW = Bounds(12.2, 20)
"""The height of a row of a diary."""
PICTURE = Bounds(210, 415)
"""The height of a map."""
USUAL_PICTURE = 330
"""The height of a map that is worth a smaller text."""


@dataclass(frozen=True)
class Fit:
    """The measures of a sheet, in points."""

    size: float
    front_gap: float = GAP.least
    back_gap: float = GAP.least
    line: float = LINE.least
    row: float = ROW.least
    picture: float = PICTURE.least

    @property
    def leading(self) -> float:
        """The height of a line of text, as a multiple of its size."""
        return {SIZES[-1]: 1.2, LARGE_SIZE: 1.18}.get(self.size, 1.25)

    @property
    def icon(self) -> float:
        """The size of a pictogram, as a multiple of that of the text; the smallest takes no more than a line."""
        return 1.35 if self.size == SIZES[-1] else 1.65

    @property
    def variables(self) -> Mapping[str, str]:
        """The values of the variables of the style sheet."""
        measures = {
            "size": self.size,
            "front-gap": self.front_gap,
            "back-gap": self.back_gap,
            "line": self.line,
            "row": self.row,
            "picture": self.picture,
        }
        return {name: f"{value:.2f}pt" for name, value in measures.items()} | {
            "leading": f"{self.leading:g}",
            "icon": f"{self.icon:g}em",
        }

    def __str__(self) -> str:
        return f"{self.size:g}-point text"


LayOut = Callable[[Fit], Pages]
"""Lays out a sheet with some measures."""

SMALLEST = Fit(SIZES[-1])
"""The tightest measures of a sheet."""
LARGE = tuple(Fit(LARGE_SIZE, picture=height) for height in (600, 460, 420, 380, 340, 300, 260, 215, 175))
"""The measures of a sheet in large print, from those with the largest map, whose letters are as large as the text."""


def find_largest(lay_out: LayOut, least: float = SIZES[-1]) -> tuple[Fit, Pages]:
    """Return the tightest measures with the largest text that fits on two sides, and the pages.

    Args:
        lay_out: Lays out the sheet.
        least: The smallest size to try. If it does not fit, the pages are too many.
    """
    sizes = [size for size in SIZES if size >= least]
    found: dict[int, Pages] = {}
    low, high = 0, len(sizes) - 1
    tried = 0  # a sheet without a clinic usually fits with the largest text
    while low < high:
        found[tried] = lay_out(_make_fit(sizes[tried]))
        low, high = (low, tried) if has_two_sides(found[tried]) else (tried + 1, high)
        tried = (low + high) // 2
    fit = _make_fit(sizes[low])
    return fit, found[low] if low in found else lay_out(fit)


def _make_fit(size: float) -> Fit:
    """Return the tightest measures for a size. With the smallest text, a map is as small as it can be."""
    return SMALLEST if size == SMALLEST.size else Fit(size, picture=USUAL_PICTURE)


def share_space(fit: Fit, pages: Pages, lay_out: LayOut) -> Pages:
    """Return the pages of a sheet with the empty space of each side shared among its blocks."""
    for share in SHARES:
        spread = lay_out(_use_space(fit, pages, share))
        if has_two_sides(spread):
            return spread
    return pages


def find_largest_picture(lay_out: LayOut) -> tuple[Fit, Pages]:
    """Return the measures in large print with the largest map, and the pages; the last measures if none fit.

    A map is too large if there are too many sides, or if it leaves much of the side before it empty.
    """
    for fit in LARGE[:-1]:
        pages = lay_out(fit)
        is_full = all(measure_rest(page) < MOST_EMPTY * POINT * page.height for page in pages.pages[:-1])
        if not any(map(count_maps, pages.pages)) or (len(pages.pages) <= LARGE_SIDES and is_full):
            return fit, pages
    return LARGE[-1], lay_out(LARGE[-1])


def has_two_sides(pages: Pages) -> bool:
    """Return whether the back of a sheet begins and ends on its second page."""
    return len(pages.pages) == SIDES and BACK in pages.pages[1].anchors


def measure_space(page: Any) -> float:
    """Return the empty height at the end of a side, in points."""
    return _Side(page).space


def measure_rest(page: Any) -> float:
    """Return the height below the last line or picture of any page, in points."""
    box = page._page_box  # noqa: SLF001 - no public name gives the boxes
    ends = (one.position_y + one.margin_height() for one in walk_body(page) if get_tag(one) in _LINES)
    end = max(ends, default=box.content_box_y())
    return float(POINT * (box.content_box_y() + box.height - end))


def walk_body(page: Any) -> Iterator[Any]:
    """Yield the boxes of the elements of a page, without those of its foot."""
    box = page._page_box  # noqa: SLF001 - no public name gives the boxes
    yield from walk_elements(next(one for one in walk_elements(box) if one.element_tag == "body"))


def count_maps(page: Any) -> int:
    """Return the number of drawings of maps on a page."""
    return _Side(page).maps


def _use_space(fit: Fit, pages: Pages, share: float) -> Fit:
    """Return the measures with a share of the empty space of each side in its rows, pictures, lines and blocks."""
    front, back = (_Side(page) for page in pages.pages)
    space, rows = share * front.space, front.count("page_form", "tr")
    row = ROW.widen(space / rows) if rows else fit.row
    space -= rows * (row - fit.row)
    maps = front.maps
    picture = min(PICTURE.most, fit.picture + max(space, 0) / maps) if maps else fit.picture
    space -= maps * (picture - fit.picture)
    lines = back.count("form", "line")
    line = LINE.widen(share * back.space / lines) if lines else fit.line
    rest = share * back.space - lines * (line - fit.line)
    return replace(
        fit,
        front_gap=GAP.widen(space / front.blocks),
        back_gap=GAP.widen(rest / back.blocks),
        line=line,
        row=row,
        picture=picture,
    )


_LINES = ("p", "li", "tr", "svg")
"""The elements by which a page is measured: a section that continues on the next page is as tall as the page."""


class _Side:
    """One laid-out side of a sheet."""

    def __init__(self, page: Any) -> None:
        self._box = page._page_box  # noqa: SLF001 - no public name gives the boxes
        self._elements = list(walk_elements(self._box))

    @property
    def _content(self) -> Any:
        return next(box for box in self._elements if box.element.get("class") in ("front", "back"))

    @property
    def space(self) -> float:
        """The empty height at its end, in points."""
        last = self._content.children[-1]
        end = last.position_y + last.margin_height()
        return float(POINT * (self._box.content_box_y() + self._box.height - end))

    @property
    def blocks(self) -> int:
        """The number of its blocks, which have space between them."""
        sections = [box for box in self._content.children if getattr(box, "element_tag", "") == "section"]
        return max(1, len(sections))

    @property
    def maps(self) -> int:
        """The number of drawings of maps, which are below each other."""
        return len([box for box in self._elements if "body-map" in box.element.get("class", "")])

    def count(self, role: str, kind: str) -> int:
        """Return the number of elements, by their tag or class, in sections with a role."""
        sections = (box for box in self._elements if box.element_tag == "section")
        inside = (
            box for section in sections if section.element.get("data-role") == role for box in walk_elements(section)
        )
        return len([box for box in inside if kind in (box.element_tag, box.element.get("class"))])


def walk_elements(box: Any) -> Iterator[Any]:
    """Yield the boxes of elements."""
    if getattr(box, "element", None) is not None and "::" not in box.element_tag:
        yield box
    for child in getattr(box, "children", ()):
        yield from walk_elements(child)


def get_tag(box: Any) -> str:
    """Return the tag of the element of a box, without its namespace."""
    return str(box.element_tag).rpartition("}")[2]
