"""Lay out a body map: figures, dots, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from acucontent.document.drawings import BodyMap, MapPanel, MapPoint
from acucontent.markup.drawings.figures import FRAMES, Frame, draw_figure, place_point
from acucontent.markup.drawings.leader_lines import Anchor, Columns, Leader, Side, place_labels
from acucontent.markup.drawings.lettering import PAGE, Lettering, measure_width
from acucontent.markup.drawings.scene import (
    Box,
    Dot,
    Line,
    Mark,
    Scene,
    Words,
    break_paragraph,
    find_bottom,
    move_mark,
)

GAP = 9.0
"""The distance from a figure to the ends of its leader lines, in points."""
INSET = 3.0
"""The distance from the end of a leader line to its label, in points."""
SCREEN_EMS = 17
"""The largest width of a panel on a screen, in multiples of the type size; a narrower figure would be crowded."""
SPARSE = 3
"""The largest number of points on a whole body for which it is drawn smaller."""
SPARSE_SCALE = 0.5
"""The scale of a whole body with few points on paper."""
TALLEST = 1.25
"""The largest height of the panels beside the first one, as a multiple of its height."""
SMALLEST = 0.3
"""The smallest scale of a figure on a screen; smaller, its dots would cover each other."""


def lay_out_body_map(drawing: BodyMap, lettering: Lettering) -> Scene:
    """Return the first panel with the others stacked on its right, in one column or more.

    If that is too wide or too tall, the panels are in rows.
    """
    first, *others = lay_out_panels(drawing, lettering)
    side_width = max((scene.width for scene in others), default=0)
    stacked = sum(scene.height for scene in others)
    columns = _list_columns([first, *others])
    if len(columns) > 2 and lettering.room > PAGE and _measure_columns(columns) <= lettering.room:
        return _place_columns(columns)
    if first.width + side_width > lettering.room or stacked > TALLEST * first.height:
        return _lay_out_rows([first, *others])
    width = max(PAGE, first.width + side_width)
    height = max(first.height, stacked)
    spare = (width - first.width - side_width) / (3 if others else 2)
    others_left = width - spare - side_width
    marks = [
        *(move_mark(mark, spare, 0) for mark in first.marks),
        *_stack_scenes(others, others_left, side_width, height),
    ]
    return Scene(width, height, tuple(marks))


def lay_out_panels(drawing: BodyMap, lettering: Lettering) -> tuple[Scene, ...]:
    """Return each panel as a scene of its own."""
    enlarged = any(map_panel.view == "low back" for map_panel in drawing.panels)
    return tuple(lay_out_panel(map_panel, lettering, enlarged=enlarged) for map_panel in drawing.panels)


def lay_out_pieces_of_map(drawing: BodyMap, lettering: Lettering) -> tuple[Scene, ...]:
    """Return a body map on paper in one piece or, if it is taller than a page or breaks, in pieces of whole rows."""
    whole = lay_out_body_map(drawing, lettering)
    if whole.height <= lettering.tallest and not lettering.breaks:
        return (whole,)
    pieces: list[list[list[Scene]]] = [[]]
    for row in _list_rows(lay_out_panels(drawing, lettering)):
        if pieces[-1] and (lettering.breaks or _measure_rows([*pieces[-1], row]) > lettering.tallest):
            pieces.append([])
        pieces[-1].append(row)
    return tuple(_place_rows(rows) for rows in pieces)


def _list_columns(scenes: Sequence[Scene]) -> list[list[Scene]]:
    """Return the scenes in columns, none of them taller than the first scene, unless a scene is."""
    first, *others = scenes
    columns = [[first]]
    for scene in others:
        if sum(placed.height for placed in columns[-1]) + scene.height > first.height:
            columns.append([])
        columns[-1].append(scene)
    return columns


def _measure_columns(columns: Sequence[Sequence[Scene]]) -> float:
    return sum(max(scene.width for scene in column) for column in columns)


def _place_columns(columns: Sequence[Sequence[Scene]]) -> Scene:
    """Return columns of scenes next to each other, named after its views."""
    scenes = [scene for column in columns for scene in column]
    height = max(sum(scene.height for scene in column) for column in columns)
    marks: list[Mark] = []
    left = 0.0
    for column in columns:
        width = max(scene.width for scene in column)
        marks += _stack_scenes(column, left, width, height)
        left += width
    return Scene(left, height, tuple(marks), ". ".join(scene.name for scene in scenes))


def _lay_out_rows(scenes: Sequence[Scene]) -> Scene:
    return _place_rows(_list_rows(scenes))


def _list_rows(scenes: Sequence[Scene]) -> list[list[Scene]]:
    """Return the scenes in rows, each in the first row that has room for it."""
    rows: list[list[Scene]] = []
    for scene in scenes:
        row = next((row for row in rows if sum(placed.width for placed in row) + scene.width <= PAGE), None)
        if row is None:
            rows.append(row := [])
        row.append(scene)
    return rows


def _measure_rows(rows: Sequence[Sequence[Scene]]) -> float:
    return sum(max(scene.height for scene in row) for row in rows)


def _place_rows(rows: Sequence[Sequence[Scene]]) -> Scene:
    """Return rows of scenes below each other, named after its views."""
    marks: list[Mark] = []
    for index, row in enumerate(rows):
        top = _measure_rows(rows[:index])
        marks += (move_mark(mark, 0, top) for mark in _place_in_row(row))
    scenes = [scene for row in rows for scene in row]
    width = max([PAGE, *(scene.width for scene in scenes)])
    return Scene(width, _measure_rows(rows), tuple(marks), ". ".join(scene.name for scene in scenes))


def _place_in_row(row: Sequence[Scene]) -> Iterator[Mark]:
    """Yield the marks of scenes next to each other, with equal gaps."""
    spare = max(PAGE - sum(scene.width for scene in row), 0) / len(row)
    left = spare / 2
    for scene in row:
        yield from (move_mark(mark, left, 0) for mark in scene.marks)
        left += scene.width + spare


def _stack_scenes(scenes: Sequence[Scene], left: float, width: float, height: float) -> Iterator[Mark]:
    """Yield the marks of scenes below each other, centered in a column, with equal gaps."""
    spare = (height - sum(scene.height for scene in scenes)) / max(len(scenes), 1)
    top = spare / 2
    for scene in scenes:
        yield from (move_mark(mark, left + (width - scene.width) / 2, top) for mark in scene.marks)
        top += scene.height + spare


def lay_out_panel(map_panel: MapPanel, lettering: Lettering, *, enlarged: bool = False) -> Scene:
    """Return one view with its title, dots and labels.

    Args:
        map_panel: The view and its points.
        lettering: The type size.
        enlarged: Whether another panel enlarges the low back; the view of the back then has a frame around it.
    """
    if lettering.map_size and not lettering.screen:
        lettering = replace(lettering, size=lettering.map_size)
    frame, size = _choose_frame(map_panel, lettering), lettering.size
    columns = Columns(
        -GAP, frame.width + GAP, 0.4 * size, frame.height - 0.2 * size, 1.32 * size, _list_sides(map_panel)
    )
    anchors = [
        Anchor(point.label, *place_point(map_panel.view, point, frame))
        for point in map_panel.points
        if point.is_labelled
    ]
    dots = _draw_dots(map_panel, frame)
    lines = place_labels(anchors, columns, dots)
    titles = _draw_titles(map_panel, frame.width, lettering)
    head = size - min(words.y for words in titles)
    words = (*_draw_labels(map_panel, lines, size), *titles)
    left = max([0.0, *(-text.box[0] for text in words)])
    right = max([frame.width, *(text.box[2] for text in words)])
    window = _frame_low_back(frame) if enlarged and map_panel.view == "back" else ()
    marks = (*draw_figure(map_panel.view, frame), *window, *_draw_lines(lines), *dots, *words)
    height = head + max(frame.height, find_bottom(words) if lettering.screen else 0) + 0.8 * size
    return Scene(left + right, height, tuple(move_mark(mark, left, head) for mark in marks), map_panel.title)


def _list_sides(map_panel: MapPanel) -> tuple[Side, ...]:
    return ("right",) if map_panel.view == "side" else ("left", "right")


def _choose_frame(map_panel: MapPanel, lettering: Lettering) -> Frame:
    """Return the frame of a view: smaller for a body with few points, and on a screen with room for the labels."""
    frame, size = FRAMES[map_panel.view], lettering.size
    if not lettering.screen:
        is_sparse = map_panel.view in ("back", "front") and 0 < len(map_panel.points) <= SPARSE
        scale = 1 if map_panel.view == "low back" else lettering.figure_scale
        return frame.scale_frame(min(scale, SPARSE_SCALE) if is_sparse else scale)
    names = (*map(_format_label, map_panel.points), map_panel.left, map_panel.right)
    label = GAP + INSET + max(measure_width(name, size) for name in names)
    spare = SCREEN_EMS * size - len(_list_sides(map_panel)) * label
    return frame.scale_frame(min(max(spare / frame.width, SMALLEST), 1))


def _frame_low_back(frame: Frame) -> tuple[Mark, ...]:
    """Return the frame on the back around the part that the view of the low back shows."""
    low = FRAMES["low back"]
    (left, top), (right, bottom) = frame.place_on_paper(low.left, low.top), frame.place_on_paper(low.right, low.bottom)
    return (Box(left, top, right - left, bottom - top, "window", 2),)


def _format_label(point: MapPoint) -> str:
    return f"{point.label} {point.text}".strip()


def _draw_titles(map_panel: MapPanel, width: float, lettering: Lettering) -> tuple[Words, ...]:
    """Return the title above the figure, and the names of its sides where the label columns begin.

    The title is above the names if the figure leaves no room between them: if it is drawn smaller, or on a screen.
    """
    size = lettering.size
    y = -1.4 * size
    names = [
        *([Words(-GAP - INSET, y, map_panel.left, size, "end", "quiet")] if map_panel.left else []),
        *([Words(width + GAP + INSET, y, map_panel.right, size, "start", "quiet")] if map_panel.right else []),
    ]
    title = Words(width / 2, y, map_panel.title, size, "middle", "strong")
    has_room = not names or measure_width(map_panel.title, size) <= width + 2 * GAP
    if has_room and not lettering.screen:
        return (title, *names)
    lines = break_paragraph(title, SCREEN_EMS * size)
    up = 1.25 * size * (len(lines) - (0 if names else 1))
    return (*(replace(line, y=line.y - up) for line in lines), *names)


def _draw_lines(lines: Sequence[Leader]) -> Iterator[Mark]:
    for leader in lines:
        yield from (Line(route, "leader") for route in leader.routes)


def _draw_dots(map_panel: MapPanel, frame: Frame) -> tuple[Dot, ...]:
    """Return a dot at every position, on both sides for a mirrored point, and smaller dots for a long row."""
    dots = []
    for point in map_panel.points:
        radius = 1.4 if len(point.positions) > 2 else 2.4
        left, right = place_point(map_panel.view, point, frame)
        dots += [Dot(x, y, radius, "spot", point.label) for x, y in dict.fromkeys((*left, *right))]
    return tuple(dots)


def _draw_labels(map_panel: MapPanel, lines: Sequence[Leader], size: float) -> Iterator[Words]:
    points = {point.label: point for point in map_panel.points}
    for leader in lines:
        (x, y), label = leader.at, _format_label(points[leader.name])
        if leader.side == "left":
            yield Words(x - INSET, y + 0.34 * size, label, size, "end", "strong")
        else:
            yield Words(x + INSET, y + 0.34 * size, label, size, "start", "strong")
