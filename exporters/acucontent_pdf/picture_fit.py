"""Draw a picture of a volume smaller or in pieces if more than a third of the page before would be empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from acucontent.document.blocks import BlockId, Figure
from acucontent.document.document import Document
from acucontent.document.drawings import BodyMap, Drawing, IconArray, PairedIcons
from acucontent.markup.drawings import lay_out_pieces
from acucontent.markup.drawings.lettering import Lettering
from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.fit import POINT, get_tag

MOST_EMPTY = 1 / 3
"""The largest part of the height of a page that is empty before a picture."""
SCALES = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""The scales of the figures of a map, and of people, that are tried, the largest first. The text keeps its size."""
ABOVE_HEADING, ABOVE_FIGURE = 24.0, 7.0
"""The space above a heading and above a figure, in points, which they do not have at the top of a page."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

LayOut = Callable[[Mapping[BlockId, Lettering]], Pages]
"""Lays out a volume with the lettering of some drawings."""


class _Gap(NamedTuple):
    """The empty space before a picture that is the first thing on a page, or the first after its headings."""

    picture: BlockId
    room: float
    """The height of the empty space, in points."""
    head: float
    """The height of the headings and of the caption above the picture, in points."""
    end: float
    """The height of the caption below it and of its margin, in points."""
    width: float
    """The width of the text, in points."""


def fit_pictures(document: Document, lettering: Lettering, lay_out: LayOut) -> Pages:
    """Return the pages of a volume.

    Args:
        document: The document.
        lettering: The lettering of its drawings.
        lay_out: Lays it out; a volume without such a page is laid out once.
    """
    drawings = {block.id: block.drawing for block in document.walk_blocks() if isinstance(block, Figure)}
    chosen: dict[BlockId, Lettering] = {}
    done: set[BlockId] = set()
    pages = lay_out(chosen)
    while gap := next((gap for gap in _list_gaps(pages) if gap.picture not in done), None):
        done.add(gap.picture)
        for smaller in _list_letterings(drawings[gap.picture], lettering, gap):
            changed = lay_out({**chosen, gap.picture: smaller})
            if all(other.picture != gap.picture for other in _list_gaps(changed)):
                chosen[gap.picture], pages = smaller, changed
                break
    return pages


def _list_letterings(drawing: Drawing, lettering: Lettering, gap: _Gap) -> Iterator[Lettering]:
    """Yield the largest lettering with which the picture has room, and the largest with which its first piece has.

    A picture is in pieces only if it has no room as a whole.
    """
    scaled = [replace(lettering, figure_scale=scale, icon_scale=scale) for scale in SCALES]
    whole = scaled if isinstance(drawing, BodyMap | IconArray | PairedIcons) else []
    pieces = [replace(one, breaks=True) for one in (lettering, *(scaled if isinstance(drawing, BodyMap) else ()))]
    for letterings in (whole, [one for one in pieces if len(lay_out_pieces(drawing, one)) > 1]):
        heights = ((one, _measure_pieces(drawing, one, gap.width)) for one in letterings)
        needed = ((one, first if one.breaks else first + gap.end) for one, (first, *_) in heights)
        yield from [one for one, height in needed if gap.head + height <= gap.room][:1]


def _list_gaps(pages: Pages) -> Iterator[_Gap]:
    """Yield the pictures that begin a page after one with more than a third of its height empty."""
    for page, following in pairwise(pages.pages):
        figure = find_first_figure(following)
        empty = measure_empty(page)
        if figure is not None and empty > MOST_EMPTY * page._page_box.height:  # noqa: SLF001 - as in `fit`
            yield _measure_gap(figure, following._page_box, empty)  # noqa: SLF001


def _measure_gap(figure: Any, content: Any, empty: float) -> _Gap:
    drawings = [box for box in figure.descendants() if box.element is not None and get_tag(box) == "svg"]
    first, last = drawings[0], drawings[-1]
    above = first.position_y - content.content_box_y()
    below = figure.position_y + figure.margin_height() - last.position_y - last.margin_height()
    is_first = figure.position_y - content.content_box_y() < 1
    return _Gap(
        figure.element.get("id"),
        POINT * empty,
        POINT * above + (ABOVE_FIGURE if is_first else ABOVE_HEADING),
        POINT * below,
        POINT * content.width,
    )


def find_first_figure(page: Any) -> Any:
    """Return the figure that is the first thing on a page, but for headings, or None."""
    figure = None
    in_headings: set[Any] = set()
    for box in _walk_body(page):
        if box.element is not None and box.element_tag == "figure":
            figure = box
        elif box.element is not None and box.element_tag in _HEADINGS:
            in_headings.update(box.descendants())
        if _is_mark(box) and box not in in_headings:
            return figure if figure is not None and box in figure.descendants() else None
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


def _measure_pieces(drawing: Drawing, lettering: Lettering, width: float) -> tuple[float, ...]:
    """Return the height of each piece of a drawing as it is shown: as wide as the text at most."""
    shown = lettering.scale * (lettering.map_scale if isinstance(drawing, BodyMap) else 1)
    return tuple(scene.height * min(shown, width / scene.width) for scene in lay_out_pieces(drawing, lettering))
