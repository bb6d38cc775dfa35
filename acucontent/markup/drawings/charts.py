"""Lay out icon arrays and charts of differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.drawings import Difference, DifferenceChart, IconArray, PairedIcons, RareCases, Tick
from acucontent.markup.drawings.lettering import PAGE, Lettering, break_lines, measure_width
from acucontent.markup.drawings.scene import (
    Box,
    Dot,
    Icon,
    Line,
    Mark,
    Scene,
    Words,
    break_paragraph,
    find_bottom,
    move_mark,
)

CELL = (15.5, 18.5)
"""The width and height of the space for one icon, in points."""
NARROW_CELL = 13.8
"""The width of the space for one icon on a screen, in points."""
TEN = 10
"""The number of icons after which a row has a gap or, on a screen, ends, so that icons are easy to count."""
GAP = 9.0
"""The gap between the two tens of a row, in points."""
LOOKS = ("filled", "striped", "empty")
"""The looks of the icons in the first group, in the second group, and in no group."""

SQUARE = 11.5
"""The distance from one square to the next, in points."""

ZONE_EMS = 7
"""The smallest width of the part of a scale that has its meaning in it, in multiples of the type size."""
LARGEST_BESIDE = 0.4 * PAGE / 14.5
"""The largest type size with which there is space for the names of the rows of a chart beside their marks."""
LABEL_ROOM = 0.75 * PAGE
"""The largest width of the label of the important difference, in points."""


def lay_out_icon_array(drawing: IconArray, lettering: Lettering) -> Scene:
    """Return rows of twenty icons, or ten on a screen, filled from the top left, with a legend below."""
    icons = _lay_out_icons(drawing, lettering)
    bottom = icons[-1].y + _find_cell(lettering)[1]
    legend = list(_lay_out_legend(drawing, bottom + 0.9 * lettering.size, lettering))
    return Scene(lettering.width, _find_legend_bottom(legend, lettering), (*icons, *legend))


def lay_out_rare_cases(drawing: RareCases, lettering: Lettering) -> Scene:
    """Return ten rows of ten squares, with dots in the first of them, and the label beside or, on a screen, below."""
    side, size = SQUARE - 1.5, lettering.size
    marks: list[Mark] = [
        Box(column * SQUARE + 1, row * SQUARE + 1, side, side, "cell") for row in range(TEN) for column in range(TEN)
    ]
    # The dots are apart, so that each is seen as one person.
    places = [(3 * index % TEN, (7 * index + 2) % TEN) for index in range(1, drawing.count + 1)]
    marks += [Dot((x + 0.5) * SQUARE + 0.25, (y + 0.5) * SQUARE + 0.25, 0.28 * SQUARE, "dark") for x, y in places]
    edge = TEN * SQUARE + 1
    start = (0.0, edge + 1.2 * size) if lettering.screen else (edge + size, size)
    label = break_paragraph(Words(*start, drawing.label, size), lettering.width - start[0])
    return Scene(lettering.width, max(edge + 1, find_bottom(label) + 2), (*marks, *label))


def lay_out_paired_icons(drawing: PairedIcons, lettering: Lettering) -> Scene:
    """Return the arrays on paper with one legend: next to each other if there are three or more, or else below.

    The title of an array is above it, or beside it if the arrays are below each other, so that equal rows are in line.
    """
    size, legend_of = lettering.size, replace(drawing.arrays[0], rest=drawing.rest)
    if len(drawing.arrays) > 2 and _measure_columns(drawing, lettering) <= lettering.width:
        return _lay_out_columns(drawing, lettering)
    left = _find_x(2 * TEN, lettering) + size
    marks: list[Mark] = []
    top = 0.0
    for array in drawing.arrays:
        icons = _lay_out_icons(array, lettering)
        words = Words(left, top + size, array.title, size, look="strong")
        title = break_paragraph(words, lettering.width - left)
        marks += [*title, *(move_mark(icon, 0, top) for icon in icons)]
        top = max(top + icons[-1].y + _find_cell(lettering)[1], find_bottom(title)) + 0.9 * size
    legend = list(_lay_out_legend(legend_of, top, lettering))
    return Scene(lettering.width, _find_legend_bottom(legend, lettering), (*marks, *legend))


def lay_out_arrays(drawing: PairedIcons, lettering: Lettering) -> tuple[Scene, ...]:
    """Return each array as a scene of its own for a screen, with its title above it; the last one has the legend.

    A page of an ebook has the height of a phone: a taller drawing would be made smaller, and its letters with it.
    """
    size, scenes = lettering.size, []
    for array in drawing.arrays:
        title = break_paragraph(Words(0, size, array.title, size, look="strong"), lettering.width)
        down = title[-1].y + 0.6 * size
        icons = [move_mark(icon, 0, down) for icon in _lay_out_icons(array, lettering)]
        bottom = max(icon.y for icon in icons if isinstance(icon, Icon)) + _find_cell(lettering)[1]
        scenes.append(Scene(lettering.width, bottom, (*title, *icons), array.title))
    legend_of, (*first, last) = replace(drawing.arrays[0], rest=drawing.rest), scenes
    legend = list(_lay_out_legend(legend_of, last.height + 0.9 * size, lettering))
    whole = replace(last, height=_find_legend_bottom(legend, lettering), marks=(*last.marks, *legend))
    return (*first, whole)


def _measure_columns(drawing: PairedIcons, lettering: Lettering) -> float:
    """Return the width of arrays next to each other, with a gap of one letter between them."""
    return len(drawing.arrays) * (TEN * _find_cell(lettering)[0] + lettering.size) - lettering.size


def _lay_out_columns(drawing: PairedIcons, lettering: Lettering) -> Scene:
    """Return the arrays next to each other, each ten icons wide, with its title above it."""
    size, step = lettering.size, (lettering.width + lettering.size) / len(drawing.arrays)
    titles = [
        break_paragraph(Words(index * step, size, array.title, size, look="strong"), step - size)
        for index, array in enumerate(drawing.arrays)
    ]
    top = max(map(find_bottom, titles)) + 0.5 * size
    icons = [
        move_mark(icon, index * step, top)
        for index, array in enumerate(drawing.arrays)
        for icon in _lay_out_icons(array, lettering, TEN)
    ]
    bottom = max(icon.y for icon in icons if isinstance(icon, Icon)) + _find_cell(lettering)[1] + 0.7 * size
    legend = list(_lay_out_legend(replace(drawing.arrays[0], rest=drawing.rest), bottom, lettering))
    marks = [move_mark(words, 0, top - 0.5 * size - find_bottom(title)) for title in titles for words in title]
    return Scene(lettering.width, _find_legend_bottom(legend, lettering), (*marks, *icons, *legend))


def _find_legend_bottom(legend: list[Mark], lettering: Lettering) -> float:
    """Return the bottom edge of a legend: that of its last label or icon."""
    icons = [mark.y + _find_cell(lettering)[1] for mark in legend if isinstance(mark, Icon)]
    return max(find_bottom(legend) + 2, *icons)


def _lay_out_icons(drawing: IconArray, lettering: Lettering, row: int = 2 * TEN) -> list[Icon]:
    """Return the icons in rows of twenty or another number, or ten on a screen."""
    looks, scale = _list_looks(drawing), _find_scale(lettering)
    row = TEN if lettering.screen else row
    height = _find_cell(lettering)[1]
    places = [(_find_x(index % row, lettering), index // row * height) for index in range(len(looks))]
    return [Icon(x, y, "person", look, scale) for (x, y), look in zip(places, looks, strict=True)]


def _find_scale(lettering: Lettering) -> float:
    """Return the scale of the icons."""
    return 1 if lettering.screen else lettering.icon_scale


def _find_cell(lettering: Lettering) -> tuple[float, float]:
    """Return the width and height of the space for one icon, in points."""
    width, height = CELL
    scale = _find_scale(lettering)
    return (NARROW_CELL if lettering.screen else scale * width, scale * height)


def _find_x(column: int, lettering: Lettering) -> float:
    """Return the x of a column; a gap separates the two tens of a row."""
    gap = GAP if column >= TEN and not lettering.screen else 0
    return column * _find_cell(lettering)[0] + gap


def _list_looks(drawing: IconArray) -> list[str]:
    """Return the look of each icon, the groups first."""
    used = LOOKS[: len(drawing.groups)]
    groups = [look for look, group in zip(used, drawing.groups, strict=True) for _ in range(group.icons)]
    return [*groups, *["empty"] * drawing.others]


def _lay_out_legend(drawing: IconArray, top: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield each look with its label: in one line if they fit, otherwise below each other."""
    size, scale, cell_height = lettering.size, _find_scale(lettering), _find_cell(lettering)[1]
    entries = [(look, group.label) for look, group in zip(LOOKS, drawing.groups, strict=False)]
    entries += [("empty", drawing.rest)] if drawing.rest else []
    gap = scale * CELL[0] + 6
    widths = [gap + measure_width(words, size) + 2 * size for _, words in entries]
    in_line, left = not lettering.screen and sum(widths) <= lettering.width, 0.0
    for (look, words), width in zip(entries, widths, strict=True):
        first_line = Words(left + gap, top + 0.5 * cell_height + 0.3 * size, words, size)
        label = break_paragraph(first_line, lettering.width - first_line.x)
        yield Icon(left, top, "person", look, scale)
        yield from label
        if in_line:
            left += width
        else:
            top = max(find_bottom(label), top + cell_height) + 0.3 * size


