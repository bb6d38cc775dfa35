"""Draw the human figures, and convert positions on the body to positions on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from acucontent.document.drawings import InvalidDrawing, MapPoint, View
from acucontent.markup.drawings.curves import Point, Run, make_path_data, mirror_outline
from acucontent.markup.drawings.scene import Dot, Mark, Path
from acucontent.model.acupoints import VIEW_EXTENTS


@dataclass(frozen=True)
class Frame:
    """The part of a figure that is drawn, in the coordinates of the figure, and its scale on paper."""

    left: float
    right: float
    top: float
    bottom: float
    x_scale: float
    y_scale: float
    upward: bool = False
    """Whether y increases upwards."""

    @property
    def width(self) -> float:
        """The width on paper, in points."""
        return (self.right - self.left) * self.x_scale

    @property
    def height(self) -> float:
        """The height on paper, in points."""
        return (self.bottom - self.top) * self.y_scale

    def scale_frame(self, factor: float) -> Frame:
        """Return the frame in another scale."""
        return replace(self, x_scale=self.x_scale * factor, y_scale=self.y_scale * factor)

    def place_on_paper(self, x: float, y: float) -> Point:
        """Return a position of the figure on paper, in points from the top left corner of the frame."""
        down = self.bottom - y if self.upward else y - self.top
        return ((x - self.left) * self.x_scale, down * self.y_scale)

    def has_position(self, x: float, y: float) -> bool:
        """Return whether a position of the figure is within the frame."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


FRAMES: MappingProxyType[View, Frame] = MappingProxyType(
    {
        "back": Frame(*VIEW_EXTENTS["back"], 440, 440),
        "low back": Frame(-0.075, 0.075, 0.332, 0.488, 890, 890),
        "side": Frame(*VIEW_EXTENTS["side"], 330, 330),
        "front": Frame(*VIEW_EXTENTS["front"], 440, 440),
        "head side": Frame(*VIEW_EXTENTS["head side"], 150, 150),
        "face": Frame(*VIEW_EXTENTS["face"], 150, 150),
        "forearm": Frame(*VIEW_EXTENTS["forearm"], 100, 100),
        "forearm back": Frame(*VIEW_EXTENTS["forearm back"], 100, 100),
        "foot": Frame(*VIEW_EXTENTS["foot"], 160, 160, upward=True),
        "hand": Frame(*VIEW_EXTENTS["hand"], 0.45 * 100, 100, upward=True),
    }
)
"""The frame of each view. The width of a palm is 0.45, and a forearm 1.35, of the length of the hand (ANSUR II)."""


@cache
def draw_figure(view: View, frame: Frame | None = None) -> tuple[Mark, ...]:
    """Return the outline of a view with its landmarks: bones, folds and creases.

    Args:
        view: The view.
        frame: The frame of the view in another scale (default: its own frame).
    """
    record, frame = _load_figure(view), frame or FRAMES[view]
    runs = mirror_outline(record["half"]) if "half" in record else record["outline"]
    outline = make_path_data([_place_run(frame, run) for run in runs], closed="half" in record)
    return (Path(outline, "skin"), *_draw_landmarks(record, frame))


def place_point(view: View, point: MapPoint, frame: Frame | None = None) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return the positions of a point on paper.

    Args:
        view: The view.
        point: The point.
        frame: The frame of the view in another scale (default: its own frame).

    Returns:
        The positions on the left and on the right of the panel. For a point that is not mirrored, both are the same.

    Raises:
        Undrawable: A position is outside the view.
    """
    frame = frame or FRAMES[view]
    for x, y in point.positions:
        if not frame.has_position(x, y):
            raise InvalidDrawing(f"{point.label}: the position x {x:g}, y {y:g} is outside the {view} view.")
    positions = tuple(frame.place_on_paper(x, y) for x, y in point.positions)
    mirrored = tuple(frame.place_on_paper(-x, y) for x, y in point.positions)
    return (mirrored, positions) if point.mirrored else (positions, positions)


def _draw_landmarks(record: dict[str, Any], frame: Frame) -> Iterator[Mark]:
    """Yield the landmarks of a figure, on both sides if only half of it is given."""
    sides = (1, -1) if "half" in record else (1,)
    for run in record["hints"].values():
        for side in sides:
            yield Path(make_path_data([_place_run(frame, [(side * x, y) for x, y in run])]), "hint")
    for x, y, radius in record["rings"].values():
        yield Dot(*frame.place_on_paper(x, y), radius * frame.y_scale, "ring")
    for y in record["beads"]:
        yield Dot(*frame.place_on_paper(0, y), 0.0026 * frame.y_scale, "bead")


def _place_run(frame: Frame, run: Run) -> list[Point]:
    return [frame.place_on_paper(x, y) for x, y in run]


@cache
def _load_figure(view: View) -> dict[str, Any]:
    file = files("acucontent.markup.drawings") / "figures" / f"{view.replace(' ', '-')}.yaml"
    record: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return record
