"""Fit a sheet on its sides: choose the size of the text and the space around its blocks by measuring laid-out pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from acucontent_pdf.decision_page import AidFit
from acucontent_pdf.engine import Pages, boxes

SIZES = (14.0, 13.5, 13.0, 12.5, 12.0)
"""The sizes of the text, in points, the largest first. No text that a patient must read is smaller."""
LARGE_SIZE = 18.0
"""The size of the text in large print, in points."""
SIDES, LARGE_SIDES = 2, 4
"""The most sides of a sheet, and of one in large print: two sheets of paper."""
BACK = "sheet_back"
"""The id of the element that begins on the back."""
MOST_AIR = 2.5
"""The most space within blocks, as a measure: up to 1 it is between lines and items, and above it between blocks."""
AIRY_LEADING, AIRY_ITEM, AIRY_GAP = 1.4, 12.0, 16.0
"""With the measure 1, the height of a line of text, as a multiple of its size, and the space between items, in points;
each 1 above it is so much more space between blocks, in points."""
BETWEEN, PAD = 3.0, 1.5
"""The space between two blocks beyond its least, and that above and below the text of a box, in points, of all sizes of
the text but the smallest: boxes that touch look like one."""
LEAST_GROWTH, USUAL_GROWTH = 1.2, 1.7
"""The powers of the growth of the text with which a side grows, at least and usually: lines are wider and higher."""
POINT = 0.75
"""A CSS pixel in points."""
MOST_EMPTY = 1 / 3
"""The largest share of a side in large print that may be empty below its last line, except on the last side."""
ALMOST_EMPTY = 1 / 2
"""The largest share of the last side in large print that may be empty if a box of warnings can be moved to it."""
LAST_ITEMS = 3
"""How many of the last items of a box of warnings are on one side in large print, if there is space."""


LARGE_AIRS = ((16.0, 0.6), (11.0, 0.4), (7.0, 0.2))
"""The spaces between blocks, in points, and the measures of the space within them that are tried in large print."""


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
ROW = Bounds(11.6, 20)
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
    front_air: float = 0.0
    """The measure of the space within the blocks of the front: between lines, items and rows (see `MOST_AIR`)."""
    back_air: float = 0.0
    """The measure of the space within the blocks of the back."""
    counts_pages: bool = False
    """Whether the page of the back is counted, for a sheet that has more than two sides. WeasyPrint then lays out each
    page with a link to the back three times, because it knows the number only at the end."""
    last_box: Literal["auto", "page"] = "auto"
    """Whether the last box of the warnings begins a side, so that the sources are not alone on it."""
    last_items: Literal["auto", "avoid"] = "auto"
    """Whether a box of warnings breaks between its last three items."""
    is_below: bool = False
    """Whether the warnings begin on the side of the strip that points to them."""

    @property
    def leading(self) -> float:
        """The height of a line of text, as a multiple of its size."""
        return {SIZES[-1]: 1.2, LARGE_SIZE: 1.18}.get(self.size, 1.25)

    @property
    def icon(self) -> float:
        """The size of a pictogram, as a multiple of that of the text; the smallest takes no more than a line."""
        return 1.35 if self.size == SIZES[-1] else 1.65

    @property
    def between(self) -> float:
        """The space between blocks beyond the gaps, in points; the smallest text has none."""
        return 0.0 if self.size == SIZES[-1] else BETWEEN

    @property
    def pad(self) -> float:
        """The space between the text and the border of a box, above and below, in points; the smallest has little."""
        return 0.25 if self.size == SIZES[-1] else PAD

    @property
    def visit(self) -> float:
        """The height of the line for the next visit, in points: 8 mm, but for the smallest text."""
        return 15.5 if self.size == SIZES[-1] else 22.7

    @property
    def variables(self) -> Mapping[str, str]:
        """The values of the variables of the style sheet."""
        measures = {
            "size": self.size,
            "front-gap": self.between + self.front_gap + AIRY_GAP * max(0, self.front_air - 1),
            "back-gap": self.between + self.back_gap + AIRY_GAP * max(0, self.back_air - 1),
            "line": self.line,
            "visit": self.visit,
            "pad": self.pad,
            "row": self.row,
            "picture": self.picture,
            "front-item": AIRY_ITEM * min(1, self.front_air),
            "back-item": AIRY_ITEM * min(1, self.back_air),
        }
        is_counted = self.counts_pages or self.size == LARGE_SIZE
        return {name: f"{value:.2f}pt" for name, value in measures.items()} | {
            "leading": f"{self.leading:g}",
            "front-leading": f"{self._widen_leading(self.front_air):g}",
            "back-leading": f"{self._widen_leading(self.back_air):g}",
            "icon": f"{self.icon:g}em",
            **({} if is_counted else {"back-page": f"'{SIDES}'"}),
            "last-box": self.last_box,
            "last-items": self.last_items,
        }

    def _widen_leading(self, air: float) -> float:
        return self.leading + min(1, air) * max(0.0, AIRY_LEADING - self.leading)

    def __str__(self) -> str:
        return f"text {self.size:g} pt"


LayOut = Callable[[Fit], Pages]
"""Lays out a sheet with some measures."""
AnyFit = TypeVar("AnyFit", Fit, AidFit)
"""The measures of a sheet or of a decision aid."""

SMALLEST = Fit(SIZES[-1])
"""The tightest measures of a sheet."""
LARGE = tuple(
    Fit(LARGE_SIZE, picture=height, is_below=True) for height in (600, 460, 420, 380, 340, 300, 260, 215, 175)
)
"""The measures of a sheet in large print, from those with the largest map, whose letters are as large as the text."""


def find_largest(lay_out: LayOut, least: float = SIZES[-1], first: float = SIZES[0]) -> tuple[Fit, Pages]:
    """Return the tightest measures with the largest text that fits on two sides, and the pages.

    How full the sides are with one size tells which size to try next.

    Args:
        lay_out: Lays out the sheet.
        least: The smallest size to try. If it does not fit, the pages are too many.
        first: The size to try first. A sheet without a clinic usually fits with the largest text.
    """
    sizes = [size for size in SIZES if size >= least]
    found: dict[int, Pages] = {}
    low, high, tried = 0, len(sizes) - 1, sizes.index(first)
    while low < high:
        found[tried] = pages = lay_out(_make_fit(sizes[tried]))
        growths = [size / sizes[tried] for size in sizes]
        if has_two_sides(pages):
            low, high = max(low, _find_growth(pages, growths[:tried], LEAST_GROWTH)), tried
        else:
            low = tried + 1
        tried = min(high - (high in found), max(low, _find_growth(pages, growths, USUAL_GROWTH)))
    chosen = min(low, high)
    fit = _make_fit(sizes[chosen])
    return fit, found[chosen] if chosen in found else lay_out(fit)


def _find_growth(pages: Pages, growths: Sequence[float], power: float) -> int:
    """Return the index of the first growth of the text with which each side has room, or their number.

    Args:
        pages: The pages of the sheet.
        growths: The growths, as multiples of the size of the text.
        power: The power of the growth of the text with which a side grows.
    """
    sides = zip(measure_spaces(pages), (Side(page).height for page in pages.pages), strict=False)
    fullest = max((height - space) / height for space, height in sides)
    return next((at for at, growth in enumerate(growths) if fullest * growth**power <= 1), len(growths))


def _make_fit(size: float) -> Fit:
    """Return the tightest measures for a size. With the smallest text, a map is as small as it can be."""
    return SMALLEST if size == SMALLEST.size else Fit(size, picture=USUAL_PICTURE)


def list_fitting(pages: Pages) -> tuple[bool, bool]:
    """Return whether the front of a sheet has one side, and whether its back has."""
    front, back = _split(pages)
    return len(front) == 1, len(back) == 1


def measure_spaces(pages: Pages) -> tuple[float, float]:
    """Return the empty height of the front of a sheet and of its back, in points; less than 0 if it has more sides."""
    front, back = (-measure_excess(side, 1) if side[1:] else Side(side[0]).space for side in _split(pages))
    return front, back


def measure_excess(pages: Sequence[Any], most: int) -> float:
    """Return the height of what is on pages that are too many, without what would fit on the page before, in points."""
    height = -Side(pages[most - 1]).space
    for page in pages[most:]:
        edges = [(top, bottom) for _, top, _, bottom in page.anchors.values()]
        height += POINT * (max(bottom for _, bottom in edges) - min(top for top, _ in edges)) if edges else 0
    return height


def _split(pages: Pages) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the pages of the front of a sheet and those of its back."""
    back = next(number for number, page in enumerate(pages.pages) if BACK in page.anchors)
    return pages.pages[:back], pages.pages[back:]


