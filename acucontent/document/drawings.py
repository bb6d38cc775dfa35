"""Drawings as values: what a picture says, in words and numbers. How it looks is the business of a format.

A drawing holds all of its words, so that every language can have it. Its caption and its alternative text stand
beside it, in the block that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import Literal, TypeAlias

View: TypeAlias = Literal["back", "low back", "side", "hand"]
"""What a body map shows: a person from behind, the low back enlarged, the outer side of a leg from the hip down, or the
back of a right hand."""


class Undrawable(ValueError):
    """The values of a drawing cannot be drawn as they are."""


@dataclass(frozen=True)
class MapPoint:
    """A point on a body map, or a set of points that share one label.

    The back and the side are measured in shares of the height: x from the midline or, for the side, forward of the line
    from hip to ankle; y from the crown down. The hand is measured in shares of itself: x from the middle of the palm
    toward the little finger, from -0.5 to 0.5; y from the wrist (0) to the tip of the middle finger (1).
    """

    label: str
    x: float
    y: float
    mirrored: bool = False
    """Whether it lies on both sides of the midline."""
    text: str = ""
    """A few words after the label; none keeps the map clear."""
    more: tuple[tuple[float, float], ...] = ()
    """The other places of a set, each x and y."""
    named: bool = True
    """Whether its label is drawn; a point that an enlarged view names needs only its dot here."""

    @property
    def positions(self) -> tuple[tuple[float, float], ...]:
        """Every place of the point or set, on the side that it is given for."""
        return ((self.x, self.y), *self.more)


@dataclass(frozen=True)
class MapPanel:
    """One view of the body with its points."""

    view: View
    title: str
    points: tuple[MapPoint, ...]
    left: str = ""
    """The words for the side of the panel that is on the left of the page."""
    right: str = ""
    """The words for the side of the panel that is on the right of the page."""

    def __post_init__(self) -> None:
        _refuse_twins("points of a panel", [point.label for point in self.points])


@dataclass(frozen=True)
class BodyMap:
    """Where points lie: one view or several, the first the largest."""

    panels: tuple[MapPanel, ...]

    def __post_init__(self) -> None:
        _refuse_empty("panels", self.panels)


@dataclass(frozen=True)
class IconGroup:
    """So many of the people drawn, and what they have in common."""

    count: float
    label: str
    """The words of the legend, with the count as measured: 'About 6 in 100 had a bruise (6.1)'."""

    @property
    def icons(self) -> int:
        """How many icons stand for the count: the nearest whole number, halves up.

        A count below one half has no icon: its words must say that it is fewer than one.
        """
        return floor(self.count + 0.5)


@dataclass(frozen=True)
class IconArray:
    """A crowd of people of whom some had something. The groups share nobody."""

    groups: tuple[IconGroup, ...]
    rest: str = ""
    """The words of the legend for everyone else."""
    of: int = 100
    """How many people are drawn."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.groups) <= 2:
            raise Undrawable(
                f"An icon array has {len(self.groups)} groups: give one or two, so that they can be told apart."
            )
        if any(group.count < 0 for group in self.groups) or self.others < 0:
            raise Undrawable(f"The groups of an icon array must add up to 0 to {self.of} people.")

    @property
    def others(self) -> int:
        """How many icons stand for the people in no group."""
        return self.of - sum(group.icons for group in self.groups)


@dataclass(frozen=True)
class Difference:
    """How much better one group did than another, as a number above 0 when it did better."""

    label: str
    value: float
    shown: str
    """The value in words: '20 points'."""
    low: float | None = None
    high: float | None = None
    certainty: str = ""
    """How sure the finding is, in words."""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise Undrawable(f"{self.label}: give both ends of the interval, or neither.")

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval, where it may be shown."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class DifferenceChart:
    """Differences on one scale, with the smallest one that people notice."""

    rows: tuple[Difference, ...]
    important: float
    """The smallest difference that people notice."""
    important_label: str
    axis: str
    """What the scale counts: 'Points less pain, on a scale of 0 to 100'."""
    interval_label: str
    """What a filled mark and its bar mean."""
    open_label: str
    """What an open mark without a bar means."""
    least: float = 0
    """Where the scale begins."""
    most: float = 30
    """Where the scale ends."""

    def __post_init__(self) -> None:
        _refuse_empty("rows", self.rows)
        for row in self.rows:
            for value in (row.value, *(row.interval or ())):
                if not self.least <= value <= self.most:
                    raise Undrawable(f"{row.label}: {value:g} is off the scale from {self.least:g} to {self.most:g}.")


@dataclass(frozen=True)
class VisitStep:
    """One step of a visit."""

    label: str
    phase: str
    """The part of the visit, in words; neighbors of one phase are drawn together."""
    minutes: str = ""
    """How long it takes, in words, where known."""


@dataclass(frozen=True)
class VisitTimeline:
    """What happens at a visit, in order."""

    steps: tuple[VisitStep, ...]

    def __post_init__(self) -> None:
        _refuse_empty("steps", self.steps)


@dataclass(frozen=True)
class Span:
    """From so many to so many, and what to say of it."""

    low: int
    high: int
    label: str

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 40:
            raise Undrawable(
                f"{self.label}: {self.low} to {self.high} cannot be drawn: give 1 to 40, the lower number first."
            )


@dataclass(frozen=True)
class CourseOfWeeks:
    """A course of treatment: its visits, when to take stock, and its weeks."""

    visits: Span
    review: Span
    """The visits after which to take stock."""
    weeks: Span
    usual_label: str
    """What a filled mark means: part of every usual course."""
    some_label: str
    """What an open mark means: part of some courses only."""

    def __post_init__(self) -> None:
        if self.review.high > self.visits.high:
            raise Undrawable("The review comes after the last visit of the course.")


@dataclass(frozen=True)
class CareShape:
    """The sign of a care card: an octagon, a triangle, a circle or a square, so that color is not needed."""

    kind: Literal["emergency", "urgent", "caution", "note"]


Drawing: TypeAlias = BodyMap | IconArray | DifferenceChart | VisitTimeline | CourseOfWeeks | CareShape


@dataclass(frozen=True)
class Alternative:
    """What a drawing is to those who cannot see it."""

    id: str
    """The drawing's id, unique in its document; its parts begin with it."""
    title: str
    """The whole picture in words. A PDF has room for this alone."""
    description: str = field(default="", kw_only=True)
    """More of it, where a longer account is wanted."""
    details: str = field(default="", kw_only=True)
    """The id of what tells the picture at length, beside it."""


def _refuse_empty(what: str, values: tuple[object, ...]) -> None:
    if not values:
        raise Undrawable(f"There are no {what} to draw.")


def _refuse_twins(what: str, names: list[str]) -> None:
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise Undrawable(f"The {what} must have labels of their own: {', '.join(twins)} is there twice.")
