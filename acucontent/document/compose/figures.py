"""Figures, drawn from the guide's data: each with a caption and, in words, all that it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.blocks import Blocks, Figure
from acucontent.document.compose.writer import Writer, span
from acucontent.document.drawings import (
    BodyMap,
    CourseOfWeeks,
    Difference,
    DifferenceChart,
    IconArray,
    IconGroup,
    InvalidDrawing,
    MapPanel,
    MapPoint,
    Span,
    VisitStep,
    VisitTimeline,
)
from acucontent.model.acupoints import Acupoint, PointMap
from acucontent.model.evidence import Statement
from acucontent.model.plain_text import flatten
from acucontent.model.ranges import Estimate, Quantity
from acucontent.model.risks import Effect

LOW_BACK = (0.332, 0.488)
"""From the last ribs to the tail bone, in shares of the height: what the enlarged view of a body map shows."""

CROWDED = 6
"""So many points of the low back ask for the enlarged view."""


def draw_visit(writer: Writer) -> Figure:
    """The steps of a visit, in order."""
    sessions = writer.guide.sessions
    steps = tuple(VisitStep(step.title, writer.labels(f"phase_{step.phase}")) for step in sessions.steps)
    phases = (
        writer.labels("visit_phase", phase=phase, steps=". ".join(step.label for step in steps if step.phase == phase))
        for phase in dict.fromkeys(step.phase for step in steps)
    )
    alternative = writer.labels("visit_alternative", phases=" ".join(phases))
    name = writer.labels("visit_name")
    caption = writer.label("visit_caption", title=name, minutes=span(writer, sessions.amounts.needle_minutes))
    return Figure("sessions.steps_figure", caption, alternative, VisitTimeline(steps), name)


def draw_course(writer: Writer) -> Blocks:
    """A usual course with its review point; none when it has more visits or weeks than can be drawn."""
    amounts, review = writer.guide.sessions.amounts, writer.guide.sessions.progress.review_after
    ranges = {
        "visits": span(writer, amounts.total),
        "weeks": span(writer, amounts.weeks),
        "review": span(writer, review),
    }
    try:
        drawing = CourseOfWeeks(
            visits=_span(amounts.total, writer.labels("course_visits", **ranges)),
            review=_span(review, writer.labels("course_review", **ranges)),
            weeks=_span(amounts.weeks, writer.labels("course_weeks", **ranges)),
            usual_label=writer.labels("course_usual"),
            some_label=writer.labels("course_some"),
        )
    except InvalidDrawing:
        return ()
    caption, alternative = writer.label("course_caption"), writer.labels("course_alternative", **ranges)
    return (Figure("sessions.amounts_figure", caption, alternative, drawing),)


def _span(quantity: Quantity, label: str) -> Span:
    return Span(round(quantity.low), round(quantity.high), label)


def draw_differences(writer: Writer) -> Blocks:
    """How much better it got, against each comparator, with the smallest difference that people notice.

    Shown are the findings that carry a mean difference with `better` and `important`, on the scale of the first.
    """
    found = [
        (statement, number)
        for statement in writer.guide.evidence.statements
        for number in statement.numbers
        if number.kind == "mean difference" and number.better and number.important is not None
    ]
    if not found:
        return ()
    important = found[0][1].important or 0
    rows = tuple(_draw_difference(writer, *pair) for pair in found if pair[1].important == important)
    drawing = DifferenceChart(
        rows,
        important=important,
        important_label=writer.labels("chart_important", points=writer.number(important)),
        axis=writer.labels("chart_axis"),
        interval_label=writer.labels("chart_interval"),
        open_label=writer.labels("chart_open"),
        least=min(0, *(math.floor(end / 10) * 10 for row in rows for end in _ends(row))),
        most=math.ceil(max(important, *(end for row in rows for end in _ends(row))) / 10 + 0.5) * 10,
    )
    alternative = writer.labels(
        "chart_alternative", rows=" ".join(_describe_row(writer, row) for row in rows), points=writer.number(important)
    )
    return (Figure("evidence.statements_figure", writer.label("chart_caption"), alternative, drawing),)


def _ends(row: Difference) -> tuple[float, ...]:
    """What a row shows on the scale: its value, and both ends of its interval where it has one."""
    return (row.value, *(row.interval or ()))


def _draw_difference(writer: Writer, statement: Statement, number: Estimate) -> Difference:
    """One row; whichever way is better for the patient points to the right."""
    sign = -1 if number.better == "lower" else 1
    ends = sorted(sign * end for end in (number.low, number.high) if end is not None)
    low, high = ends or (None, None)
    value = sign * number.value
    return Difference(
        writer.labels("chart_row", comparator=statement.comparator.description),
        value,
        writer.labels("chart_points", points=writer.number(round(value))),
        low,
        high,
        certainty=writer.labels("chart_sure", certainty=flatten(writer.how_sure(statement.certainty))),
    )


def _describe_row(writer: Writer, row: Difference) -> str:
    if row.interval is None:
        return writer.labels("chart_told_open", row=row.label, shown=row.shown, sure=row.certainty)
    low, high = (writer.number(round(end)) for end in row.interval)
    return writer.labels("chart_told", row=row.label, shown=row.shown, low=low, high=high, sure=row.certainty)


def draw_harm(writer: Writer, effect: Effect) -> Blocks:
    """100 people, and how many of them had the effect; none where fewer than 1 in 100 had it."""
    rate = effect.rate
    if rate is None or rate.unit == "treatments" or rate.count / rate.of < 1 / 100:
        return ()
    count = 100 * rate.count / rate.of
    had = IconGroup(count, writer.labels("icons_had", count=writer.number(round(count)), effect=effect.name))
    others = writer.number(100 - had.icons)
    drawing = IconArray((had,), rest=writer.labels("icons_rest", count=others))
    caption = writer.label("icons_caption", effect=effect.name)
    alternative = writer.labels("icons_alternative", had=had.label, rest=drawing.rest)
    return (Figure(f"risks.effects.{effect.id}_figure", caption, alternative, drawing),)


def draw_point_map(writer: Writer, shown: PointMap) -> Figure:
    """The body with points on it: the back, the low back enlarged where it is crowded, a leg, a hand."""
    points = [writer.guide.acupoints[code] for code in shown.points]
    panels = tuple(_draw_panels(writer, points))
    views = " ".join(
        writer.labels("map_told", view=panel.title, points=", ".join(point.label for point in panel.points))
        for panel in panels
    )
    alternative = writer.labels("map_alternative", views=views)
    caption = writer.label("map_caption", title=shown.title)
    return Figure(f"maps.{shown.id}_figure", caption, alternative, BodyMap(panels), shown.title)


def _draw_panels(writer: Writer, points: list[Acupoint]) -> Iterator[MapPanel]:
    by_view = {view: [point for point in points if point.diagram.view == view] for view in ("back", "hand", "side")}
    back = [_map_point(point) for point in by_view["back"]]
    low = [kept for point in back if (kept := _within(point, *LOW_BACK))]
    enlarged = len(low) >= CROWDED
    if back:
        left, right = writer.labels("map_left"), writer.labels("map_right")
        shown = tuple(replace(each, is_labelled=not (enlarged and _within(each, *LOW_BACK) == each)) for each in back)
        yield MapPanel("back", writer.labels("map_back"), shown, left, right)
    if enlarged:
        yield MapPanel("low back", writer.labels("map_low_back"), tuple(low))
    if by_view["hand"]:
        yield MapPanel("hand", writer.labels("map_hand"), tuple(map(_map_point, by_view["hand"])))
    if by_view["side"]:
        yield MapPanel("side", writer.labels("map_side"), tuple(map(_map_point, by_view["side"])))


def _map_point(point: Acupoint) -> MapPoint:
    place = point.diagram
    more = tuple((other.x, other.y) for other in place.more)
    mirrored = point.kind != "midline" and place.view == "back" and place.x > 0
    return MapPoint(str(point.code), place.x, place.y, mirrored=mirrored, other_positions=more)


def _within(point: MapPoint, top: float, bottom: float) -> MapPoint | None:
    """Return the point with its positions between two heights, or none."""
    inside = tuple((x, y) for x, y in point.positions if top <= y <= bottom)
    return replace(point, x=inside[0][0], y=inside[0][1], other_positions=inside[1:]) if inside else None