def find_largest_picture(lay_out: LayOut) -> tuple[Fit, Pages]:
    """Return the measures in large print with the largest map, and the pages; the last measures if none fit.

    A map is too large if there are too many sides, or if it leaves much of the side before it empty.
    """
    for fit in LARGE[:-1]:
        pages = lay_out(fit)
        if not any(map(count_maps, pages.pages)) or (len(pages.pages) <= LARGE_SIDES and _is_full(pages)):
            return fit, pages
    return LARGE[-1], lay_out(LARGE[-1])


def _is_full(pages: Pages) -> bool:
    """Return whether no side but the last is empty by more than a third."""
    return all(measure_rest(page) < MOST_EMPTY * POINT * page.height for page in pages.pages[:-1])


def widen_spaces(fit: Fit, pages: Pages, lay_out: LayOut) -> tuple[Fit, Pages]:
    """Return the measures and pages in large print with the widest spaces that need no more sheets of paper."""
    most = len(pages.pages) + len(pages.pages) % 2
    for gap, air in LARGE_AIRS:
        wider = replace(fit, front_gap=gap, back_gap=gap, front_air=air, back_air=air)
        wider, changed = keep_last_items(wider, lay_out(wider), lay_out)
        is_good = len(changed.pages) <= most and _measure_emptiest(changed) <= _measure_emptiest(pages)
        if is_good and not has_broken_end(changed):
            return wider, changed
    return fit, pages


