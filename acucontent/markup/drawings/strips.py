"""Lay out the visits of a course in one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from acucontent.document.drawings import CourseStrip
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import (
    Dot,
    Line,
    Mark,
    Scene,
    Words,
    break_paragraph,
    find_bottom,
)


def lay_out_course_strip(drawing: CourseStrip, lettering: Lettering) -> Scene:
    """Return the visits in rows of numbered circles, with brackets below the review and the visits of some courses."""
    size, width = lettering.size, lettering.width
    visits = tuple(_lay_out_visits(drawing, width, size))
    legend = tuple(_lay_out_legend(drawing, find_bottom(visits) + 1.2 * size, lettering))
    return Scene(width, find_bottom(legend) + 2, (*visits, *legend))


def _lay_out_visits(drawing: CourseStrip, width: float, size: float) -> Iterator[Mark]:
    """Yield a circle for each visit, and a bracket below the visits of the review in each row."""
    high = drawing.visits.high
    rows = ceil(high * 2.1 * size / width)
    per_row = ceil(high / rows)
    step, pitch = min(width / per_row, 3 * size), 3 * size
    for count in range(1, high + 1):
        row, column = divmod(count - 1, per_row)
        x, y = (column + 0.5) * step, size + row * pitch
        is_usual = count <= drawing.visits.low
        yield Dot(x, y, 0.95 * size, "step" if is_usual else "maybe", f"visit {count}")
        yield Words(x, y + 0.33 * size, str(count), 0.92 * size, "middle", "reversed" if is_usual else "plain")
    for row in range(rows):
        places = [
            place % per_row for place in range(drawing.review.low - 1, drawing.review.high) if place // per_row == row
        ]
        if places:
            left, right, y = (places[0] + 0.1) * step, (places[-1] + 0.9) * step, 2.15 * size + row * pitch
            yield _make_bracket(left, right, y, size)


def _make_bracket(left: float, right: float, y: float, size: float) -> Line:
    return Line(((left, y), (left, y + 0.4 * size), (right, y + 0.4 * size), (right, y)), "bracket")


def _lay_out_legend(drawing: CourseStrip, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the meaning of the bracket and of the open circles, side by side if there is room."""
    size, width = lettering.size, lettering.width
    left = 1.9 * size
    bracket = _make_bracket(0, 1.3 * size, y + 0.45 * size, size)
    review = Words(left, y + size, drawing.review.label, size, look="strong")
    yield bracket
    yield from break_paragraph(review, width - left)
    if drawing.visits.high == drawing.visits.low:
        return
    some = Words(review.box[2] + 2 * size + left, review.y, drawing.some_label, size)
    if some.box[2] > width:
        lines = break_paragraph(review, width - left)
        some = replace(some, x=left, y=review.y + (1.25 * (len(lines) - 1) + 1.6) * size)
    yield Dot(some.x - left + 0.65 * size, some.y - 0.33 * size, 0.55 * size, "maybe")
    yield from break_paragraph(some, width - some.x)
