"""Drawings as values: the content of a picture in words and numbers, without its appearance in a format.

A drawing has all of its text, so that it can be in any language. Its caption and its text alternative belong to the
block that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import Literal, TypeAlias

from acucontent.errors import AcucontentError

View: TypeAlias = Literal[
    "back", "low back", "head side", "face", "front", "forearm", "forearm back", "hand", "side", "foot"
]
"""The view of a body map.

It shows a person from behind, the low back enlarged, a person from the front, the right side of the head, the face, a
right forearm with the palm up or from its back, the back of a right hand, the outer side of a leg from the hip down, or
a right foot from above."""

MIRRORED_VIEWS: frozenset[View] = frozenset(("back", "low back", "front", "face"))
"""The views that show both sides of the body."""


def round_half_up(number: float) -> int:
    """Return the nearest whole number, with halves rounded up, as readers expect: pictures and words must agree."""
    return floor(number + 0.5)


class InvalidDrawing(AcucontentError, ValueError):
    """The values of a drawing are invalid."""


@dataclass(frozen=True)
class MapPoint:
    """A point on a body map, or a set of points that share one label.

    The coordinates of each view are those of `Diagram` in the model: on the back, the front and the side, for example,
    x and y are fractions of the body height.
    """

    label: str
    x: float
    y: float
    mirrored: bool = False
    """Whether it is on both sides of the midline."""
    text: str = ""
    """A few words after the label; usually empty, so that the map stays clear."""
    other_positions: tuple[tuple[float, float], ...] = ()
    """The x and y of the other positions of a set."""
    is_labelled: bool = True
    """Whether the label is drawn; a point that is labelled in an enlarged view needs only a dot here."""

    @property
    def positions(self) -> tuple[tuple[float, float], ...]:
        """All positions of the point or set, on one side of the midline."""
        return ((self.x, self.y), *self.other_positions)


@dataclass(frozen=True)
class MapPanel:
    """One view of the body with its points."""

    view: View
    title: str
    points: tuple[MapPoint, ...]
    left: str = ""
    """The name of the side that is on the left of the page."""
    right: str = ""
    """The name of the side that is on the right of the page."""

    def __post_init__(self) -> None:
        _reject_duplicates("points of a panel", [point.label for point in self.points])


@dataclass(frozen=True)
class BodyMap:
    """The positions of points, in one or more views; the first view is the largest."""

    panels: tuple[MapPanel, ...]

    def __post_init__(self) -> None:
        _reject_empty("panels", self.panels)


@dataclass(frozen=True)
class IconGroup:
    """The number of people in a group, and what they have in common."""

    count: float
    label: str
    """The text of the legend, with the measured count, such as 'About 6 in 100 had a bruise (6.1)'."""

    @property
    def icons(self) -> int:
        """The number of icons for the count: the nearest whole number, with halves rounded up.

        A count below one half has no icon; its label must state that it is less than one.
        """
        return round_half_up(self.count)


@dataclass(frozen=True)
class IconArray:
    """Icons of people, of whom some belong to a group. Nobody belongs to two groups."""

    groups: tuple[IconGroup, ...]
    rest: str = ""
    """The text of the legend for people in no group."""
    of: int = 100
    """The number of people in all."""
    title: str = ""
    """The words above the icons, if it is one of several arrays."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.groups) <= 2:
            raise InvalidDrawing(
                f"The icon array has {len(self.groups)} groups, but only one or two can be distinguished."
            )
        if any(group.count < 0 for group in self.groups) or self.others < 0:
            raise InvalidDrawing(f"The groups of the icon array must have between 0 and {self.of} people in all.")

    @property
    def others(self) -> int:
        """The number of icons for people in no group."""
        return self.of - sum(group.icons for group in self.groups)


@dataclass(frozen=True)
class RareCases:
    """A hundred squares that each stand for the same large number of people, with a dot for each person affected."""

    count: int
    """The number of people affected, from 1 to 9: each has a square of its own."""
    label: str
    """What a dot and a square stand for."""

    def __post_init__(self) -> None:
        if not 1 <= self.count <= 9:
            raise InvalidDrawing(f"The squares have {self.count} dots, but only 1 to 9 can be counted at a glance.")


@dataclass(frozen=True)
class PairedIcons:
    """Arrays of icons to compare: one for each group, all out of the same number, each with one kind of people."""

    arrays: tuple[IconArray, ...]
    rest: str
    """The text of the legend for the other people."""

    def __post_init__(self) -> None:
        _reject_empty("arrays", self.arrays)
        if len({array.of for array in self.arrays}) > 1:
            raise InvalidDrawing("The arrays of icons have different numbers of people, so they cannot be compared.")
        if len({tuple(group.label for group in array.groups) for array in self.arrays}) > 1:
            raise InvalidDrawing("The arrays of icons show different things, so they cannot be compared.")


@dataclass(frozen=True)
class Difference:
    """The difference between the results of two groups; a positive value favors the first group."""

    label: str
    value: float
    shown: str
    """The value as text, such as '20 points'."""
    low: float | None = None
    high: float | None = None
    certainty: str = ""
    """The certainty of the finding, as text."""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise InvalidDrawing(
                f"{self.label}: one end of the interval is missing. Set both `low` and `high`, or neither."
            )

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval, or None if it is not shown."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class Tick:
    """A mark on the axis of a chart, with its number as text."""

    value: float
    label: str