def keep_last_items(fit: AnyFit, pages: Pages, lay_out: Callable[[AnyFit], Pages]) -> tuple[AnyFit, Pages]:
    """Return the measures and pages in large print with the last items of each box of warnings together."""
    if not has_broken_end(pages):
        return fit, pages
    return _choose(fit, pages, replace(fit, last_items="avoid"), lay_out)


def fill_last_side(fit: AnyFit, pages: Pages, lay_out: Callable[[AnyFit], Pages]) -> tuple[AnyFit, Pages]:
    """Return the measures and pages in large print, with a box of warnings on a last side almost empty."""
    if measure_last_side(pages) <= ALMOST_EMPTY:
        return fit, pages
    return _choose(fit, pages, replace(fit, last_box="page"), lay_out)


def _choose(fit: AnyFit, pages: Pages, other: AnyFit, lay_out: Callable[[AnyFit], Pages]) -> tuple[AnyFit, Pages]:
    """Return other measures and their pages if these are as many and the emptiest is not emptier, or the first ones."""
    changed = lay_out(other)
    is_good = len(changed.pages) == len(pages.pages) and _measure_emptiest(changed) <= _measure_emptiest(pages)
    return (other, changed) if is_good else (fit, pages)


def _measure_emptiest(pages: Pages) -> float:
    """Return the largest empty height of a page, but at least that of a page that is full enough, in points."""
    return max(MOST_EMPTY * POINT * float(pages.pages[0].height), *map(measure_rest, pages.pages))


def count_page(fit: Fit, pages: Pages, lay_out: LayOut) -> tuple[Fit, Pages]:
    """Return the measures and pages of a sheet in large print with the page of its warnings, if it is another page."""
    if is_below(pages):
        return fit, pages
    counted = replace(fit, is_below=False)
    return counted, lay_out(counted)


def is_below(pages: Pages) -> bool:
    """Return whether the warnings begin on the page of the strip that points to them."""
    return any({"help", "safety"} <= set(page.anchors) for page in pages.pages)


def has_broken_end(pages: Pages) -> bool:
    """Return whether only the last one or two items of a longer box of warnings are on another page."""
    found: dict[Any, list[int]] = {}
    for page in pages.pages:
        for box in walk_body(page):
            if _is_callout(box):
                items = {one.element for one in walk_elements(box) if get_tag(one) == "li"}
                found.setdefault(box.element, []).append(len(items))
    return any(len(counts) > 1 and counts[-1] < min(LAST_ITEMS, sum(counts)) for counts in found.values())


