"""Charts show the numbers of their drawings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from acucontent.document.drawings import (
    CourseOfWeeks,
    Difference,
    DifferenceChart,
    Drawing,
    IconArray,
    IconGroup,
    InvalidDrawing,
    PairedIcons,
    RareCases,
    Span,
    Tick,
    VisitTimeline,
)
from acucontent.markup.drawings import lay_out_drawing, lay_out_pieces
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Box, Dot, Icon, Line, Scene, Words
from tests.markup.drawings.examples import (
    course_of_weeks,
    difference_chart,
    icon_array,
    make_ticks,
    paired_icons,
    visit_timeline,
)


def drawn(drawing: Drawing, size: float = 10) -> Scene:
    """Return a drawing laid out on paper."""
    return lay_out_drawing(drawing, Lettering(size))


def people(found: Scene) -> list[str]:
    """Return the looks of the icons, without those of the legend."""
    return [mark.look for mark in icons(found) if mark.y not in _legend(found)]


def icons(found: Scene) -> list[Icon]:
    """Return all icons, with those of the legend."""
    return [mark for mark in found.marks if isinstance(mark, Icon)]


def _legend(found: Scene) -> set[float]:
    """Return the y of the icons in the legend, of which no more than two are in a row."""
    rows = Counter(mark.y for mark in icons(found))
    return {y for y, count in rows.items() if count <= 2}


@pytest.mark.parametrize(
    ("count", "filled"), [(0, 0), (0.4, 0), (0.5, 1), (1.7, 2), (6.1, 6), (9.31, 9), (99.5, 100), (100, 100)]
)
def test_an_icon_array_has_the_right_number_filled(count: float, filled: int) -> None:
    """A rate becomes the nearest whole number of icons, with halves rounded up; the total is always 100."""
    looks = people(drawn(IconArray((IconGroup(count, "had it"),))))

    assert len(looks) == 100
    assert looks == ["filled"] * filled + ["empty"] * (100 - filled)


@pytest.mark.parametrize("count", range(1, 10))
def test_rare_cases_have_a_square_each(count: int) -> None:
    """Each person affected is a dot in a square of its own, out of a hundred squares."""
    found = drawn(RareCases(count, "Each square stands for 100 people."))
    squares = [mark for mark in found.marks if isinstance(mark, Box)]
    dots = [mark for mark in found.marks if isinstance(mark, Dot)]
    holders = [
        square
        for dot in dots
        for square in squares
        if square.x < dot.x < square.x + square.width and square.y < dot.y < square.y + square.height
    ]

    assert len(squares) == 100
    assert len(dots) == len({(one.x, one.y) for one in holders}) == count


def test_two_groups_look_different() -> None:
    """Each group has its own look, among the icons and in the legend."""
    found = drawn(icon_array())
    legend = [mark.look for mark in icons(found) if mark.y in _legend(found)]

    assert people(found) == ["filled"] * 6 + ["striped"] * 2 + ["empty"] * 92
    assert legend == ["filled", "striped", "empty"]


def test_tens_are_separated() -> None:
    """A row has two tens with a wider gap between them, so that nobody has to count."""
    row = [mark.x for mark in icons(drawn(icon_array())) if mark.y == 0]
    steps = [round(right - left, 1) for left, right in pairwise(row)]

    assert len(row) == 20
    assert [place for place, step in enumerate(steps, 1) if step > min(steps)] == [10]


@pytest.mark.parametrize("of", [10, 25, 50, 200])
def test_an_icon_array_may_have_another_size(of: int) -> None:
    """The number of icons is the denominator of the drawing."""
    assert len(people(drawn(IconArray((IconGroup(1, "had it"),), of=of)))) == of


@pytest.mark.parametrize(
    ("groups", "message"),
    [((), "has 0 groups"), (((60, "a"), (41, "b")), "must have between"), (((-1, "a"),), "must have between")],
    ids=["none", "too many", "fewer than none"],
)
def test_invalid_groups_are_refused(groups: tuple[tuple[float, str], ...], message: str) -> None:
    """An icon array has one or two groups, with no more people than the denominator."""
    with pytest.raises(InvalidDrawing, match=message):
        IconArray(tuple(IconGroup(*group) for group in groups))


def test_differences_are_at_their_values_on_the_scale() -> None:
    """Each mark, and each end of its bar, is at its value on the scale."""
    chart, found = difference_chart(), drawn(difference_chart())
    axis = next(
        mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "axis" and len(mark.points) == 3
    )
    left, right = axis[1][0], axis[2][0]
    marks = {mark.name: mark for mark in found.marks if isinstance(mark, Dot) and mark.name}
    bars = [mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "bar"]

    for row in chart.rows:
        assert (marks[row.label].x - left) / (right - left) * 30 == pytest.approx(row.value)
    ends = [(x - left) / (right - left) * 30 for x, _ in bars[0]]
    assert ends == pytest.approx([3.4, 17.11])


def test_a_figure_without_an_interval_has_an_open_mark() -> None:
    """If no interval is shown, the mark is open and has no bar."""
    found = drawn(difference_chart())
    looks = [mark.look for mark in found.marks if isinstance(mark, Dot) and mark.name]
    rows = [mark for mark in found.marks if isinstance(mark, Line) and mark.look == "bar" and mark.points[0][1] < 150]

    assert looks == ["open value", "value", "open value"]
    assert len(rows) == 3  # the bar and its two ends


def test_the_important_difference_is_on_the_scale() -> None:
    """The line is at its value, and the scale after it is shaded."""
    found = drawn(difference_chart())
    line = next(mark for mark in found.marks if isinstance(mark, Line) and mark.look == "threshold")
    shade = next(mark for mark in found.marks if isinstance(mark, Box) and mark.look == "noticed")
    tick = next(words for words in found.list_words() if words.text == "15")

    assert line.points[0][0] == pytest.approx(tick.x)
    assert shade.x == pytest.approx(tick.x)


def test_labels_of_ticks_do_not_touch() -> None:
    """On a small screen, long numbers on the scale leave room for each other: every second or third has its label."""
    ticks = tuple(Tick(value, f"{value:,} steps") for value in range(0, 35_000, 5_000))
    chart = DifferenceChart((Difference("A", 9_000, "9,000 steps"),), "Steps", ticks)
    found = lay_out_drawing(chart, Lettering(screen=True))
    boxes = [words.box for words in found.list_words() if words.text in {tick.label for tick in ticks}]

    assert len(boxes) >= 2
    assert all(left[2] < right[0] for left, right in pairwise(boxes))


def test_a_scale_without_an_important_difference_has_no_line() -> None:
    """If no smallest difference is known, no part of the scale is marked as important."""
    chart = replace(difference_chart(), important=None, important_label="")

    for lettering in (Lettering(), Lettering(screen=True)):
        looks = {mark.look for mark in lay_out_drawing(chart, lettering).marks if not isinstance(mark, Words)}
        assert not {"threshold", "noticed"} & looks


def test_a_line_marks_no_difference_inside_a_scale() -> None:
    """A scale that has values below zero has a line at zero, behind all rows."""
    found = drawn(replace(difference_chart(), ticks=make_ticks(-10, 30)))
    zero = next(words.x for words in found.list_words() if words.text == "0")
    lines = [mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "rule"]

    assert [points for points in lines if points[0][0] == pytest.approx(zero) == points[1][0]]


def test_paired_arrays_have_the_icons_of_their_group() -> None:
    """Each group has its own array beside its title, with as many filled icons as people had the outcome."""
    found = drawn(paired_icons())
    titles = {words.text: words.y for words in found.list_words() if " of 100 people" in words.text}
    arrays = [mark for mark in icons(found) if mark.y not in _legend(found)]
    top = max(y for title, y in titles.items() if title.startswith("Usual")) - 10
    groups = [[mark.look for mark in arrays if (mark.y >= top) == below] for below in (False, True)]

    assert [Counter(group) for group in groups] == [
        {"filled": 41, "empty": 59},
        {"filled": 17, "empty": 83},
    ]


def test_on_a_screen_each_paired_array_is_a_piece() -> None:
    """A piece is no taller than a phone, has the title of its group above it, and the last one has the legend."""
    first, last = lay_out_pieces(paired_icons(), Lettering(screen=True))

    assert [Counter(people(each)) for each in (first, last)] == [
        {"filled": 41, "empty": 59},
        {"filled": 17, "empty": 83},
    ]
    assert [each.name for each in (first, last)] == ["Acupuncture: 41 of 100 people", "Usual care: 17 of 100 people"]
    assert all(each.list_words()[0].y < min(icon.y for icon in icons(each)) for each in (first, last))
    assert max(each.height / Lettering().size for each in (first, last)) < 30
    legends = ["The other people" in " ".join(words.text for words in each.list_words()) for each in (first, last)]
    assert legends == [False, True]


def test_groups_of_different_sizes_are_not_paired() -> None:
    """Pictures of 100 and of 50 people beside each other would mislead."""
    with pytest.raises(InvalidDrawing, match="different numbers of people"):
        PairedIcons((IconArray((IconGroup(1, "had it"),)), IconArray((IconGroup(1, "had it"),), of=50)), rest="others")


@pytest.mark.parametrize(
    ("value", "low", "high", "message"),
    [(31, None, None, "outside the scale"), (10, 2, 35, "outside the scale"), (-1, None, None, "outside the scale")],
)
def test_a_value_outside_the_scale_is_refused(
    value: float, low: float | None, high: float | None, message: str
) -> None:
    """A value outside the scale is an error, and is not drawn at the wrong position."""
    chart = difference_chart()

    with pytest.raises(InvalidDrawing, match=message):
        replace(chart, rows=(Difference("A", value, "x", low, high),))


def test_an_important_difference_outside_the_scale_is_refused() -> None:
    """The line would be drawn beside the chart."""
    with pytest.raises(InvalidDrawing, match=r"15 points.*outside the scale"):
        replace(difference_chart(), rows=(Difference("A", 5, "5"),), ticks=make_ticks(0, 10))


def test_half_an_interval_is_refused() -> None:
    """An interval needs both ends."""
    with pytest.raises(InvalidDrawing, match="one end of the interval is missing"):
        Difference("A", 10, "10", low=3)


@pytest.mark.parametrize(("low", "high"), [(4, 6), (5, 8), (2, 14)])
def test_the_review_on_a_screen_is_below_its_visits(low: int, high: int) -> None:
    """With visits in rows, each row of the review has its bracket, and together they hold exactly its visits."""
    course = replace(course_of_weeks(), review=Span(low, high, "take stock"))
    found = lay_out_drawing(course, Lettering(screen=True))
    visits = {mark.name: (mark.x, mark.y) for mark in found.marks if isinstance(mark, Dot) and mark.name}
    brackets = [mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "bracket"]

    held = {
        name
        for name, (x, y) in visits.items()
        for points in brackets
        if points[0][0] < x < points[-1][0] and 0 < points[0][1] - y < 15
    }
    assert held == {f"visit {count}" for count in range(low, high + 1)}


def test_the_scale_on_a_screen_is_that_of_each_row() -> None:
    """In the narrow chart, each mark is at its value on the one scale, and the important difference is in each row."""
    chart = difference_chart()
    found = lay_out_drawing(chart, Lettering(screen=True))
    ticks = {words.text: words.x for words in found.list_words() if words.text in ("0", "30")}
    marks = {mark.name: mark for mark in found.marks if isinstance(mark, Dot) and mark.name}
    bands = [mark for mark in found.marks if isinstance(mark, Box) and mark.look == "noticed"]

    assert len(bands) == len(chart.rows)
    for row, band in zip(chart.rows, bands, strict=True):
        assert (marks[row.label].x - ticks["0"]) / (ticks["30"] - ticks["0"]) * 30 == pytest.approx(row.value)
        assert (band.x - ticks["0"]) / (ticks["30"] - ticks["0"]) * 30 == pytest.approx(chart.important)
        assert band.y < marks[row.label].y < band.y + band.height


@pytest.mark.parametrize("value", [0, 0.4, 14.9, 15.2, 29.8, 30])
@pytest.mark.parametrize("lettering", [Lettering(), Lettering(screen=True)], ids=["paper", "screen"])
def test_the_value_of_a_mark_at_an_end_is_not_cut_off(value: float, lettering: Lettering) -> None:
    """The value of a mark at an end of the scale stays within the drawing."""
    row = Difference("Than with no treatment", value, f"{value:g} points on a scale")
    found = lay_out_drawing(replace(difference_chart(), rows=(row,)), lettering)
    shown = next(words for words in found.list_words() if words.text.endswith("on a scale"))

    assert 0 <= shown.box[0] < shown.box[2] <= found.width


def test_steps_are_numbered_in_order_under_their_phase() -> None:
    """Phases are side by side, each named once above its steps, which are below each other."""
    found = drawn(visit_timeline())
    numbers = [mark for mark in found.list_words() if mark.look == "reversed"]
    phases = [mark for mark in found.list_words() if mark.look == "strong"]

    assert [mark.text for mark in numbers] == ["1", "2", "3", "4", "5"]
    assert [mark.text for mark in phases] == ["Before", "During", "After"]
    assert len({mark.y for mark in phases}) == 1
    for phase, its in zip(phases, (numbers[:2], numbers[2:4], numbers[4:]), strict=True):
        assert phase.y < its[0].y
        assert [mark.y for mark in its] == sorted(mark.y for mark in its)
        assert len({mark.x for mark in its}) == 1


def test_phases_in_large_type_are_below_each_other() -> None:
    """If a third of the page is too narrow for a phase, the phases are below each other."""
    found = drawn(visit_timeline(), 15)
    phases = [mark for mark in found.list_words() if mark.look == "strong"]

    assert len({mark.x for mark in phases}) == 1
    assert [mark.y for mark in phases] == sorted(mark.y for mark in phases)
    assert found.height > drawn(visit_timeline()).height


def test_a_visit_without_steps_is_refused() -> None:
    """A timeline needs at least one step."""
    with pytest.raises(InvalidDrawing, match="no steps"):
        VisitTimeline(())


def test_a_course_shows_usual_and_possible_visits() -> None:
    """Visits and weeks up to the lower number are filled, and the others are open."""
    found = drawn(course_of_weeks())
    visits = [mark.look for mark in found.marks if isinstance(mark, Dot) and mark.name]
    weeks = [mark.look for mark in found.marks if isinstance(mark, Box)]

    assert visits == ["step"] * 8 + ["maybe"] * 7
    assert weeks == ["sure"] * 5 + ["maybe"] * 7


def test_the_review_is_below_its_visits() -> None:
    """The bracket reaches from the first to the last visit of the review."""
    found = drawn(course_of_weeks())
    visits = [mark.x for mark in found.marks if isinstance(mark, Dot) and mark.name]
    bracket = next(mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "bracket")

    assert [x for x in visits if bracket[0][0] < x < bracket[-1][0]] == visits[3:6]


def test_an_invalid_course_is_refused() -> None:
    """Ranges go from low to high, and the review is before the end of the course."""
    course = course_of_weeks()

    with pytest.raises(InvalidDrawing, match="lower first"):
        Span(6, 4, "visits")
    with pytest.raises(InvalidDrawing, match="later than the last of 3 visits"):
        CourseOfWeeks(Span(1, 3, ""), course.review, course.weeks, "", "")


def test_each_row_of_a_chart_in_pieces_has_the_numbers_of_the_scale() -> None:
    """A page can end between the rows; each of them can be read by itself, and the last one has the legend."""
    drawing = difference_chart()

    pieces = lay_out_pieces(drawing, Lettering(size=17, breaks=True))

    texts = [[mark.text for mark in piece.marks if isinstance(mark, Words)] for piece in pieces]
    assert [piece.name for piece in pieces] == [row.label for row in drawing.rows]
    assert all(tick.label in words for tick in (drawing.ticks[0], drawing.ticks[-1]) for words in texts)
    assert [drawing.axis in " ".join(words) for words in texts] == [False] * (len(pieces) - 1) + [True]


def test_a_course_in_pieces_has_each_mark_once() -> None:
    """A page can end between its visits and its weeks; each piece has its name, and no mark is lost."""
    course, lettering = course_of_weeks(), Lettering(size=17)

    (whole,) = lay_out_pieces(course, lettering)
    pieces = lay_out_pieces(course, replace(lettering, breaks=True))

    assert [piece.name for piece in pieces] == [course.visits.label, course.weeks.label]
    assert sorted(words.text for piece in pieces for words in piece.list_words()) == sorted(
        words.text for words in whole.list_words()
    )
    assert all(piece.height < whole.height for piece in pieces)
