"""Draw a map of a volume smaller if the page before it would have more than a third of its height empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from acucontent.document.blocks import BlockId, Figure
from acucontent.document.document import Document
from acucontent.document.drawings import BodyMap
from acucontent.markup.drawings import lay_out_pieces
from acucontent.markup.drawings.lettering import Lettering
from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.fit import POINT

MOST_EMPTY = 1 / 3
"""The largest part of the height of a page that is empty before a map."""
SCALES = (0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""The scales of the figures of a map that are tried, the largest first. The text keeps its size."""

LayOut = Callable[[Mapping[BlockId, float]], Pages]
"""Lays out a volume with the scales of the figures of some maps."""


class _Gap(NamedTuple):
    """The empty space before a map that is the first thing on a page."""

    map: BlockId
    height: float
    """The height of the map with its caption, in points."""
    room: float
    """The height of the empty space, in points."""


def fit_maps(document: Document, lettering: Lettering, lay_out: LayOut) -> Pages:
    """Return the pages of a volume.

    Args:
        document: The document.
        lettering: The lettering of its drawings.
        lay_out: Lays it out; a volume without such a page is laid out once.
    """
    maps = {block.id: block.drawing for block in document.walk_blocks() if isinstance(block, Figure)}
    scales: dict[BlockId, float] = {}
    pages = lay_out(scales)
    while gap := next((gap for gap in _list_gaps(pages) if gap.map not in scales), None):
        drawing = maps[gap.map]
        scales[gap.map] = lettering.figure_scale
        assert isinstance(drawing, BodyMap)
        if scale := _find_scale(drawing, lettering, gap):
            scales[gap.map] = scale
            pages = lay_out(scales)
    return pages


def _list_gaps(pages: Pages) -> Iterator[_Gap]:
    """Yield the maps that begin a page after one with more than a third of its height empty."""
    for page, following in zip(pages.pages, pages.pages[1:], strict=False):
        figure = _find_first_map(following)
        empty = measure_empty(page)
        if figure is not None and empty > MOST_EMPTY * page._page_box.height:  # noqa: SLF001 - as in `fit`
            yield _Gap(figure.element.get("id"), POINT * figure.margin_height(), POINT * empty)


def _find_first_map(page: Any) -> Any:
    """Return the figure with a map that is the first thing on a page, or None."""
    figure = None
    for box in _walk_body(page):
        if box.element is not None and box.element_tag == "figure":
            figure = box
        if _is_mark(box):
            is_map = box.element is not None and "body-map" in box.element.get("class", "").split()
            return figure if is_map else None
    return None


def measure_empty(page: Any) -> float:
    """Return the height below the last text or picture of a page, in CSS pixels."""
    content = page._page_box  # noqa: SLF001 - as in `fit`
    ends = (box.position_y + box.height for box in _walk_body(page) if _is_mark(box))
    return float(content.content_box_y() + content.height - max(ends, default=content.content_box_y()))


def _walk_body(page: Any) -> Iterator[Any]:
    """Yield the boxes of a page without its margins."""
    yield from page._page_box.children[0].descendants()  # noqa: SLF001 - as in `fit`


def _is_mark(box: Any) -> bool:
    """Return whether a box is text or a picture."""
    return isinstance(box, boxes.ReplacedBox) or (isinstance(box, boxes.TextBox) and bool(box.text.strip()))


def _find_scale(drawing: BodyMap, lettering: Lettering, gap: _Gap) -> float | None:
    """Return the largest scale with which a map fits into the space before it, or None."""
    usual = _measure_map(drawing, lettering)
    for scale in SCALES:
        smaller = _measure_map(drawing, replace(lettering, figure_scale=scale))
        if gap.height - usual + smaller <= gap.room:
            return scale
    return None


def _measure_map(drawing: BodyMap, lettering: Lettering) -> float:
    """Return the height of a map as it is shown, in points."""
    return lettering.scale * lettering.map_scale * sum(scene.height for scene in lay_out_pieces(drawing, lettering))
