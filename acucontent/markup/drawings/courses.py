"""A visit and a course of treatment, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.document.drawings import CourseOfWeeks, Span, VisitStep, VisitTimeline
from acucontent.markup.drawings.lettering import Lettering, width
from acucontent.markup.drawings.scene import PAGE, Box, Dot, Line, Mark, Scene, Words, foot, paragraph


def visit_timeline(drawing: VisitTimeline, lettering: Lettering) -> Scene:
    """Numbered steps down a line, those of one phase beside its name."""
    size = lettering.size
    rail = 2.6 * size + max(width(step.phase, size) for step in drawing.steps)
    marks: list[Mark] = []
    top, number = 0.0, 1
    for phase, group in groupby(drawing.steps, key=lambda step: step.phase):
        steps = list(group)
        drawn = list(_phase(steps, number, top, rail, size))
        bottom = foot(drawn) + 0.7 * size
        marks += [
            Box(0, top, PAGE, bottom - top, "phase", 4),
            Words(size, top + 1.9 * size, phase, size, look="strong"),
        ]
        marks += drawn
        top, number = bottom + 0.5 * size, number + len(steps)
    return Scene(PAGE, top, _with_rail(marks, rail))


def _with_rail(marks: list[Mark], rail: float) -> tuple[Mark, ...]:
    """The marks with a line through their numbers: over the phases, under the numbers."""
    heights = [mark.y for mark in marks if isinstance(mark, Dot)]
    line = Line(((rail, heights[0]), (rail, heights[-1])), "rail")
    ground = [mark for mark in marks if isinstance(mark, Box)]
    return (*ground, line, *(mark for mark in marks if not isinstance(mark, Box)))


def _phase(steps: list[VisitStep], number: int, top: float, rail: float, size: float) -> Iterator[Mark]:
    y = top + 1.9 * size
    for index, step in enumerate(steps, start=number):
        yield Dot(rail, y - 0.34 * size, 0.9 * size, "step", step.label)
        yield Words(rail, y, str(index), 0.92 * size, "middle", "reversed")
        left, right = rail + 1.8 * size, PAGE - size
        aside = width(step.minutes, size) + size if step.minutes else 0
        said = paragraph(Words(left, y, step.label, size), right - aside - left)
        yield from said
        if step.minutes:
            yield Words(right, y, step.minutes, size, "end", "quiet")
        y = said[-1].y + 2.35 * size


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