def measure_last_side(pages: Pages) -> float:
    """Return the share of the last page that is empty."""
    last = pages.pages[-1]
    return measure_rest(last) / (POINT * float(last.height))


def has_two_sides(pages: Pages) -> bool:
    """Return whether the back of a sheet begins and ends on its second page."""
    return len(pages.pages) == SIDES and BACK in pages.pages[1].anchors


def measure_space(page: Any) -> float:
    """Return the empty height at the end of a side, in points."""
    return Side(page).space


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
    return Side(page).maps


def _is_callout(box: Any) -> bool:
    return "callout" in box.element.get("class", "").split()


_LINES = ("p", "li", "tr", "svg")
"""The elements by which a page is measured: a section that continues on the next page is as tall as the page."""


class Side:
    """One laid-out side of a sheet."""

    def __init__(self, page: Any) -> None:
        self._box = page._page_box  # noqa: SLF001 - no public name gives the boxes
        self._elements = list(walk_elements(self._box))

    @property
    def _content(self) -> Any:
        return next(box for box in self._elements if box.element.get("class") in ("front", "back"))

    @property
    def height(self) -> float:
        """The height that it has for its content, in points."""
        return float(POINT * self._box.height)

    @property
    def space(self) -> float:
        """The empty height at its end, in points."""
        last = self._content.children[-1]
        end = last.position_y + last.margin_height()
        return float(POINT * (self._box.content_box_y() + self._box.height - end))

    @property
    def blocks(self) -> int:
        """The number of the spaces between its blocks: its message, its sections and the boxes of warnings in them."""
        sections = [box for box in self._content.children if getattr(box, "element_tag", "") == "section"]
        boxes = [box for section in sections for box in walk_elements(section) if _is_callout(box)]
        return max(1, len(sections) + len(boxes) - 2 * bool(boxes))

    @property
    def maps(self) -> int:
        """The number of drawings of maps, which are below each other."""
        return len([box for box in self._elements if "body-map" in box.element.get("class", "")])

    def measure_lines(self, leading: float) -> float:
        """Return the height of the lines of text with a leading, in points. Lines beside each other count once."""
        inside: list[Any] = [box for box in self._content.descendants() if isinstance(box, boxes.LineBox)]
        lines = (box for box in inside if box.style["line_height"] == leading)
        height, end = 0.0, 0.0
        for top, bottom in sorted((box.position_y, box.position_y + box.height) for box in lines):
            height += max(0.0, bottom - max(top, end))
            end = max(end, bottom)
        return float(POINT * height)

    def count_items(self) -> float:
        """Return the number of items and rows below each other; headings and items in boxes count half."""
        inside = {box.element: box for box in reversed(self._elements)}  # columns have boxes of the same element
        warnings = {item.element for box in inside.values() if _is_callout(box) for item in walk_elements(box)}
        lists = [(box, 0.5 if one in warnings else 1.0) for one, box in inside.items() if get_tag(box) in ("ul", "ol")]
        rows = sum({"tr": 1.0, "h2": 0.5}.get(get_tag(box), 0.0) for box in inside.values())
        return rows + sum(share * _count_items(box) for box, share in lists)

    def count(self, role: str, kind: str) -> int:
        """Return the number of elements, by their tag or class, in sections with a role."""
        sections = (box for box in self._elements if box.element_tag == "section")
        inside = (
            box for section in sections if section.element.get("data-role") == role for box in walk_elements(section)
        )
        return len([box for box in inside if kind in (box.element_tag, box.element.get("class"))])


def _count_items(box: Any) -> int:
    """Return the number of items in the longest column of a list."""
    items = {item.element: item for item in walk_elements(box) if get_tag(item) == "li"}
    columns = Counter(round(item.position_x) for item in items.values())
    return max(columns.values(), default=0)


def walk_elements(box: Any) -> Iterator[Any]:
    """Yield the boxes of elements."""
    if getattr(box, "element", None) is not None and "::" not in box.element_tag:
        yield box
    for child in getattr(box, "children", ()):
        yield from walk_elements(child)


def get_tag(box: Any) -> str:
    """Return the tag of the element of a box, without its namespace."""
    return str(box.element_tag).rpartition("}")[2]
