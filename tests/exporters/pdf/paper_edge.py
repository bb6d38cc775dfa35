"""How near to the edge of the paper pages have ink. Printers leave about 4 mm of it empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent_pdf.engine import Pages, boxes

MARGIN = 4
"""The width of the edge of the paper that many printers leave empty, in millimeters."""
DESCENT = 0.21
"""How far letters such as g and y are below their line, as a part of the size of the font Source Sans 3."""
_MILLIMETER = 96 / 25.4
"""A millimeter in CSS pixels."""


def measure_edge(pages: Pages) -> float:
    """Return the shortest distance of a letter or picture from an edge of the paper, in millimeters."""
    return min(min(_measure_distances(page)) for page in pages.pages) / _MILLIMETER


def _measure_distances(page: Any) -> Iterator[float]:
    for box in page._page_box.descendants():
        if isinstance(box, boxes.TextBox) and box.text.strip() and box.style["visibility"] == "visible":
            bottom = box.position_y + box.baseline + DESCENT * box.style["font_size"]
        elif isinstance(box, boxes.ReplacedBox):
            bottom = box.position_y + box.height
        else:
            continue
        right = box.position_x + box.width
        yield min(page.height - bottom, page.width - right, box.position_x, box.position_y)
