"""Lay out the timeline of a visit and the weeks of a course of treatment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from acucontent.document.drawings import CourseOfWeeks, Span, VisitStep, VisitTimeline
from acucontent.markup.drawings.lettering import PAGE, Lettering, measure_width
from acucontent.markup.drawings.scene import (
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
    phases = _list_phases(drawing)
    is_side_by_side = len(phases) > 1 and not is_stacked(drawing, lettering)
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


def is_stacked(drawing: VisitTimeline, lettering: Lettering) -> bool:
    """Return whether the phases are below each other on paper."""
    return PAGE / len(_list_phases(drawing)) < LEAST_EMS * lettering.size


def lay_out_phases(drawing: VisitTimeline, lettering: Lettering) -> tuple[Scene, ...]:
    """Return each phase with its numbered steps as a scene of its own."""
    scenes, number, size = [], 1, lettering.size
    for steps in _list_phases(drawing):
        column = list(_lay_out_phase(steps, number, 0, lettering.width, size))
        number += len(steps)
        bottom = find_bottom(column) + 0.9 * size
        background = Box(0.4, 0.4, lettering.width - 0.8, bottom - 0.8, "phase", 4)
        scenes.append(Scene(lettering.width, bottom, (background, *_join_dots(column), *column), steps[0].phase))
    return tuple(scenes)


def _join_dots(marks: list[Mark]) -> Iterator[Line]:
    """Yield a line from each numbered dot to the next, which does not run behind their numbers."""
    dots = [mark for mark in marks if isinstance(mark, Dot)]
    for one, two in pairwise(dots):
        yield Line(((one.x, one.y + one.r + 1), (two.x, two.y - two.r - 1)), "rail")


def _list_phases(drawing: VisitTimeline) -> list[list[VisitStep]]:
    return [list(steps) for _, steps in groupby(drawing.steps, key=lambda step: step.phase)]


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
    first_line = Words(0.7 * size, top + 1.6 * size, steps[0].phase, size, look="strong")
    name = break_paragraph(first_line, phase_width - 1.4 * size)
    yield from name
    rail, y = 1.6 * size, top + 3.8 * size + (name[-1].y - name[0].y)
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
    if lettering.screen:
        return _lay_out_narrow_course(drawing, lettering)
    size = lettering.size
    visits = list(_lay_out_visits(drawing.visits, size))
    review = list(_lay_out_review(drawing.review, drawing.visits, find_bottom(visits) + 0.8 * size, size))
    weeks = list(_lay_out_weeks(drawing.weeks, find_bottom(review) + 2.2 * size, size))
    legend = list(_lay_out_legend(drawing, find_bottom(weeks) + 2.4 * size, lettering))
    return Scene(PAGE, find_bottom(legend) + 2, (*visits, *review, *weeks, *legend))


def lay_out_parts_of_course(drawing: CourseOfWeeks, lettering: Lettering) -> tuple[Scene, ...]:
    """Return the visits with the review as a scene, and the weeks with the legend as another one."""
    size = lettering.size
    visits = list(_lay_out_visits(drawing.visits, size))
    review = list(_lay_out_review(drawing.review, drawing.visits, find_bottom(visits) + 0.8 * size, size))
    weeks = list(_lay_out_weeks(drawing.weeks, size, size))
    legend = list(_lay_out_legend(drawing, find_bottom(weeks) + 2.4 * size, lettering))
    return (
        Scene(PAGE, find_bottom(review) + size, (*visits, *review), drawing.visits.label),
        Scene(PAGE, find_bottom(legend) + 2, (*weeks, *legend), drawing.weeks.label),
    )


def _lay_out_narrow_course(drawing: CourseOfWeeks, lettering: Lettering) -> Scene:
    """Return the visits and the weeks in rows, with a bracket below the visits of the review."""
    size, width = lettering.size, lettering.width
    visits = list(_lay_out_visit_rows(drawing, size))
    review = list(_lay_out_review_legend(drawing.review, find_bottom(visits) + 2.6 * size, lettering))
    title = break_paragraph(Words(0, find_bottom(review) + 2.2 * size, drawing.weeks.label, size, look="strong"), width)
    weeks = list(_lay_out_week_rows(drawing.weeks, title[-1].y + 0.6 * size, size))
    legend = list(_lay_out_legend(drawing, find_bottom(weeks) + 2.4 * size, lettering))
    label = break_paragraph(Words(0, size, drawing.visits.label, size, look="strong"), width)
    moved = [move_mark(mark, 0, label[-1].y) for mark in (*visits, *review, *title, *weeks, *legend)]
    return Scene(width, find_bottom(moved) + 2, (*label, *moved))


PER_ROW = 6
"""The number of visits or weeks in a row on a screen."""
STEP = 2.3
"""The distance between two of them, in multiples of the type size."""


def _lay_out_visit_rows(drawing: CourseOfWeeks, size: float) -> Iterator[Mark]:
    """Yield the visits in rows, and a bracket below each row of the review."""
    step, pitch = STEP * size, 3.1 * size
    for count in range(1, drawing.visits.high + 1):
        row, column = divmod(count - 1, PER_ROW)
        x, y = (column + 0.5) * step, 1.9 * size + row * pitch
        yield Dot(x, y, 0.95 * size, "step" if count <= drawing.visits.low else "maybe", f"visit {count}")
        text = Words(x, y + 0.33 * size, str(count), 0.92 * size, "middle")
        yield replace(text, look="reversed") if count <= drawing.visits.low else text
    review = range(drawing.review.low - 1, drawing.review.high)
    for row, places in groupby(review, key=lambda place: place // PER_ROW):
        columns = [place % PER_ROW for place in places]
        y = 1.9 * size + row * pitch + 1.2 * size
        left, right = (columns[0] + 0.1) * step, (columns[-1] + 0.9) * step
        yield Line(((left, y), (left, y + 0.4 * size), (right, y + 0.4 * size), (right, y)), "bracket")


def _lay_out_review_legend(span: Span, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the meaning of the bracket."""
    size = lettering.size
    top, right = y - 0.5 * size, 1.2 * size
    yield Line(((0, top), (0, top + 0.4 * size), (right, top + 0.4 * size), (right, top)), "bracket")
    label = Words(1.7 * size, y, span.label, size, look="strong")
    yield from break_paragraph(label, lettering.width - label.x)


def _lay_out_week_rows(span: Span, top: float, size: float) -> Iterator[Mark]:
    """Yield the weeks as boxes in rows."""
    step, height = STEP * size, 1.7 * size
    for count in range(1, span.high + 1):
        row, column = divmod(count - 1, PER_ROW)
        y, is_usual = top + row * 1.3 * height, count <= span.low
        yield Box(column * step + 1, y, step - 2, height, "sure" if is_usual else "maybe", 2)
        text = Words((column + 0.5) * step, y + 0.5 * height + 0.33 * size, str(count), 0.92 * size, "middle")
        yield replace(text, look="reversed") if is_usual else text


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


def _lay_out_legend(drawing: CourseOfWeeks, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the legend of the filled and the open mark, side by side if there is room."""
    x, size, width = 0.0, lettering.size, lettering.width
    for look, words in (("step", drawing.usual_label), ("maybe", drawing.some_label)):
        entry_width = 1.7 * size + measure_width(words, size)
        if x and x + entry_width > width:
            x, y = 0.0, y + 1.6 * size
        yield Dot(x + 0.6 * size, y - 0.33 * size, 0.5 * size, look)
        label = break_paragraph(Words(x + 1.7 * size, y, words, size), width - x - 1.7 * size)
        yield from label
        x, y = x + entry_width + 2.3 * size, label[-1].y
