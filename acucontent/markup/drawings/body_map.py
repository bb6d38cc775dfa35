"""A body map on paper: figures, dots, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acucontent.document.drawings import BodyMap, MapPanel, MapPoint
from acucontent.markup.drawings.figures import FRAMES, figure, spots
from acucontent.markup.drawings.leaders import Anchor, Columns, Leader, Side, leaders
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import PAGE, Box, Dot, Line, Mark, Scene, Words, moved

GAP = 9.0
"""From a figure to where the lines of its labels end."""
INSET = 3.0
"""From the end of a line to its label."""


def body_map(drawing: BodyMap, lettering: Lettering) -> Scene:
    """The first panel, with the others stacked at its right; or rows of panels where that is too wide."""
    enlarged = any(each.view == "low back" for each in drawing.panels)
    first, *others = [panel(each, lettering, enlarged=enlarged) for each in drawing.panels]
    beside = max((scene.width for scene in others), default=0)
    if first.width + beside > lettering.room:
        return _rows([first, *others])
    across = max(PAGE, first.width + beside)
    height = max(first.height, sum(scene.height for scene in others))
    spare = (across - first.width - beside) / (3 if others else 2)
    aside = _stacked(others, across - spare - beside, beside, height)
    marks = [*(moved(mark, spare, 0) for mark in first.marks), *aside]
    return Scene(across, height, tuple(marks))


def _rows(scenes: Sequence[Scene]) -> Scene:
    """Each scene in the first row that has room for it."""
    rows: list[list[Scene]] = []
    for scene in scenes:
        row = next((row for row in rows if sum(each.width for each in row) + scene.width <= PAGE), None)
        if row is None:
            rows.append(row := [])
        row.append(scene)
    marks: list[Mark] = []
    top = 0.0
    for row in rows:
        marks += (moved(mark, 0, top) for mark in _side_by_side(row))
        top += max(scene.height for scene in row)
    return Scene(max([PAGE, *(scene.width for scene in scenes)]), top, tuple(marks))


def _side_by_side(row: Sequence[Scene]) -> Iterator[Mark]:
    """Scenes next to each other, the room that is left shared out between them."""
    spare = max(PAGE - sum(scene.width for scene in row), 0) / len(row)
    left = spare / 2
    for scene in row:
        yield from (moved(mark, left, 0) for mark in scene.marks)
        left += scene.width + spare


def _stacked(scenes: Sequence[Scene], left: float, across: float, down: float) -> Iterator[Mark]:
    """Scenes below each other in the middle of a column, the room that is left shared out between them."""
    spare = (down - sum(scene.height for scene in scenes)) / max(len(scenes), 1)
    top = spare / 2
    for scene in scenes:
        yield from (moved(mark, left + (across - scene.width) / 2, top) for mark in scene.marks)
        top += scene.height + spare


def panel(each: MapPanel, lettering: Lettering, *, enlarged: bool = False) -> Scene:
    """One view with its title, dots and labels; on the back, the part that another panel enlarges is framed."""
    frame, size = FRAMES[each.view], lettering.size
    sides: tuple[Side, ...] = ("right",) if each.view == "side" else ("left", "right")
    columns = Columns(-GAP, frame.width + GAP, 0.4 * size, frame.height - 0.2 * size, 1.32 * size, sides)
    named = [Anchor(point.label, *spots(each.view, point)) for point in each.points if point.named]
    found = leaders(named, columns, _dots(each))
    head = 2.4 * size
    words = (*_labels(each, found, size), *_heads(each, frame.width, size - head, size))
    left = max([0.0, *(-line.box[0] for line in words)])
    right = max([frame.width, *(line.box[2] for line in words)])
    window = _window() if enlarged and each.view == "back" else ()
    marks = (*figure(each.view), *window, *_lines(found), *_dots(each), *words)
    height = head + frame.height + 0.8 * size
    return Scene(left + right, height, tuple(moved(mark, left, head) for mark in marks))


def _window() -> tuple[Mark, ...]:
    """The frame on the back around what the view of the low back shows."""
    low, back = FRAMES["low back"], FRAMES["back"]
    (left, top), (right, bottom) = back.place(low.left, low.top), back.place(low.right, low.bottom)
    return (Box(left, top, right - left, bottom - top, "window", 2),)


def _said(point: MapPoint) -> str:
    return f"{point.label} {point.text}".strip()


def _heads(each: MapPanel, across: float, y: float, size: float) -> Iterator[Words]:
    """The title over the figure, and the words for its sides where the columns begin."""
    yield Words(across / 2, y, each.title, size, "middle", "strong")
    if each.left:
        yield Words(-GAP - INSET, y, each.left, size, "end", "quiet")
    if each.right:
        yield Words(across + GAP + INSET, y, each.right, size, "start", "quiet")


def _lines(found: Sequence[Leader]) -> Iterator[Mark]:
    for leader in found:
        yield from (Line(route, "leader") for route in leader.routes)


def _dots(each: MapPanel) -> tuple[Dot, ...]:
    """A dot at every spot, on both sides where a point is mirrored; smaller ones for a long row."""
    found = []
    for point in each.points:
        radius = 1.4 if len(point.positions) > 2 else 2.4
        left, right = spots(each.view, point)
        found += [Dot(x, y, radius, "spot", point.label) for x, y in dict.fromkeys((*left, *right))]
    return tuple(found)


def _labels(each: MapPanel, found: Sequence[Leader], size: float) -> Iterator[Words]:
    points = {point.label: point for point in each.points}
    for leader in found:
        (x, y), said = leader.at, _said(points[leader.name])
        if leader.side == "left":
            yield Words(x - INSET, y + 0.34 * size, said, size, "end", "strong")
        else:
            yield Words(x + INSET, y + 0.34 * size, said, size, "start", "strong")