@dataclass(frozen=True)
class DifferenceChart:
    """Differences on one scale, with the smallest difference that matters to patients."""

    rows: tuple[Difference, ...]
    axis: str
    """The label of the scale, such as 'Points lower, on a scale from 0 to 100'."""
    ticks: tuple[Tick, ...]
    """The ticks of the scale, in order; the first and the last are its ends."""
    important: float | None = None
    """The smallest difference that matters, if one is known."""
    important_label: str = ""
    too_small_label: str = ""
    """The meaning of the part of the scale below the smallest difference that matters."""
    direction: str = ""
    """What a larger value means, such as 'Less pain with acupuncture'; an arrow beside it points that way."""
    interval_label: str = ""
    """The meaning of a filled mark and its bar, for the legend; empty if no row has an interval."""
    open_label: str = ""
    """The meaning of an open mark without a bar, for the legend; empty if every row has an interval."""

    def __post_init__(self) -> None:
        _reject_empty("rows", self.rows)
        _reject_empty("ticks", self.ticks[1:])
        if self.important is not None:
            self._reject_outside(self.important_label, self.important)
        for row in self.rows:
            self._reject_outside(row.label, row.value, *(row.interval or ()))

    @property
    def least(self) -> float:
        """The start of the scale."""
        return self.ticks[0].value

    @property
    def most(self) -> float:
        """The end of the scale."""
        return self.ticks[-1].value

    def _reject_outside(self, label: str, *values: float) -> None:
        for value in values:
            if not self.least <= value <= self.most:
                raise InvalidDrawing(f"{label}: {value:g} is outside the scale from {self.least:g} to {self.most:g}.")


@dataclass(frozen=True)
class VisitStep:
    """One step of a visit."""

    label: str
    phase: str
    """The part of the visit, as text; consecutive steps with the same phase are drawn together."""
    minutes: str = ""
    """The duration as text, if known."""


@dataclass(frozen=True)
class VisitTimeline:
    """The steps of a visit, in order."""

    steps: tuple[VisitStep, ...]

    def __post_init__(self) -> None:
        _reject_empty("steps", self.steps)


@dataclass(frozen=True)
class Span:
    """A range of whole numbers from 1 to 40, with a label."""

    low: int
    high: int
    label: str

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 40:
            raise InvalidDrawing(
                f"{self.label}: invalid range {self.low} to {self.high}. Expected numbers from 1 to 40, lower first."
            )


@dataclass(frozen=True)
class CourseOfWeeks:
    """A course of treatment: its visits, the review, and its weeks."""

    visits: Span
    review: Span
    """The visits after which to review the progress."""
    weeks: Span
    usual_label: str
    """The meaning of a filled mark, for the legend: part of every usual course."""
    some_label: str
    """The meaning of an open mark, for the legend: part of some courses only."""

    def __post_init__(self) -> None:
        if self.review.high > self.visits.high:
            raise InvalidDrawing(
                f"The review after {self.review.high} visits is later than the last of {self.visits.high} visits."
            )


@dataclass(frozen=True)
class CareShape:
    """The sign of a care card: a shape for each kind, which is clear without color."""

    kind: Literal["emergency", "urgent", "soon", "caution", "note"]


@dataclass(frozen=True)
class CourseStrip:
    """The visits of a course in one row, with the visits after which to review the progress."""

    visits: Span
    review: Span
    some_label: str
    """The meaning of the visits after the lowest number, which are part of some courses only."""

    def __post_init__(self) -> None:
        if self.review.high > self.visits.high:
            raise InvalidDrawing(
                f"The review after {self.review.high} visits is later than the last of {self.visits.high} visits."
            )


@dataclass(frozen=True)
class QrCode:
    """A QR code of a web address."""

    address: str


Drawing: TypeAlias = (
    BodyMap
    | IconArray
    | RareCases
    | PairedIcons
    | DifferenceChart
    | VisitTimeline
    | CourseOfWeeks
    | CourseStrip
    | QrCode
    | CareShape
)


@dataclass(frozen=True)
class Alternative:
    """The text alternative of a drawing."""

    id: str
    """The id of the drawing, unique in its document; the ids of its parts begin with it."""
    title: str
    """The whole picture as text. A PDF uses only this."""
    description: str = field(default="", kw_only=True)
    """A longer description, if needed."""
    details: str = field(default="", kw_only=True)
    """The id of the element that describes the picture in detail."""


def _reject_empty(what: str, values: tuple[object, ...]) -> None:
    """Raise InvalidDrawing if there are no values."""
    if not values:
        raise InvalidDrawing(f"The drawing has no {what}.")


def _reject_duplicates(what: str, labels: list[str]) -> None:
    """Raise InvalidDrawing if a label occurs more than once."""
    duplicates = sorted({label for label in labels if labels.count(label) > 1})
    if duplicates:
        raise InvalidDrawing(f"The {what} have duplicate labels: {', '.join(duplicates)}. To fix it, rename them.")
