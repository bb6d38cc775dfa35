"""The human figures, and how a place on a body becomes a place on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from acucontent.document.drawings import MapPoint, Undrawable, View
from acucontent.markup.drawings.curves import Point, Run, mirror, path
from acucontent.markup.drawings.scene import Dot, Mark, Path


@dataclass(frozen=True)
class Frame:
    """The part of a figure's own measure that is drawn, and its scale on paper."""

    left: float
    right: float
    top: float
    bottom: float
    x_scale: float
    y_scale: float
    upward: bool = False
    """Whether y runs up the page."""

    @property
    def width(self) -> float:
        """Its width on paper, in points."""
        return (self.right - self.left) * self.x_scale

    @property
    def height(self) -> float:
        """Its height on paper, in points."""
        return (self.bottom - self.top) * self.y_scale

    def place(self, x: float, y: float) -> Point:
        """Where a place of the figure is on paper, from the frame's top left corner."""
        down = self.bottom - y if self.upward else y - self.top
        return ((x - self.left) * self.x_scale, down * self.y_scale)

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is within the frame."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


FRAMES: MappingProxyType[View, Frame] = MappingProxyType(
    {
        "back": Frame(-0.18, 0.18, 0, 1, 440, 440),
        "low back": Frame(-0.075, 0.075, 0.332, 0.488, 890, 890),
        "side": Frame(-0.076, 0.115, 0.435, 1, 330, 330),
        "hand": Frame(-1.03, 0.535, -0.16, 1, 0.45 * 100, 100, upward=True),
    }
)
"""Each view's frame. The palm of a hand is 0.45 of the hand's length broad (ANSUR II)."""


@cache
def figure(view: View) -> tuple[Mark, ...]:
    """The outline of a view with what helps to find one's way: bones, folds and creases."""
    record, frame = _record(view), FRAMES[view]
    runs = mirror(record["half"]) if "half" in record else record["outline"]
    outline = path([_placed(frame, run) for run in runs], closed="half" in record)
    return (Path(outline, "skin"), *_hints(record, frame))


def spots(view: View, point: MapPoint) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Where a point is on paper: its places on the left of the panel, and those on the right; or all of them twice.

    Raises:
        Undrawable: the view does not show the place.
    """
    frame = FRAMES[view]
    for x, y in point.positions:
        if not frame.holds(x, y):
            raise Undrawable(f"{point.label}: the {view} view does not show the place x {x:g}, y {y:g}.")
    own = tuple(frame.place(x, y) for x, y in point.positions)
    return (tuple(frame.place(-x, y) for x, y in point.positions), own) if point.mirrored else (own, own)


def _hints(record: dict[str, Any], frame: Frame) -> Iterator[Mark]:
    sides = (1, -1) if "half" in record else (1,)
    for run in record["hints"].values():
        for side in sides:
            yield Path(path([_placed(frame, [(side * x, y) for x, y in run])]), "hint")
    for x, y, radius in record["rings"].values():
        yield Dot(*frame.place(x, y), radius * frame.y_scale, "ring")
    for y in record["beads"]:
        yield Dot(*frame.place(0, y), 0.0026 * frame.y_scale, "bead")


def _placed(frame: Frame, run: Run) -> list[Point]:
    return [frame.place(x, y) for x, y in run]


@cache
def _record(view: View) -> dict[str, Any]:
    file = files("acucontent.markup.drawings") / "figures" / f"{view.replace(' ', '-')}.yaml"
    record: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return record