def lay_out_difference_chart(drawing: DifferenceChart, lettering: Lettering) -> Scene:
    """Return rows of marks on one scale: filled with a bar if there is an interval, otherwise open."""
    if lettering.screen or lettering.size > LARGEST_BESIDE:
        return _lay_out_narrow_chart(drawing, lettering)
    size, has_threshold = lettering.size, drawing.important is not None
    plot = _Plot(drawing, 14.5 * size, PAGE - 1.5 * size)
    top = (0.9 + 1.25 * len(break_lines(drawing.important_label, LABEL_ROOM, size))) * size if has_threshold else 0.0
    zone = list(_lay_out_zone_label(drawing, plot, top, size))
    marks: list[Mark] = []
    bottom = find_bottom(zone, top)
    for row in drawing.rows:
        name = list(_lay_out_name(row, bottom + 1.6 * size, plot.left - size, size))
        rule_y = find_bottom(name) + 0.9 * size
        rule = Line(((0, rule_y), (PAGE, rule_y)), "rule")
        marks += [*name, *_lay_out_value(row, plot, bottom + 2.3 * size, lettering), rule]
        bottom = rule_y
    background = [
        *_lay_out_scale(plot, top, bottom, size, top - 0.5 * size),
        *_lay_out_threshold_label(drawing, plot, top, size),
        *_lay_out_axis_label(drawing, plot, bottom + 3 * size, size),
    ]
    background += _lay_out_direction(drawing, plot, find_bottom(background) + 1.4 * size, size)
    legend = [] if zone else list(_lay_out_zone_legend(drawing, find_bottom(background) + 1.7 * size, lettering))
    legend += _lay_out_mark_legend(drawing, find_bottom([*background, *legend]) + 1.7 * size, lettering)
    return Scene(PAGE, find_bottom(legend) + 2, (*background, *zone, *marks, *legend))


