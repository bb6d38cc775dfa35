"""A crowd of people, and a chart of differences, on paper."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.drawings import Difference, DifferenceChart, IconArray
from acucontent.markup.drawings.lettering import Lettering, lines, width
from acucontent.markup.drawings.scene import PAGE, Box, Dot, Icon, Line, Mark, Scene, Words, foot, paragraph

CELL = (15.5, 18.5)
"""The room of one person."""
ROW = 20
"""How many people stand in a row."""
GAP = 9.0
"""The room between the tens of a row."""
LOOKS = ("filled", "striped", "empty")
"""The looks of the people of the first group, of the second, and of all others."""

MINUS = "\N{MINUS SIGN}"
LABEL_ROOM = 0.75 * PAGE
"""How wide the words over the line of what people notice may be."""


def icon_array(drawing: IconArray, lettering: Lettering) -> Scene:
    """Rows of two tens of people, filled from the top left, and below them what each look means."""
    looks = _people(drawing)
    rows = -(-len(looks) // ROW)
    crowd = [Icon(_across(index % ROW), index // ROW * CELL[1], "person", look) for index, look in enumerate(looks)]
    legend = list(_legend(drawing, rows * CELL[1] + 0.9 * lettering.size, lettering.size))
    return Scene(PAGE, foot(legend) + 2, (*crowd, *legend))


def _across(place: int) -> float:
    """How far from the left a place of a row is; the tens stand apart, so that they can be counted."""
    return place * CELL[0] + (GAP if place >= ROW // 2 else 0)


def _people(drawing: IconArray) -> list[str]:
    used = LOOKS[: len(drawing.groups)]
    groups = [look for look, group in zip(used, drawing.groups, strict=True) for _ in range(group.icons)]
    return [*groups, *["empty"] * drawing.others]


def _legend(drawing: IconArray, top: float, size: float) -> Iterator[Mark]:
    """Each look with its words, one below the other."""
    entries = [(look, group.label) for look, group in zip(LOOKS, drawing.groups, strict=False)]
    for look, words in [*entries, *([("empty", drawing.rest)] if drawing.rest else [])]:
        first = Words(CELL[0] + 6, top + 0.5 * CELL[1] + 0.3 * size, words, size)
        said = paragraph(first, PAGE - first.x)
        yield Icon(0, top, "person", look)
        yield from said
        top = max(foot(said), top + CELL[1]) + 0.3 * size


def difference_chart(drawing: DifferenceChart, lettering: Lettering) -> Scene:
    """Rows of marks on one scale: filled with a bar where there is an interval, open where there is none."""
    size = lettering.size
    plot = _Plot(drawing, min(14.5 * size, 0.4 * PAGE), PAGE - 1.5 * size)
    top = (0.9 + 1.25 * len(lines(drawing.important_label, LABEL_ROOM, size))) * size
    marks: list[Mark] = []
    bottom = top
    for row in drawing.rows:
        named = list(_name(row, bottom + 1.6 * size, plot.left - size, size))
        below = foot(named) + 0.9 * size
        marks += [*named, *_value(row, plot, bottom + 2.3 * size, size), Line(((0, below), (PAGE, below)), "rule")]
        bottom = below
    ground = list(_ground(drawing, plot, top, bottom, size))
    legend = list(_key(drawing, foot(ground) + 1.9 * size, size))
    return Scene(PAGE, foot(legend) + 2, (*ground, *marks, *legend))


class _Plot:
    """Where values stand across the page."""

    def __init__(self, drawing: DifferenceChart, left: float, right: float) -> None:
        self.left, self.right = left, right
        self.least, self.most, self.important = drawing.least, drawing.most, drawing.important

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * (value - self.least) / (self.most - self.least)

    def ticks(self) -> list[float]:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (self.most - self.least) / step <= 6 or step == 100)
        return [self.least + step * count for count in range(int((self.most - self.least) / step) + 1)]


def _name(row: Difference, y: float, room: float, size: float) -> Iterator[Words]:
    said = paragraph(Words(0, y, row.label, size, look="strong"), room)
    yield from said
    yield from paragraph(Words(0, said[-1].y + 1.25 * size, row.certainty, size, look="quiet"), room)


def _value(row: Difference, plot: _Plot, y: float, size: float) -> Iterator[Mark]:
    x, half = plot.x(row.value), 0.35 * size
    if row.interval:
        low, high = (plot.x(end) for end in row.interval)
        yield Line(((low, y), (high, y)), "bar")
        yield from (Line(((end, y - half), (end, y + half)), "bar") for end in (low, high))
    yield Dot(x, y, 0.42 * size, "value" if row.interval else "open value", row.label)
    room = width(row.shown, size) / 2 + 0.4 * size
    edge = plot.x(plot.important)
    if abs(x - edge) < room:
        x = edge + room if x > edge else edge - room
    yield Words(x, y - 0.85 * size, row.shown, size, "middle", "strong")


def _ground(drawing: DifferenceChart, plot: _Plot, top: float, bottom: float, size: float) -> Iterator[Mark]:
    """What lies behind the marks: the part of the scale that people notice, the ticks, and the axis."""
    edge = plot.x(drawing.important)
    yield Box(edge, top, plot.right - edge, bottom - top, "noticed")
    for tick in plot.ticks():
        yield Line(((plot.x(tick), bottom), (plot.x(tick), bottom + 0.45 * size)), "axis")
        yield Words(plot.x(tick), bottom + 1.5 * size, f"{tick:g}".replace("-", MINUS), size, "middle")
    yield Line(((plot.left, top), (plot.left, bottom), (plot.right, bottom)), "axis")
    yield Line(((edge, top - 0.5 * size), (edge, bottom)), "threshold")
    yield from _threshold(drawing, edge, plot.right, top, size)
    axis = Words((plot.left + plot.right) / 2, bottom + 3 * size, drawing.axis, size, "middle")
    yield from paragraph(axis, plot.right - plot.left + 2 * size)


def _threshold(drawing: DifferenceChart, edge: float, right: float, top: float, size: float) -> Iterator[Words]:
    """The words over the line of what people notice, as near to its middle as the page lets them be."""
    broken = lines(drawing.important_label, LABEL_ROOM, size)
    for row, text in enumerate(reversed(broken)):
        room = width(text, size)
        left = max(min(edge - room / 2, right - room), 0)
        yield Words(left, top - 1.1 * size - 1.25 * size * row, text, size, "start", "strong")


def _key(drawing: DifferenceChart, y: float, size: float) -> Iterator[Mark]:
    """What the marks mean."""
    for look, words in (("value", drawing.interval_label), ("open value", drawing.open_label)):
        middle = y - 0.33 * size
        if look == "value":
            yield Line(((0, middle), (2.4 * size, middle)), "bar")
            yield from (Line(((x, middle - 3), (x, middle + 3)), "bar") for x in (0.6, 2.4 * size - 0.6))
        yield Dot(1.2 * size, middle, 0.42 * size, look)
        said = paragraph(Words(3.2 * size, y, words, size), PAGE - 3.2 * size)
        yield from said
        y = said[-1].y + 1.6 * size
