"""Labels in columns beside a picture, each joined to its spots by a line, straight or bent once.

The labels of a column keep the order of height of their spots and are moved apart as little as can be. Which column
a label stands in is found by trying: first in turn, left and right; then whatever makes fewer lines cross or touch
another spot, and makes them shorter. The search is the same each time.
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
"""How far from a spot a line may bend, across and down."""
CLEAR = 3.0
"""How far from another's dot a line is led, where it can be: the eye must not take it for that dot's."""


@dataclass(frozen=True)
class Anchor:
    """What a label may be joined to: spots on the left, or spots on the right."""

    name: str
    left: tuple[Point, ...]
    right: tuple[Point, ...]

    def spots(self, side: Side) -> tuple[Point, ...]:
        """The spots that a label on one side is joined to: all of a few, the middle one of many."""
        found = self.left if side == "left" else self.right
        return found if len(found) <= 2 else (found[len(found) // 2],)

    def height(self, side: Side) -> float:
        """How far down its spots are."""
        found = self.spots(side)
        return sum(y for _, y in found) / len(found)


@dataclass(frozen=True)
class Leader:
    """A label's place and the lines to its spots."""

    name: str
    side: Side
    at: Point
    """Where the lines meet the label."""
    routes: tuple[Route, ...]
    """A line to each spot, from the label: straight, or with a bend that keeps clear of other spots."""

    def segments(self) -> Iterator[Segment]:
        """The straight pieces of its lines."""
        for route in self.routes:
            yield from pairwise(route)


@dataclass(frozen=True)
class Columns:
    """Where the labels may stand."""

    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    """The least distance from one label to the next below it."""
    sides: tuple[Side, ...] = ("left", "right")


def leaders(anchors: Sequence[Anchor], columns: Columns, dots: Sequence[Dot]) -> tuple[Leader, ...]:
    """A place beside the picture for the label of every anchor, with lines that keep clear of the dots of others."""
    ordered = sorted(anchors, key=lambda anchor: (anchor.height("right"), anchor.right, anchor.name))
    search = _Search(ordered, columns, dots)
    chosen: Sequence[Side] = [columns.sides[index % len(columns.sides)] for index in range(len(anchors))]
    best, cost, improved = search.arranged(chosen), search.cost(chosen), len(columns.sides) > 1
    while improved:
        improved = False
        for trial in _changes(chosen):
            if (trial_cost := search.cost(trial)) < cost - 1e-6:
                chosen, best, cost, improved = trial, search.arranged(trial), trial_cost, True
    return best


def spread(wanted: Sequence[float], pitch: float, top: float, bottom: float) -> list[float]:
    """Heights at least a pitch apart, in the same order, moved as little as can be (least squares)."""
    blocks: list[tuple[float, int]] = []
    for index, height in enumerate(wanted):
        total, count = height - index * pitch, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    last = bottom - (len(wanted) - 1) * pitch
    return [min(max(start, top), max(last, top)) + index * pitch for index, start in enumerate(starts)]


def _changes(chosen: Sequence[Side]) -> Iterator[list[Side]]:
    """Every choice with one label on the other side, then every one with two unlike neighbors swapped."""
    other: dict[Side, Side] = {"left": "right", "right": "left"}
    for index in range(len(chosen)):
        yield [*chosen[:index], other[chosen[index]], *chosen[index + 1 :]]
    for index in range(len(chosen) - 1):
        if chosen[index] != chosen[index + 1]:
            yield [*chosen[:index], chosen[index + 1], chosen[index], *chosen[index + 2 :]]


class _Search:
    """What every choice of columns leads to. Lines found once are kept while the search lasts."""

    def __init__(self, anchors: Sequence[Anchor], columns: Columns, dots: Sequence[Dot]) -> None:
        self.anchors, self.columns, self.dots = anchors, columns, dots
        self.found: dict[tuple[Point, Point], tuple[float, Route]] = {}

    def arranged(self, chosen: Sequence[Side]) -> tuple[Leader, ...]:
        """The labels in the columns chosen for them."""
        sides = list(zip(self.anchors, chosen, strict=True))
        left = [anchor for anchor, side in sides if side == "left"]
        right = [anchor for anchor, side in sides if side == "right"]
        return (*self._column(left, "left", self.columns.left), *self._column(right, "right", self.columns.right))

    def _column(self, anchors: list[Anchor], side: Side, x: float) -> Iterator[Leader]:
        columns, ordered = self.columns, sorted(anchors, key=lambda anchor: anchor.height(side))
        heights = spread([anchor.height(side) for anchor in ordered], columns.pitch, columns.top, columns.bottom)
        for anchor, y in zip(ordered, heights, strict=True):
            yield Leader(anchor.name, side, (x, y), tuple(self.line((x, y), spot)[1] for spot in anchor.spots(side)))

    def cost(self, chosen: Sequence[Side]) -> float:
        """How bad a choice is: the length of its lines, and much more for each that crosses or touches."""
        made = self.arranged(chosen)
        pieces = [piece for leader in made for piece in leader.segments()]
        crossed = sum(crossing(one, two) for one, two in combinations(pieces, 2))
        return sum(self.line(leader.at, route[-1])[0] for leader in made for route in leader.routes) + 120 * crossed

    def line(self, at: Point, spot: Point) -> tuple[float, Route]:
        """The best line from a label to a spot, clear of other spots, straight and short; and how bad it is."""
        if (at, spot) not in self.found:
            outward = 1 if at[0] > spot[0] else -1
            bends = ((spot[0] + outward * bend, spot[1] + way * bend) for bend in BENDS for way in (-1, 1))
            routes: list[Route] = [(at, spot), *((at, bend, spot) for bend in bends)]
            self.found[at, spot] = min((_badness(route, self.dots), route) for route in routes)
        return self.found[at, spot]


def _badness(route: Route, dots: Sequence[Dot]) -> float:
    spot = route[-1]
    touched = sum(touches(piece, dot, CLEAR) for piece in pairwise(route) for dot in dots if (dot.x, dot.y) != spot)
    return sum(dist(*piece) for piece in pairwise(route)) + 60 * touched + 4 * (len(route) - 2)


def crossing(one: Segment, two: Segment) -> bool:
    """Whether two lines cross between their ends."""
    (a, b), (c, d) = one, two
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def touches(line: Segment, dot: Dot, clear: float = 1.2) -> bool:
    """Whether a line passes a dot closely."""
    (ax, ay), (bx, by) = line
    within = dot.r + clear
    if not min(ay, by) - within <= dot.y <= max(ay, by) + within:
        return False
    long = (bx - ax) ** 2 + (by - ay) ** 2
    share = min(max(((dot.x - ax) * (bx - ax) + (dot.y - ay) * (by - ay)) / (long or 1), 0), 1)
    return hypot(ax + share * (bx - ax) - dot.x, ay + share * (by - ay) - dot.y) < within


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