def _lay_out_narrow_chart(drawing: DifferenceChart, lettering: Lettering) -> Scene:
    """Return the chart with each name above its own part of the scale, and the important difference in the legend."""
    plot, marks, bottom = _make_narrow_plot(drawing, lettering), list[Mark](), 0.0
    for row in drawing.rows:
        part, bottom = _lay_out_narrow_row(row, plot, bottom, lettering)
        marks += part
    marks += _lay_out_narrow_end(drawing, plot, bottom, lettering)
    return Scene(lettering.width, find_bottom(marks) + 2, tuple(marks))


def lay_out_rows_of_chart(drawing: DifferenceChart, lettering: Lettering) -> tuple[Scene, ...]:
    """Return each row of a chart as a scene with the numbers of the scale below it; the last one has the legend."""
    size, plot, scenes = lettering.size, _make_narrow_plot(drawing, lettering), []
    for row in drawing.rows:
        marks, bottom = _lay_out_narrow_row(row, plot, 0, lettering)
        is_last = row is drawing.rows[-1]
        end = _lay_out_narrow_end(drawing, plot, bottom, lettering) if is_last else _lay_out_axis(plot, bottom, size)
        marks += end
        scenes.append(Scene(lettering.width, find_bottom(marks) + (2 if is_last else size), tuple(marks), row.label))
    return tuple(scenes)


def _make_narrow_plot(drawing: DifferenceChart, lettering: Lettering) -> _Plot:
    return _Plot(drawing, 0.6 * lettering.size, lettering.width - 1.4 * lettering.size)


def _lay_out_narrow_row(row: Difference, plot: _Plot, top: float, lettering: Lettering) -> tuple[list[Mark], float]:
    """Return a name with its own part of the scale below it, and where the axis or the next row can begin."""
    size = lettering.size
    name = list(_lay_out_name(row, top + size, lettering.width, size))
    y = find_bottom(name) + 2.1 * size
    band = _lay_out_band(plot, y - 1.8 * size, y + 0.9 * size)
    return [*name, *band, *_lay_out_value(row, plot, y, lettering)], y + 1.6 * size


