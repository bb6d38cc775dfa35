"""Place labels in columns next to a picture, and join each to its spots with leader lines.

A leader line is straight or has one bend. The labels of a column are in the order of height of their spots, and are
moved apart as little as possible. A deterministic search chooses the column of each label: it starts with left and
right in turn, and then makes changes while they reduce crossings, touched spots and the length of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import dist, hypot
from typing import Literal, TypeAlias

from acucontent.markup.drawings.curves import Point
from acucontent.markup.drawings.scene import Dot

Side: TypeAlias = Literal["left", "right"]
Route: TypeAlias = tuple[Point, ...]
Segment: TypeAlias = tuple[Point, Point]
BENDS = (7.0, 10.0, 14.0, 18.0)
"""The distances from a spot at which a line may bend, both horizontally and vertically, in points."""
CLEAR = 3.0
"""The preferred distance of a line from the dots of other labels, in points, so that it is not taken for theirs."""


@dataclass(frozen=True)
class Anchor:
    """The spots that a label is joined to, depending on the side that the label is on."""

    name: str
    left: tuple[Point, ...]
    right: tuple[Point, ...]

    def get_spots(self, side: Side) -> tuple[Point, ...]:
        """Return the spots for a label on one side: all of them, or the middle one if there are more than two."""
        spots = self.left if side == "left" else self.right
        return spots if len(spots) <= 2 else (spots[len(spots) // 2],)

    def get_height(self, side: Side) -> float:
        """Return the mean y of the spots for a label on one side."""
        spots = self.get_spots(side)
        return sum(y for _, y in spots) / len(spots)


@dataclass(frozen=True)
class Leader:
    """The position of a label, and the lines to its spots."""

    name: str
    side: Side
    at: Point
    """The point where the lines meet the label."""
    routes: tuple[Route, ...]
    """A line from the label to each spot, straight or with a bend that avoids other spots."""

    def list_segments(self) -> Iterator[Segment]:
        """Yield the straight segments of the lines."""
        for route in self.routes:
            yield from pairwise(route)


@dataclass(frozen=True)
class Columns:
    """The columns in which labels can be placed."""

    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    """The smallest distance between two labels in a column, in points."""
    sides: tuple[Side, ...] = ("left", "right")


def place_labels(anchors: Sequence[Anchor], columns: Columns, dots: Sequence[Dot]) -> tuple[Leader, ...]:
    """Return a position for the label of every anchor, with lines that avoid the dots of other anchors.

    Args:
        anchors: The labels and their spots.
        columns: The columns in which labels can be placed.
        dots: All dots of the picture.
    """
    ordered = sorted(anchors, key=lambda anchor: (anchor.get_height("right"), anchor.right, anchor.name))
    search = _Search(ordered, columns, dots)
    chosen: Sequence[Side] = [columns.sides[index % len(columns.sides)] for index in range(len(anchors))]
    cost, has_improved = search.compute_cost(chosen), len(columns.sides) > 1
    while has_improved:
        has_improved = False
        for trial in _list_changes(chosen):
            if (trial_cost := search.compute_cost(trial)) < cost - 1e-6:
                chosen, cost, has_improved = trial, trial_cost, True
    return search.arrange(chosen)


def spread_heights(wanted: Sequence[float], pitch: float, top: float, bottom: float) -> list[float]:
    """Return heights at least `pitch` apart, in the same order and as close to the wanted ones as possible.

    The sum of the squared distances from the wanted heights is minimal (isotonic regression).

    Args:
        wanted: The wanted heights, in ascending order.
        pitch: The smallest distance between two heights.
        top: The smallest height.
        bottom: The largest height.
    """
    blocks: list[tuple[float, int]] = []
    for index, height in enumerate(wanted):
        total, count = height - index * pitch, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            previous = blocks.pop()
            total, count = total + previous[0], count + previous[1]
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    last = bottom - (len(wanted) - 1) * pitch
    return [min(max(start, top), max(last, top)) + index * pitch for index, start in enumerate(starts)]


def _list_changes(chosen: Sequence[Side]) -> Iterator[list[Side]]:
    """Yield each choice with one label on the other side, then each with two neighbors on different sides swapped."""
    other: dict[Side, Side] = {"left": "right", "right": "left"}
    for index in range(len(chosen)):
        yield [*chosen[:index], other[chosen[index]], *chosen[index + 1 :]]
    for index in range(len(chosen) - 1):
        if chosen[index] != chosen[index + 1]:
            yield [*chosen[:index], chosen[index + 1], chosen[index], *chosen[index + 2 :]]


class _Search:
    """The labels, lines and cost of each choice of columns. Lines are cached for the time of the search."""

    def __init__(self, anchors: Sequence[Anchor], columns: Columns, dots: Sequence[Dot]) -> None:
        self.anchors, self.columns, self.dots = anchors, columns, dots
        self.lines: dict[tuple[Point, Point], tuple[float, Route]] = {}

    def arrange(self, chosen: Sequence[Side]) -> tuple[Leader, ...]:
        """Return the labels in the chosen columns, with their lines."""
        sides = list(zip(self.anchors, chosen, strict=True))
        left = [anchor for anchor, side in sides if side == "left"]
        right = [anchor for anchor, side in sides if side == "right"]
        return (
            *self._arrange_column(left, "left", self.columns.left),
            *self._arrange_column(right, "right", self.columns.right),
        )

    def _arrange_column(self, anchors: list[Anchor], side: Side, x: float) -> Iterator[Leader]:
        columns, ordered = self.columns, sorted(anchors, key=lambda anchor: anchor.get_height(side))
        heights = spread_heights(
            [anchor.get_height(side) for anchor in ordered], columns.pitch, columns.top, columns.bottom
        )
        for anchor, y in zip(ordered, heights, strict=True):
            yield Leader(
                anchor.name, side, (x, y), tuple(self.find_line((x, y), spot)[1] for spot in anchor.get_spots(side))
            )

    def compute_cost(self, chosen: Sequence[Side]) -> float:
        """Return the cost of a choice: the length of its lines, with penalties for crossings and touched dots."""
        arranged = self.arrange(chosen)
        segments = [segment for leader in arranged for segment in leader.list_segments()]
        crossings = sum(is_crossing(one, two) for one, two in combinations(segments, 2))
        return (
            sum(self.find_line(leader.at, route[-1])[0] for leader in arranged for route in leader.routes)
            + 120 * crossings
        )

    def find_line(self, at: Point, spot: Point) -> tuple[float, Route]:
        """Return the cost and the route of the best line from a label to a spot."""
        if (at, spot) not in self.lines:
            outward = 1 if at[0] > spot[0] else -1
            bends = ((spot[0] + outward * bend, spot[1] + way * bend) for bend in BENDS for way in (-1, 1))
            routes: list[Route] = [(at, spot), *((at, bend, spot) for bend in bends)]
            self.lines[at, spot] = min((_compute_route_cost(route, self.dots), route) for route in routes)
        return self.lines[at, spot]


def _compute_route_cost(route: Route, dots: Sequence[Dot]) -> float:
    """Return the length of a line, with penalties for touched dots and for a bend."""
    spot = route[-1]
    touched = sum(
        is_touching(segment, dot, CLEAR) for segment in pairwise(route) for dot in dots if (dot.x, dot.y) != spot
    )
    return sum(dist(*segment) for segment in pairwise(route)) + 60 * touched + 4 * (len(route) - 2)


def is_crossing(one: Segment, two: Segment) -> bool:
    """Return whether two segments cross between their ends."""
    (a, b), (c, d) = one, two
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _compute_turn(a, b, c) * _compute_turn(a, b, d) < 0 and _compute_turn(c, d, a) * _compute_turn(c, d, b) < 0


def is_touching(line: Segment, dot: Dot, clear: float = 1.2) -> bool:
    """Return whether a segment is closer to the edge of a dot than `clear`, in points."""
    (ax, ay), (bx, by) = line
    reach = dot.r + clear
    if not min(ay, by) - reach <= dot.y <= max(ay, by) + reach:
        return False
    squared_length = (bx - ax) ** 2 + (by - ay) ** 2
    share = min(max(((dot.x - ax) * (bx - ax) + (dot.y - ay) * (by - ay)) / (squared_length or 1), 0), 1)
    return hypot(ax + share * (bx - ax) - dot.x, ay + share * (by - ay) - dot.y) < reach


def _compute_turn(a: Point, b: Point, c: Point) -> float:
    """Return a number whose sign is the direction of the turn at b on the way from a to c."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
