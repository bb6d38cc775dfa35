"""Drawings for tests: the shipped points, and one drawing of each other kind, as in a handout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from acucontent.document.drawings import (
    MIRRORED_VIEWS,
    BodyMap,
    CareShape,
    CourseOfWeeks,
    CourseStrip,
    Difference,
    DifferenceChart,
    Drawing,
    IconArray,
    IconGroup,
    MapPanel,
    MapPoint,
    PairedIcons,
    QrCode,
    RareCases,
    Span,
    Tick,
    View,
    VisitStep,
    VisitTimeline,
)
from acucontent.model.acupoints import Acupoint
from acucontent.model.known_points import load_known_points
from tests.shipped import load_shipped

# Positions on the back of the hand, in the coordinates of the hand.
HAND = {"LI4": ((-0.45, 0.27),), "SI3": ((0.5, 0.42),), "EX-UE7": ((-0.13, 0.22), (0.3, 0.22))}

# The lower edges of the spinous processes from T1 to L5.
SPINE = (
    *(round(0.1605 + 0.0145 * level, 4) for level in range(12)),
    *(round(0.3415 + 0.0195 * level, 4) for level in range(5)),
)


@cache
def points() -> dict[str, Acupoint]:
    """Return the shipped points by their codes."""
    return {str(point.code): point for point in load_shipped("back-pain").acupoints}


def map_point(code: str) -> MapPoint:
    """Return a shipped point as a point of a body map."""
    position, kind = points()[code].diagram, points()[code].kind
    if code in HAND:
        (x, y), *more = HAND[code]
        return MapPoint(code, x, y, other_positions=tuple(more))
    if code == "EX-B2":
        return MapPoint(
            code, position.x, SPINE[0], mirrored=True, other_positions=tuple((position.x, y) for y in SPINE[1:])
        )
    return MapPoint(code, position.x, position.y, mirrored=kind != "midline" and position.view == "back")


def body_map() -> BodyMap:
    """Return a map of every shipped point: the back, the low back enlarged, a hand and a leg."""
    shown = [map_point(code) for code in points()]
    hand = [point for point in shown if point.label in HAND]
    side = [point for point in shown if points()[point.label].diagram.view == "side"]
    back = [point for point in shown if points()[point.label].diagram.view == "back"]
    low = [point for point in back if 0.332 <= point.y <= 0.488]
    row = next(point for point in back if point.label == "EX-B2")
    lowest = replace(row, y=SPINE[12], other_positions=tuple((row.x, y) for y in SPINE[13:]))
    return BodyMap(
        (
            MapPanel(
                "back", "Back", tuple(replace(point, is_labelled=point not in low) for point in back), "left", "right"
            ),
            MapPanel("low back", "Low back, enlarged", (*low, lowest)),
            MapPanel("hand", "Back of the hand", tuple(hand)),
            MapPanel("side", "Outer side of the leg", tuple(side)),
        )
    )


def other_map() -> BodyMap:
    """Return a map of the points that the package places on views which the shipped guide does not use."""
    views = ("front", "head side", "face", "forearm", "forearm back", "foot")
    return BodyMap(tuple(MapPanel(view, view.capitalize(), tuple(_list_known(view))) for view in views))


def _list_known(view: View) -> Iterator[MapPoint]:
    for code, known in load_known_points().items():
        place = known.facts.get("diagram", {})
        if place.get("view") == view:
            yield MapPoint(code, place["x"], place["y"], mirrored=view in MIRRORED_VIEWS and place["x"] > 0)


def icon_array() -> IconArray:
    """Return an icon array of two unwanted effects."""
    bruise = IconGroup(6.1, "About 6 in 100 people had a bleed or a bruise")
    pain = IconGroup(1.7, "About 2 in 100 people had pain from a needle")
    return IconArray((bruise, pain), rest="About 92 in 100 had neither")


def difference_chart() -> DifferenceChart:
    """Return a chart of pain relief compared with three kinds of care."""
    return DifferenceChart(
        (
            Difference("Than with no treatment", 20, "20 points", certainty="Moderate certainty"),
            Difference("Than with usual care", 10.26, "10 points", 3.4, 17.11, certainty="Low certainty"),
            Difference("Than with pretend needles (sham)", 9, "9 points", certainty="Low or very low certainty"),
        ),
        important=15,
        important_label="15 points: the smallest drop that matters",
        axis="Points less pain just after a course, on a scale from 0 to 100",
        interval_label="Best estimate, with the range that is likely to hold the true value (95% interval)",
        open_label="Figure not yet checked against the full review: no range is shown",
        ticks=make_ticks(0, 30),
    )


def make_ticks(least: float, most: float, step: float = 5) -> tuple[Tick, ...]:
    """Return the ticks of a scale."""
    count = round((most - least) / step)
    return tuple(Tick(least + step * place, f"{least + step * place:g}") for place in range(count + 1))


def paired_icons() -> PairedIcons:
    """Return the counts of two groups of 100 people."""
    halved = [IconGroup(count, "Headaches came half as often") for count in (41, 17)]
    titles = ("Acupuncture: 41 of 100 people", "Usual care: 17 of 100 people")
    arrays = tuple(IconArray((group,), title=title) for group, title in zip(halved, titles, strict=True))
    return PairedIcons(arrays, rest="The other people")


def visit_timeline() -> VisitTimeline:
    """Return a visit in five steps."""
    return VisitTimeline(
        (
            VisitStep("You talk about your pain and your health", "Before"),
            VisitStep("You hear the plan and decide", "Before"),
            VisitStep("The needles go in", "During"),
            VisitStep("You rest with the needles in", "During", "15 to 30 minutes"),
            VisitStep("You are checked before you leave", "After"),
        )
    )


def course_of_weeks() -> CourseOfWeeks:
    """Return a usual course of treatment."""
    return CourseOfWeeks(
        visits=Span(8, 15, "A course is usually 8 to 15 visits, 1 or 2 a week"),
        review=Span(4, 6, "After 4 to 6 visits: take stock. Is it helping?"),
        weeks=Span(5, 12, "It takes about 5 to 12 weeks"),
        usual_label="Most courses",
        some_label="Some courses",
    )


def course_strip() -> CourseStrip:
    """Return a course of 8 to 15 visits."""
    return CourseStrip(
        visits=Span(8, 15, "8 to 15 visits"),
        review=Span(4, 6, "After 4 to 6 visits, ask together whether it helps"),
        some_label="Some courses only",
    )


def all_drawings() -> dict[str, Drawing]:
    """Return one drawing of each kind by its name."""
    return {
        "body map": body_map(),
        "head and arm map": BodyMap(other_map().panels[:4]),
        "arm and foot map": BodyMap(other_map().panels[4:]),
        "icon array": icon_array(),
        "difference chart": difference_chart(),
        "paired icons": paired_icons(),
        "rare cases": RareCases(1, "Each square stands for 100 people. A dot is one person: about 1 in 10,000 people."),
        "visit timeline": visit_timeline(),
        "course of weeks": course_of_weeks(),
        "course strip": course_strip(),
        "QR code": QrCode("https://clinic.example.org/guides/back-pain"),
        "emergency": CareShape("emergency"),
        "soon": CareShape("soon"),
        "urgent": CareShape("urgent"),
        "caution": CareShape("caution"),
        "note": CareShape("note"),
    }
