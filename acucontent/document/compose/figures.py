"""Figures made from the guide: each has a caption, a drawing and a text alternative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from acucontent.document.blocks import Blocks, Figure
from acucontent.document.compose.writer import Writer, format_range
from acucontent.document.drawings import (
    MIRRORED_VIEWS,
    BodyMap,
    CourseOfWeeks,
    IconArray,
    IconGroup,
    InvalidDrawing,
    MapPanel,
    MapPoint,
    RareCases,
    Span,
    View,
    VisitStep,
    VisitTimeline,
    round_half_up,
)
from acucontent.model.acupoints import Acupoint, Diagram, PointMap
from acucontent.model.ranges import Quantity, Rate
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

    A course that is counted in months has one box for each month. Half a visit or week cannot be drawn, nor a review
    that is not after a number of visits.
    """
    amounts, review = writer.guide.sessions.amounts, writer.guide.sessions.progress.review_after
    drawn = [end for each in (amounts.total, amounts.weeks, review) for end in (each.low, each.high)]
    if review.unit != "visits" or not all(end.is_integer() for end in drawn):
        return ()
    ranges = {
        "visits": format_range(writer, amounts.total),
        "weeks": format_range(writer, amounts.weeks),
        "review": format_range(writer, review),
    }
    try:
        drawing = CourseOfWeeks(
            visits=make_span(amounts.total, writer.labels("course_visits", **ranges)),
            review=make_span(review, writer.labels("course_review", **ranges)),
            weeks=make_span(amounts.weeks, writer.labels("course_weeks", **ranges)),
            usual_label=writer.labels("course_usual"),
            some_label=writer.labels("course_some"),
        )
    except InvalidDrawing:
        return ()
    caption, alternative = writer.write_label("course_caption"), writer.labels("course_alternative", **ranges)
    return (Figure("sessions.amounts_figure", caption, alternative, drawing),)


def make_span(quantity: Quantity, label: str) -> Span:
    """Return a quantity of whole numbers as a labelled range."""
    return Span(int(quantity.low), int(quantity.high), label)


def draw_harm(writer: Writer, effect: Effect) -> Blocks:
    """Draw how many people had the effect: of 100, or of a large number if fewer than 1 in 100 had it.

    A rate of treatments or courses is not drawn, because the icons are people.
    """
    rate = effect.rate
    if rate is None or rate.unit != "patients":
        return ()
    if rate.count / rate.of < 1 / 100:
        return _draw_rare_harm(writer, effect, rate)
    count = 100 * rate.count / rate.of
    shown = writer.format_number(round_half_up(count))
    had = IconGroup(count, writer.labels("icons_had", count=shown, effect=effect.name))
    others = writer.format_number(100 - had.icons)
    drawing = IconArray((had,), rest=writer.labels("icons_rest", count=others))
    caption = writer.write_label("icons_caption", effect=effect.name)
    alternative = writer.labels("icons_alternative", had=had.label, rest=drawing.rest)
    return (Figure(f"risks.effects.{effect.id}_figure", caption, alternative, drawing),)


def _draw_rare_harm(writer: Writer, effect: Effect, rate: Rate) -> Blocks:
    """Draw a rare effect in a hundred squares; return no blocks if the rate is not a few in a round number."""
    count, people = round_half_up(rate.count), rate.of // 100
    if rate.of % 100 or not 1 <= count <= 9:
        return ()
    shown, of = writer.format_number(count), writer.format_number(rate.of)
    label = writer.labels("squares_label", each=writer.format_number(people), count=shown, of=of)
    caption = writer.write_label("squares_caption", effect=effect.name, of=of)
    alternative = writer.labels("squares_alternative", label=label)
    return (Figure(f"risks.effects.{effect.id}_figure", caption, alternative, RareCases(count, label)),)


def draw_point_map(writer: Writer, point_map: PointMap) -> Blocks:
    """Draw points on views of the body; return no blocks if none of them has a position."""
    points = [writer.guide.acupoints[code] for code in point_map.points]
    panels = tuple(_draw_panels(writer, points))
    if not panels:
        return ()
    views = " ".join(
        writer.labels(
            "map_panel_alternative", view=panel.title, points=", ".join(point.label for point in panel.points)
        )
        for panel in panels
    )
    alternative = writer.labels("map_alternative", views=views)
    caption = writer.write_label("map_caption", title=point_map.title)
    return (Figure(f"maps.{point_map.id}_figure", caption, alternative, BodyMap(panels), point_map.title),)


def _draw_panels(writer: Writer, points: list[Acupoint]) -> Iterator[MapPanel]:
    """Yield a panel for each view that shows a point; the enlarged low back follows the back if it has many points."""
    for view in get_args(View):
        shown = tuple(
            _make_map_point(point, place) for point in points if (place := point.diagram) and place.view == view
        )
        if view == "back":
            yield from _draw_back(writer, shown)
        elif shown:
            yield _make_panel(writer, view, shown)


def _draw_back(writer: Writer, points: tuple[MapPoint, ...]) -> Iterator[MapPanel]:
    low = tuple(cropped for point in points if (cropped := _crop_point(point, *LOW_BACK)))
    enlarged = len(low) >= MIN_ENLARGED
    shown = tuple(replace(each, is_labelled=not (enlarged and _crop_point(each, *LOW_BACK) == each)) for each in points)
    if points:
        yield _make_panel(writer, "back", shown)
    if enlarged:
        yield _make_panel(writer, "low back", low)


def _make_panel(writer: Writer, view: View, points: tuple[MapPoint, ...]) -> MapPanel:
    title = writer.labels(f"map_view.{view}")
    if view == "back":
        return MapPanel(view, title, points, writer.labels("map_left"), writer.labels("map_right"))
    if view in MIRRORED_VIEWS and view != "low back":  # the person in the picture faces the reader
        return MapPanel(view, title, points, writer.labels("map_right"), writer.labels("map_left"))
    return MapPanel(view, title, points)


def _make_map_point(point: Acupoint, place: Diagram) -> MapPoint:
    more = tuple((other.x, other.y) for other in place.more)
    mirrored = point.kind != "midline" and place.view in MIRRORED_VIEWS and place.x > 0
    return MapPoint(str(point.code), place.x, place.y, mirrored=mirrored, other_positions=more)


def _crop_point(point: MapPoint, top: float, bottom: float) -> MapPoint | None:
    """Return the point with only its positions between two heights, or None if it has none."""
    inside = tuple((x, y) for x, y in point.positions if top <= y <= bottom)
    return replace(point, x=inside[0][0], y=inside[0][1], other_positions=inside[1:]) if inside else None
