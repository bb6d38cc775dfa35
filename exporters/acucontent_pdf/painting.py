"""Pages painted in the order in which they are read. Nothing is moved on the page.

Programs that know no tags read a page as it is painted, and PDF asks that both orders be one (ISO 32000-1, 14.8.2.3.1).
WeasyPrint paints what floats before all words of a page, and what has a position of its own after them: bullets, and
headings that stand beside their words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent_pdf.engine import AbsolutePlaceholder, Pages, boxes

Box = Any
"""A box of WeasyPrint, which has no types."""


def paint_in_order(pages: Pages) -> None:
    """Have each bullet or number painted with the first line of its item, and all else where it stands in the text."""
    for page in pages.pages:
        for box in list(page._page_box.descendants()):  # noqa: SLF001 - nothing public holds the boxes
            if _begins_with_bullet(box):
                _take_in_bullet(box)
            for floating in _floating(box):
                floating.style["float"] = "none"
            for beside in _positioned(box):
                beside.style["position"] = "static"


def _begins_with_bullet(box: Box) -> bool:
    """Whether a box is an item whose bullet stands outside of its lines."""
    children: Box = getattr(box, "children", ())
    return bool(children) and isinstance(children[0], AbsolutePlaceholder) and children[0].is_outside_marker


def _take_in_bullet(item: Box) -> None:
    """Put the bullet of an item at the head of its first line; one on a page without a line stays alone."""
    line: Box = next((box for box in item.descendants() if isinstance(box, boxes.LineBox)), None)
    if line is not None:
        bullet, *rest = item.children
        item.children = rest
        line.children = [_inline(bullet._box), *line.children]  # noqa: SLF001 - as above


def _inline(bullet: Box) -> Box:
    """The bullet as a part of a line, where it stands."""
    inline: Box = boxes.InlineBox(bullet.element_tag, bullet.style, bullet.element, [])
    inline.__dict__.update(bullet.__dict__, children=bullet.children[0].children)
    inline.style["position"] = "static"
    return inline


def _floating(box: Box) -> Iterator[Box]:
    """What floats among the blocks in a box; what floats in a line is no block."""
    if not isinstance(box, boxes.LineBox):
        yield from (child for child in getattr(box, "children", ()) if child.is_floated())


def _positioned(box: Box) -> Iterator[Box]:
    """What has a position of its own among the blocks in a box. It has its place on the page already."""
    if not isinstance(box, boxes.LineBox):
        blocks = (child for child in getattr(box, "children", ()) if not child.is_outside_marker)
        yield from (child for child in blocks if child.style["position"] in ("relative", "absolute"))
