"""Write smooth lines through points as SVG path data, using centripetal Catmull–Rom splines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Run: TypeAlias = Sequence[Point]
"""The points of one smooth line."""


def format_number(value: float) -> str:
    """Return a number with at most two decimals, without trailing zeros and without negative zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def make_path_data(runs: Sequence[Run], *, closed: bool = False) -> str:
    """Return the SVG path data of smooth runs, each of which begins where the previous one ends.

    The curves are centripetal Catmull–Rom splines, which have no loops and no cusps (Yuksel, Schaefer and Keyser,
    Computer-Aided Design 2011;43:747).

    Args:
        runs: The runs, which meet in corners.
        closed: Whether the path ends with a line to its start.
    """
    curves = "".join(curve for run in runs for curve in _format_curves(run))
    return f"M{_format_pair(runs[0][0])}{curves}{'Z' if closed else ''}"


def mirror_outline(runs: Sequence[Run]) -> list[Run]:
    """Return the closed outline made of half an outline and its mirror image.

    The two runs at the first point are joined, so that the line is smooth there.

    Args:
        runs: The half outline; it begins and ends on the midline, where x is 0.
    """
    mirrored = [[(-x, y) for x, y in reversed(run)] for run in reversed(runs)]
    return [[*mirrored[-1], *runs[0][1:]], *runs[1:], *mirrored[:-1]]


def _format_curves(run: Run) -> Iterator[str]:
    extended = [_reflect_point(run[1], run[0]), *run, _reflect_point(run[-2], run[-1])]
    for index, (start, end) in enumerate(pairwise(run), start=1):
        one = _find_handle(extended[index - 1], start, end)
        two = _find_handle(extended[index + 2], end, start)
        yield f"C{_format_pair(one)} {_format_pair(two)} {_format_pair(end)}"


def _reflect_point(inner: Point, end: Point) -> Point:
    """Return the reflection of the inner point in the end of a run."""
    return (2 * end[0] - inner[0], 2 * end[1] - inner[1])


def _find_handle(before: Point, at: Point, towards: Point) -> Point:
    """Return the control point of a curve at one of its ends."""
    near, far = hypot(at[0] - before[0], at[1] - before[1]), hypot(towards[0] - at[0], towards[1] - at[1])
    if not near:
        return at
    weight = 3 * near**0.5 * (near**0.5 + far**0.5)
    middle = 2 * near + 3 * (near * far) ** 0.5 + far
    return (
        (near * towards[0] - far * before[0] + middle * at[0]) / weight,
        (near * towards[1] - far * before[1] + middle * at[1]) / weight,
    )


def _format_pair(point: Point) -> str:
    return f"{format_number(point[0])} {format_number(point[1])}"