def _lay_out_axis(plot: _Plot, bottom: float, size: float) -> Iterator[Mark]:
    return _lay_out_ticks(plot, bottom, bottom, size)


def _lay_out_narrow_end(drawing: DifferenceChart, plot: _Plot, bottom: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the axis with its label, and the legend."""
    size = lettering.size
    axis = [*_lay_out_axis(plot, bottom, size), *_lay_out_axis_label(drawing, plot, bottom + 3 * size, size)]
    axis += _lay_out_direction(drawing, plot, find_bottom(axis) + 1.4 * size, size)
    important = list(_lay_out_threshold_legend(drawing, find_bottom(axis) + 1.9 * size, lettering))
    important += _lay_out_zone_legend(drawing, find_bottom(important) + 1.38 * size, lettering)
    yield from (*axis, *important)
    yield from _lay_out_mark_legend(drawing, find_bottom([*axis, *important]) + 1.38 * size, lettering)


def _lay_out_threshold_legend(drawing: DifferenceChart, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the meaning of the line at the important difference, if there is one."""
    size = lettering.size
    if drawing.important is not None:
        yield Line(((1.2 * size, y - 0.8 * size), (1.2 * size, y + 0.2 * size)), "threshold")
        yield from break_paragraph(Words(3.2 * size, y, drawing.important_label, size), lettering.width - 3.2 * size)


def _lay_out_zone_legend(drawing: DifferenceChart, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the meaning of the part of the scale before the important difference, for a chart without room for it."""
    size = lettering.size
    if drawing.important is not None and drawing.too_small_label:
        yield Line(((2.4 * size, y - 0.8 * size), (2.4 * size, y + 0.2 * size)), "threshold")
        yield Line(((0, y - 0.3 * size), (2 * size, y - 0.3 * size)), "axis")
        yield from break_paragraph(Words(3.2 * size, y, drawing.too_small_label, size), lettering.width - 3.2 * size)


def _lay_out_zone_label(drawing: DifferenceChart, plot: _Plot, top: float, size: float) -> Iterator[Words]:
    """Yield the meaning of the part of the scale before the important difference, above the first row of that part."""
    if plot.important is None or not drawing.too_small_label:
        return
    left = plot.find_x(max(0, plot.least))
    room = plot.find_x(plot.important) - left - size
    if room >= ZONE_EMS * size:
        label = Words(left + room / 2 + 0.5 * size, top + 1.2 * size, drawing.too_small_label, size, "middle", "quiet")
        yield from break_paragraph(label, room)


def _lay_out_direction(drawing: DifferenceChart, plot: _Plot, y: float, size: float) -> Iterator[Mark]:
    """Yield what a larger value means, with an arrow to the right after it."""
    if not drawing.direction:
        return
    arrow = 2.2 * size
    label = break_paragraph(Words(0, y, drawing.direction, size, look="strong"), plot.right - plot.left - arrow)
    width = arrow + max(words.box[2] for words in label)
    left = (plot.left + plot.right - width) / 2
    yield from (move_mark(words, left, 0) for words in label)
    tip, middle, half = left + width, y - 0.3 * size, 0.35 * size
    yield Line(((tip - 0.8 * arrow, middle), (tip, middle)), "arrow")
    yield Line(((tip - half, middle - half), (tip, middle), (tip - half, middle + half)), "arrow")


class _Plot:
    """The horizontal scale of a chart of differences."""

    def __init__(self, drawing: DifferenceChart, left: float, right: float) -> None:
        self.left, self.right = left, right
        self.least, self.most, self.important = drawing.least, drawing.most, drawing.important
        self.ticks = drawing.ticks

    def find_x(self, value: float) -> float:
        """Return the x of a value on the page, in points."""
        return self.left + (self.right - self.left) * (value - self.least) / (self.most - self.least)

    def list_labelled_ticks(self, size: float) -> tuple[Tick, ...]:
        """Return the ticks whose labels are drawn: all of them, or every second or further one if they need room."""
        room = max(measure_width(tick.label, size) for tick in self.ticks) + size
        step = (self.right - self.left) / (len(self.ticks) - 1)
        return self.ticks[:: max(1, -int(-room // step))]


def _lay_out_name(row: Difference, y: float, room: float, size: float) -> Iterator[Words]:
    label = break_paragraph(Words(0, y, row.label, size, look="strong"), room)
    yield from label
    yield from break_paragraph(Words(0, label[-1].y + 1.25 * size, row.certainty, size, look="quiet"), room)


def _lay_out_value(row: Difference, plot: _Plot, y: float, lettering: Lettering) -> Iterator[Mark]:
    size = lettering.size
    x, half = plot.find_x(row.value), 0.35 * size
    if row.interval:
        low, high = (plot.find_x(end) for end in row.interval)
        yield Line(((low, y), (high, y)), "bar")
        yield from (Line(((end, y - half), (end, y + half)), "bar") for end in (low, high))
    yield Dot(x, y, 0.42 * size, "value" if row.interval else "open value", row.label)
    room = measure_width(row.shown, size) / 2 + 0.4 * size
    edge = None if plot.important is None else plot.find_x(plot.important)
    if edge is not None and abs(x - edge) < room:
        x = edge + room if x > edge else edge - room
    x = max(min(x, lettering.width - room), room)
    yield Words(x, y - 0.85 * size, row.shown, size, "middle", "strong")


def _lay_out_scale(plot: _Plot, top: float, bottom: float, size: float, start: float) -> Iterator[Mark]:
    """Yield the scale behind all rows: the shaded part that matters to patients, the axis, and the line at its edge."""
    band = _lay_out_band(plot, top, bottom)
    yield from (mark for mark in band if isinstance(mark, Box))
    yield from _lay_out_ticks(plot, top, bottom, size)
    for mark in band:
        if isinstance(mark, Line):
            first, *others = mark.points
            yield replace(mark, points=((first[0], start if mark.look == "threshold" else first[1]), *others))


def _lay_out_band(plot: _Plot, top: float, bottom: float) -> tuple[Box | Line, ...]:
    """Return the shaded part of the scale that matters with the line at its edge, and a line at zero inside a scale."""
    marks: list[Box | Line] = []
    if plot.important is not None:
        edge = plot.find_x(plot.important)
        marks.append(Box(edge, top, plot.right - edge, bottom - top, "noticed"))
        marks.append(Line(((edge, top), (edge, bottom)), "threshold"))
    if plot.least < 0 < plot.most:
        marks.append(Line(((plot.find_x(0), top), (plot.find_x(0), bottom)), "rule"))
    return tuple(marks)


def _lay_out_ticks(plot: _Plot, top: float, bottom: float, size: float) -> Iterator[Mark]:
    """Yield the axis with its ticks."""
    labelled = plot.list_labelled_ticks(size)
    for tick in plot.ticks:
        x = plot.find_x(tick.value)
        yield Line(((x, bottom), (x, bottom + 0.45 * size)), "axis")
        if tick in labelled:
            yield Words(x, bottom + 1.5 * size, tick.label, size, "middle")
    yield Line(((plot.left, top), (plot.left, bottom), (plot.right, bottom)), "axis")


def _lay_out_axis_label(drawing: DifferenceChart, plot: _Plot, y: float, size: float) -> Iterator[Words]:
    axis = Words((plot.left + plot.right) / 2, y, drawing.axis, size, "middle")
    yield from break_paragraph(axis, plot.right - plot.left + min(2 * size, 2 * plot.left))


def _lay_out_threshold_label(drawing: DifferenceChart, plot: _Plot, top: float, size: float) -> Iterator[Words]:
    """Yield the label of the important difference, centered above its line as far as the page allows."""
    if plot.important is None:
        return
    label = break_lines(drawing.important_label, LABEL_ROOM, size)
    edge = plot.find_x(plot.important)
    for row, text in enumerate(reversed(label)):
        room = measure_width(text, size)
        left = max(min(edge - room / 2, plot.right - room), 0)
        yield Words(left, top - 1.1 * size - 1.25 * size * row, text, size, "start", "strong")


def _lay_out_mark_legend(drawing: DifferenceChart, y: float, lettering: Lettering) -> Iterator[Mark]:
    """Yield the legend of the filled and the open mark."""
    size = lettering.size
    for look, words in (("value", drawing.interval_label), ("open value", drawing.open_label)):
        if not words:
            continue
        middle = y - 0.33 * size
        if look == "value":
            yield Line(((0, middle), (2.4 * size, middle)), "bar")
            yield from (Line(((x, middle - 3), (x, middle + 3)), "bar") for x in (0.6, 2.4 * size - 0.6))
        yield Dot(1.2 * size, middle, 0.42 * size, look)
        label = break_paragraph(Words(3.2 * size, y, words, size), lettering.width - 3.2 * size)
        yield from label
        y = label[-1].y + 1.6 * size
