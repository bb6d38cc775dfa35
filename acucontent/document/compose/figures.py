"""Figures made from the guide: each has a caption, a drawing and a text alternative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.blocks import Blocks, Figure
from acucontent.document.compose.writer import Writer, format_range
from acucontent.document.drawings import (
    BodyMap,
    CourseOfWeeks,
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
from acucontent.model.ranges import Quantity
from acucontent.model.risks import Effect

LOW_BACK = (0.332, 0.488)
"""The top and bottom of the enlarged view of a body map, as fractions of the body height. It shows the back from
the last ribs to the tail bone."""

MIN_ENLARGED = 6
"""The smallest number of points on the low back for which the enlarged view is drawn."""


def draw_visit(writer: Writer) -> Figure:
    """Draw the steps of a visit, in order."""
    sessions = writer.guide.sessions
    steps = tuple(VisitStep(step.title, writer.labels(f"phase_{step.phase}")) for step in sessions.steps)
    phases = (
        writer.labels("visit_phase", phase=phase, steps=". ".join(step.label for step in steps if step.phase == phase))
        for phase in dict.fromkeys(step.phase for step in steps)
    )
    alternative = writer.labels("visit_alternative", phases=" ".join(phases))
    name = writer.labels("visit_name")
    caption = writer.write_label(
        "visit_caption", title=name, minutes=format_range(writer, sessions.amounts.needle_minutes)
    )
    return Figure("sessions.steps_figure", caption, alternative, VisitTimeline(steps), name)


def draw_course(writer: Writer) -> Blocks:
    """Draw a usual course with its review; return no blocks if it has too many visits or weeks to draw.

    A course that is counted in months has one box for each month.
    """
    amounts, review = writer.guide.sessions.amounts, writer.guide.sessions.progress.review_after
    ranges = {
        "visits": format_range(writer, amounts.total),
        "weeks": format_range(writer, amounts.weeks),
        "review": format_range(writer, review),
    }
    try:
        drawing = CourseOfWeeks(
            visits=_make_span(amounts.total, writer.labels("course_visits", **ranges)),
            review=_make_span(review, writer.labels("course_review", **ranges)),
            weeks=_make_span(amounts.weeks, writer.labels("course_weeks", **ranges)),
            usual_label=writer.labels("course_usual"),
            some_label=writer.labels("course_some"),
        )
    except InvalidDrawing:
        return ()
    caption, alternative = writer.write_label("course_caption"), writer.labels("course_alternative", **ranges)
    return (Figure("sessions.amounts_figure", caption, alternative, drawing),)


def _make_span(quantity: Quantity, label: str) -> Span:
    return Span(round(quantity.low), round(quantity.high), label)


def draw_harm(writer: Writer, effect: Effect) -> Blocks:
    """Draw how many of 100 people had the effect; return no blocks if fewer than 1 in 100 had it."""
    rate = effect.rate
    if rate is None or rate.unit == "treatments" or rate.count / rate.of < 1 / 100:
        return ()
    count = 100 * rate.count / rate.of
    had = IconGroup(count, writer.labels("icons_had", count=writer.format_number(round(count)), effect=effect.name))
    others = writer.format_number(100 - had.icons)
    drawing = IconArray((had,), rest=writer.labels("icons_rest", count=others))
    caption = writer.write_label("icons_caption", effect=effect.name)
    alternative = writer.labels("icons_alternative", had=had.label, rest=drawing.rest)
    return (Figure(f"risks.effects.{effect.id}_figure", caption, alternative, drawing),)


def draw_point_map(writer: Writer, point_map: PointMap) -> Figure:
    """Draw points on views of the body: the back, the low back enlarged if it has many points, a hand and a leg."""
    points = [writer.guide.acupoints[code] for code in point_map.points]
    panels = tuple(_draw_panels(writer, points))
    views = " ".join(
        writer.labels(
            "map_panel_alternative", view=panel.title, points=", ".join(point.label for point in panel.points)
        )
        for panel in panels
    )
    alternative = writer.labels("map_alternative", views=views)
    caption = writer.write_label("map_caption", title=point_map.title)
    return Figure(f"maps.{point_map.id}_figure", caption, alternative, BodyMap(panels), point_map.title)


def _draw_panels(writer: Writer, points: list[Acupoint]) -> Iterator[MapPanel]:
    by_view = {view: [point for point in points if point.diagram.view == view] for view in ("back", "hand", "side")}
    back = [_make_map_point(point) for point in by_view["back"]]
    low = [cropped for point in back if (cropped := _crop_point(point, *LOW_BACK))]
    enlarged = len(low) >= MIN_ENLARGED
    if back:
        left, right = writer.labels("map_left"), writer.labels("map_right")
        shown = tuple(
            replace(each, is_labelled=not (enlarged and _crop_point(each, *LOW_BACK) == each)) for each in back
        )
        yield MapPanel("back", writer.labels("map_back"), shown, left, right)
    if enlarged:
        yield MapPanel("low back", writer.labels("map_low_back"), tuple(low))
    if by_view["hand"]:
        yield MapPanel("hand", writer.labels("map_hand"), tuple(map(_make_map_point, by_view["hand"])))
    if by_view["side"]:
        yield MapPanel("side", writer.labels("map_side"), tuple(map(_make_map_point, by_view["side"])))


def _make_map_point(point: Acupoint) -> MapPoint:
    place = point.diagram
    more = tuple((other.x, other.y) for other in place.more)
    mirrored = point.kind != "midline" and place.view == "back" and place.x > 0
    return MapPoint(str(point.code), place.x, place.y, mirrored=mirrored, other_positions=more)


def _crop_point(point: MapPoint, top: float, bottom: float) -> MapPoint | None:
    """Return the point with only its positions between two heights, or None if it has none."""
    inside = tuple((x, y) for x, y in point.positions if top <= y <= bottom)
    return replace(point, x=inside[0][0], y=inside[0][1], other_positions=inside[1:]) if inside else None
