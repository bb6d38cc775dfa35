"""Paint pages in reading order, without moving anything on them.

Programs without support for tags read a page in the order in which it is painted, and PDF requires both orders to be
the same (ISO 32000-1, 14.8.2.3.1). WeasyPrint paints floats before the text of a page, and positioned boxes after it:
bullets, and headings in the margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent_pdf.engine import AbsolutePlaceholder, Pages, boxes

Box = Any
"""A box of WeasyPrint, which is not typed."""


def paint_in_order(pages: Pages) -> None:
    """Paint each bullet or number with the first line of its item, and all other boxes in the order of the text."""
    for page in pages.pages:
        for box in list(page._page_box.descendants()):  # noqa: SLF001 - no public name gives the boxes
            if _has_outside_bullet(box):
                _move_bullet_into_line(box)
            for child in _find_floats(box):
                child.style["float"] = "none"
            for child in _find_positioned(box):
                child.style["position"] = "static"


def _has_outside_bullet(box: Box) -> bool:
    """Return whether a box is an item whose bullet is outside its lines."""
    children: Box = getattr(box, "children", ())
    return bool(children) and isinstance(children[0], AbsolutePlaceholder) and children[0].is_outside_marker


def _move_bullet_into_line(item: Box) -> None:
    """Move the bullet of an item into its first line, if the item has a line on this page."""
    line: Box = next((box for box in item.descendants() if isinstance(box, boxes.LineBox)), None)
    if line is not None:
        bullet, *rest = item.children
        item.children = rest
        line.children = [_make_inline(bullet._box), *line.children]  # noqa: SLF001 - as above


def _make_inline(bullet: Box) -> Box:
    """Return the bullet as an inline box at the same place."""
    inline: Box = boxes.InlineBox(bullet.element_tag, bullet.style, bullet.element, [])
    inline.__dict__.update(bullet.__dict__, children=bullet.children[0].children)
    inline.style["position"] = "static"
    return inline


def _find_floats(box: Box) -> Iterator[Box]:
    """Yield the floating blocks in a box; floats in a line are not blocks."""
    if not isinstance(box, boxes.LineBox):
        yield from (child for child in getattr(box, "children", ()) if child.is_floated())


def _find_positioned(box: Box) -> Iterator[Box]:
    """Yield the positioned blocks in a box. Their place on the page is already computed."""
    if not isinstance(box, boxes.LineBox):
        blocks = (child for child in getattr(box, "children", ()) if not child.is_outside_marker)
        yield from (child for child in blocks if child.style["position"] in ("relative", "absolute"))
