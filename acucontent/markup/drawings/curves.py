"""Smooth lines through points: centripetal Catmull–Rom splines, written as the cubic curves of a path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Run: TypeAlias = Sequence[Point]
"""Points that one smooth line goes through."""


def number(value: float) -> str:
    """A number as a drawing writes it: two decimals at most, no trailing zeros and no negative zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def path(runs: Sequence[Run], *, closed: bool = False) -> str:
    """The path data of smooth runs, each beginning where the last one ended.

    The curve is the centripetal one (Yuksel, Schaefer and Keyser, CAD 2011;43:747): it has no loops and no cusps.
    """
    curves = "".join(curve for run in runs for curve in _curves(run))
    return f"M{_pair(runs[0][0])}{curves}{'Z' if closed else ''}"


def mirror(runs: Sequence[Run]) -> list[Run]:
    """A half outline that begins and ends on the midline, with its mirror image: one closed line.

    The runs on either side of the first point become one, so that the line is smooth there.
    """
    other = [[(-x, y) for x, y in reversed(run)] for run in reversed(runs)]
    return [[*other[-1], *runs[0][1:]], *runs[1:], *other[:-1]]


def _curves(run: Run) -> Iterator[str]:
    extended = [_beyond(run[1], run[0]), *run, _beyond(run[-2], run[-1])]
    for index, (start, end) in enumerate(pairwise(run), start=1):
        one = _handle(extended[index - 1], start, end)
        two = _handle(extended[index + 2], end, start)
        yield f"C{_pair(one)} {_pair(two)} {_pair(end)}"


def _beyond(inner: Point, end: Point) -> Point:
    return (2 * end[0] - inner[0], 2 * end[1] - inner[1])


def _handle(before: Point, at: Point, towards: Point) -> Point:
    """The handle of a curve at one of its ends."""
    near, far = hypot(at[0] - before[0], at[1] - before[1]), hypot(towards[0] - at[0], towards[1] - at[1])
    if not near:
        return at
    weight = 3 * near**0.5 * (near**0.5 + far**0.5)
    middle = 2 * near + 3 * (near * far) ** 0.5 + far
    return (
        (near * towards[0] - far * before[0] + middle * at[0]) / weight,
        (near * towards[1] - far * before[1] + middle * at[1]) / weight,
    )


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
