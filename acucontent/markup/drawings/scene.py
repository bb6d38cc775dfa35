"""A scene: marks placed on paper. Layouts make it from a drawing, and one template writes it as SVG.

Lengths are in points from the top left corner. The look of a mark is a name, for which the template has the style.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from acucontent.markup.drawings.curves import Point
from acucontent.markup.drawings.lettering import break_lines, measure_width


@dataclass(frozen=True)
class Words:
    """One line of text; y is its baseline."""

    x: float
    y: float
    text: str
    size: float
    anchor: Literal["start", "middle", "end"] = "start"
    look: Literal["plain", "strong", "quiet", "reversed"] = "plain"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom edge of the text."""
        room = measure_width(self.text, self.size)
        left = self.x - {"start": 0.0, "middle": room / 2, "end": room}[self.anchor]
        return (left, self.y - 0.75 * self.size, left + room, self.y + 0.22 * self.size)


@dataclass(frozen=True)
class Path:
    """A line or an area as SVG path data, moved by x and y."""

    d: str
    look: str
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Line:
    """Straight line segments through points."""

    points: tuple[Point, ...]
    look: str


@dataclass(frozen=True)
class Dot:
    """A circle."""

    x: float
    y: float
    r: float
    look: str
    name: str = ""
    """The name of the one thing that it represents, if any."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    look: str
    r: float = 0


@dataclass(frozen=True)
class Icon:
    """A small picture that is drawn many times; x and y are its top left corner."""

    x: float
    y: float
    shape: Literal["person"]
    look: str
    scale: float = 1
    """Its size, as a multiple of the usual one; equal for all icons of a scene."""


Mark: TypeAlias = Words | Path | Line | Dot | Box | Icon


@dataclass(frozen=True)
class Scene:
    """Marks on paper of a given width and height; later marks are drawn over earlier ones."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    name: str = ""
    """What the scene shows, if it is one of several pieces of a drawing."""

    def list_words(self) -> tuple[Words, ...]:
        """Return the lines of text."""
        return tuple(mark for mark in self.marks if isinstance(mark, Words))


def move_mark(mark: Mark, right: float, down: float) -> Mark:
    """Return a mark moved to the right and down."""
    if isinstance(mark, Line):
        return replace(mark, points=tuple((x + right, y + down) for x, y in mark.points))
    return replace(mark, x=mark.x + right, y=mark.y + down)


def break_paragraph(top: Words, room: float, leading: float = 1.25) -> tuple[Words, ...]:
    """Return text broken into lines no wider than `room`, the first at the position of the text."""
    texts = break_lines(top.text, room, top.size)
    return tuple(replace(top, text=text, y=top.y + leading * top.size * row) for row, text in enumerate(texts))


def find_bottom(marks: Iterable[Mark], least: float = 0) -> float:
    """Return the bottom edge of the lowest text, or `least` if there is none below it."""
    return max([least, *(mark.box[3] for mark in marks if isinstance(mark, Words))])
