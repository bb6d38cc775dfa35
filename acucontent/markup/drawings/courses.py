"""A visit and a course of treatment, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.document.drawings import CourseOfWeeks, Span, VisitStep, VisitTimeline
from acucontent.markup.drawings.lettering import Lettering, width
from acucontent.markup.drawings.scene import PAGE, Box, Dot, Line, Mark, Scene, Words, foot, moved, paragraph

GAP = 6.0
"""Between the grounds of two phases."""
LEAST_EMS = 12
"""How wide a phase must be, in the size of its words, to stand beside others."""


def visit_timeline(drawing: VisitTimeline, lettering: Lettering) -> Scene:
    """The phases side by side, each with its numbered steps down a line; below each other where words are large."""
    size = lettering.size
    phases = [list(steps) for _, steps in groupby(drawing.steps, key=lambda step: step.phase)]
    beside = len(phases) > 1 and PAGE / len(phases) >= LEAST_EMS * size
    across = (PAGE + GAP) / len(phases) - GAP if beside else PAGE
    columns: list[list[Mark]] = []
    number, top = 1, 0.0
    for steps in phases:
        column = list(_phase(steps, number, top, across, size))
        number += len(steps)
        columns.append([moved(mark, len(columns) * (across + GAP), 0) for mark in column] if beside else column)
        top = 0.0 if beside else foot(column) + 0.9 * size + GAP
    bottom = max(foot(column) for column in columns) + 0.9 * size
    marks = [mark for column in columns for mark in _on_ground(column, bottom if beside else None, across, size)]
    return Scene(PAGE, bottom, tuple(marks))


def _on_ground(marks: list[Mark], bottom: float | None, across: float, size: float) -> Iterator[Mark]:
    """A phase on its ground, a line through its numbers, and what it says; grounds side by side end together."""
    name = next(mark for mark in marks if isinstance(mark, Words))
    dots = [mark for mark in marks if isinstance(mark, Dot)]
    top = name.y - 1.6 * size
    below = foot(marks) + 0.9 * size if bottom is None else bottom
    yield Box(name.x - 0.7 * size, top, across, below - top, "phase", 4)
    if len(dots) > 1:
        yield Line(((dots[0].x, dots[0].y), (dots[-1].x, dots[-1].y)), "rail")
    yield from marks


def _phase(steps: list[VisitStep], number: int, top: float, across: float, size: float) -> Iterator[Mark]:
    """The name of a phase, and its steps below it."""
    yield Words(0.7 * size, top + 1.6 * size, steps[0].phase, size, look="strong")
    rail, y = 1.6 * size, top + 3.8 * size
    for index, step in enumerate(steps, start=number):
        yield Dot(rail, y - 0.34 * size, 0.9 * size, "step", step.label)
        yield Words(rail, y, str(index), 0.92 * size, "middle", "reversed")
        left, right = rail + 1.5 * size, across - 0.5 * size
        said = paragraph(Words(left, y, step.label, size), right - left)
        if step.minutes:
            below = Words(left, said[-1].y + 1.25 * size, step.minutes, size, look="quiet")
            said = (*said, *paragraph(below, right - left))
        yield from said
        y = said[-1].y + 2.2 * size


def course_of_weeks(drawing: CourseOfWeeks, lettering: Lettering) -> Scene:
    """The visits as circles with the review below them, then the weeks as boxes."""
    size = lettering.size
    visits = list(_visits(drawing.visits, size))
    review = list(_review(drawing.review, drawing.visits, foot(visits) + 0.8 * size, size))
    weeks = list(_weeks(drawing.weeks, foot(review) + 2.2 * size, size))
    key = list(_key(drawing, foot(weeks) + 2.4 * size, size))
    return Scene(PAGE, foot(key) + 2, (*visits, *review, *weeks, *key))


def _step(count: int) -> float:
    return min(PAGE / count, 30.0)


def _visits(span: Span, size: float) -> Iterator[Mark]:
    yield from paragraph(Words(0, size, span.label, size, look="strong"), PAGE)
    step, y = _step(span.high), 2.6 * size + 4
    for count in range(1, span.high + 1):
        sure = count <= span.low
        x = (count - 0.5) * step
        yield Dot(x, y, min(0.42 * step, 0.95 * size), "step" if sure else "maybe", f"visit {count}")
        yield Words(x, y + 0.33 * size, str(count), 0.92 * size, "middle", "reversed" if sure else "plain")


def _review(span: Span, visits: Span, y: float, size: float) -> Iterator[Mark]:
    """A bracket under the visits, and what to do then."""
    step = _step(visits.high)
    left, right = (span.low - 0.9) * step, (span.high - 0.1) * step
    middle = (left + right) / 2
    yield Line(((left, y), (left, y + 5), (right, y + 5), (right, y)), "bracket")
    yield Line(((middle, y + 5), (middle, y + 11)), "bracket")
    yield from paragraph(Words(left, y + 13 + size, span.label, size, look="strong"), PAGE - left)


def _weeks(span: Span, y: float, size: float) -> Iterator[Mark]:
    said = paragraph(Words(0, y, span.label, size, look="strong"), PAGE)
    yield from said
    top, step, tall = said[-1].y + 0.6 * size, PAGE / span.high, 1.7 * size
    for count in range(1, span.high + 1):
        sure = count <= span.low
        x, y = (count - 0.5) * step, top + 0.5 * tall + 0.33 * size
        yield Box((count - 1) * step + 1, top, step - 2, tall, "sure" if sure else "maybe", 2)
        yield Words(x, y, str(count), 0.92 * size, "middle", "reversed" if sure else "plain")


def _key(drawing: CourseOfWeeks, y: float, size: float) -> Iterator[Mark]:
    """What the marks mean, side by side where there is room."""
    x = 0.0
    for look, words in (("step", drawing.usual_label), ("maybe", drawing.some_label)):
        across = 1.7 * size + width(words, size)
        if x and x + across > PAGE:
            x, y = 0.0, y + 1.6 * size
        yield Dot(x + 0.6 * size, y - 0.33 * size, 0.5 * size, look)
        said = paragraph(Words(x + 1.7 * size, y, words, size), PAGE - x - 1.7 * size)
        yield from said
        x, y = x + across + 2.3 * size, said[-1].y
