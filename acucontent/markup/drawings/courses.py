"""Lay out the timeline of a visit and the weeks of a course of treatment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.document.drawings import CourseOfWeeks, Span, VisitStep, VisitTimeline
from acucontent.markup.drawings.lettering import Lettering, measure_width
from acucontent.markup.drawings.scene import (
    PAGE,
    Box,
    Dot,
    Line,
    Mark,
    Scene,
    Words,
    break_paragraph,
    find_bottom,
    move_mark,
)

GAP = 6.0
"""The gap between the backgrounds of two phases, in points."""
LEAST_EMS = 12
"""The smallest width of a phase next to others, in multiples of the type size."""


def lay_out_visit_timeline(drawing: VisitTimeline, lettering: Lettering) -> Scene:
    """Return the phases side by side, or below each other if the type is large, each with its numbered steps."""
    size = lettering.size
    phases = [list(steps) for _, steps in groupby(drawing.steps, key=lambda step: step.phase)]
    is_side_by_side = len(phases) > 1 and PAGE / len(phases) >= LEAST_EMS * size
    phase_width = (PAGE + GAP) / len(phases) - GAP if is_side_by_side else PAGE
    columns: list[list[Mark]] = []
    number, top = 1, 0.0
    for steps in phases:
        column = list(_lay_out_phase(steps, number, top, phase_width, size))
        number += len(steps)
        left = len(columns) * (phase_width + GAP) if is_side_by_side else 0
        columns.append([move_mark(mark, left, 0) for mark in column])
        top = 0.0 if is_side_by_side else find_bottom(column) + 0.9 * size + GAP
    bottom = max(find_bottom(column) for column in columns) + 0.9 * size
    shared_bottom = bottom if is_side_by_side else None
    marks = [mark for column in columns for mark in _add_background(column, shared_bottom, phase_width, size)]
    return Scene(PAGE, bottom, tuple(marks))


def _add_background(marks: list[Mark], bottom: float | None, phase_width: float, size: float) -> Iterator[Mark]:
    """Yield the background of a phase, the line through its numbers, and its marks.

    Args:
        marks: The marks of the phase.
        bottom: The bottom of the background, or None for the bottom of the phase itself.
        phase_width: The width of the background, in points.
        size: The type size, in points.
    """
    name = next(mark for mark in marks if isinstance(mark, Words))
    dots = [mark for mark in marks if isinstance(mark, Dot)]
    top = name.y - 1.6 * size
    if bottom is None:
        bottom = find_bottom(marks) + 0.9 * size
    yield Box(name.x - 0.7 * size, top, phase_width, bottom - top, "phase", 4)
    if len(dots) > 1:
        yield Line(((dots[0].x, dots[0].y), (dots[-1].x, dots[-1].y)), "rail")
    yield from marks


def _lay_out_phase(steps: list[VisitStep], number: int, top: float, phase_width: float, size: float) -> Iterator[Mark]:
    """Yield the name of a phase and its steps, numbered from `number`."""
    yield Words(0.7 * size, top + 1.6 * size, steps[0].phase, size, look="strong")
    rail, y = 1.6 * size, top + 3.8 * size
    for index, step in enumerate(steps, start=number):
        yield Dot(rail, y - 0.34 * size, 0.9 * size, "step", step.label)
        yield Words(rail, y, str(index), 0.92 * size, "middle", "reversed")
        left, right = rail + 1.5 * size, phase_width - 0.5 * size
        label = break_paragraph(Words(left, y, step.label, size), right - left)
        if step.minutes:
            minutes = Words(left, label[-1].y + 1.25 * size, step.minutes, size, look="quiet")
            label = (*label, *break_paragraph(minutes, right - left))
        yield from label
        y = label[-1].y + 2.2 * size


def lay_out_course_of_weeks(drawing: CourseOfWeeks, lettering: Lettering) -> Scene:
    """Return the visits as circles with the review below them, then the weeks as boxes and the legend."""
    size = lettering.size
    visits = list(_lay_out_visits(drawing.visits, size))
    review = list(_lay_out_review(drawing.review, drawing.visits, find_bottom(visits) + 0.8 * size, size))
    weeks = list(_lay_out_weeks(drawing.weeks, find_bottom(review) + 2.2 * size, size))
    legend = list(_lay_out_legend(drawing, find_bottom(weeks) + 2.4 * size, size))
    return Scene(PAGE, find_bottom(legend) + 2, (*visits, *review, *weeks, *legend))


def _find_step(count: int) -> float:
    """Return the distance between the centers of two circles, in points."""
    return min(PAGE / count, 30.0)


def _lay_out_visits(span: Span, size: float) -> Iterator[Mark]:
    yield from break_paragraph(Words(0, size, span.label, size, look="strong"), PAGE)
    step, y = _find_step(span.high), 2.6 * size + 4
    for count in range(1, span.high + 1):
        is_usual = count <= span.low
        x = (count - 0.5) * step
        yield Dot(x, y, min(0.42 * step, 0.95 * size), "step" if is_usual else "maybe", f"visit {count}")
        yield Words(x, y + 0.33 * size, str(count), 0.92 * size, "middle", "reversed" if is_usual else "plain")


def _lay_out_review(span: Span, visits: Span, y: float, size: float) -> Iterator[Mark]:
    """Yield a bracket below the visits of the review, and its label."""
    step = _find_step(visits.high)
    left, right = (span.low - 0.9) * step, (span.high - 0.1) * step
    middle = (left + right) / 2
    yield Line(((left, y), (left, y + 5), (right, y + 5), (right, y)), "bracket")
    yield Line(((middle, y + 5), (middle, y + 11)), "bracket")
    yield from break_paragraph(Words(left, y + 13 + size, span.label, size, look="strong"), PAGE - left)


def _lay_out_weeks(span: Span, y: float, size: float) -> Iterator[Mark]:
    label = break_paragraph(Words(0, y, span.label, size, look="strong"), PAGE)
    yield from label
    top, step, height = label[-1].y + 0.6 * size, PAGE / span.high, 1.7 * size
    for count in range(1, span.high + 1):
        is_usual = count <= span.low
        x, y = (count - 0.5) * step, top + 0.5 * height + 0.33 * size
        yield Box((count - 1) * step + 1, top, step - 2, height, "sure" if is_usual else "maybe", 2)
        yield Words(x, y, str(count), 0.92 * size, "middle", "reversed" if is_usual else "plain")


def _lay_out_legend(drawing: CourseOfWeeks, y: float, size: float) -> Iterator[Mark]:
    """Yield the legend of the filled and the open mark, side by side if there is room."""
    x = 0.0
    for look, words in (("step", drawing.usual_label), ("maybe", drawing.some_label)):
        entry_width = 1.7 * size + measure_width(words, size)
        if x and x + entry_width > PAGE:
            x, y = 0.0, y + 1.6 * size
        yield Dot(x + 0.6 * size, y - 0.33 * size, 0.5 * size, look)
        label = break_paragraph(Words(x + 1.7 * size, y, words, size), PAGE - x - 1.7 * size)
        yield from label
        x, y = x + entry_width + 2.3 * size, label[-1].y
