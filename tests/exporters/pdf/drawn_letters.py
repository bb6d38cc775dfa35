"""Measure the letters of drawings on laid-out pages."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent_pdf.engine import Pages
from acucontent_pdf.fit import POINT, get_tag, walk_body

SVG = "{http://www.w3.org/2000/svg}"


def measure_drawn_letters(pages: Pages) -> Iterator[float]:
    """Yield the printed size of each text in a drawing with a role, in points."""
    for page in pages.pages:
        for box in walk_body(page):
            if get_tag(box) == "svg":
                drawing = box.element
                scale = POINT * box.width / float(drawing.get("viewBox").split()[2])
                yield from (scale * float(text.get("font-size")) for text in drawing.iter(f"{SVG}text"))
