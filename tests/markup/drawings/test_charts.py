"""Charts show the numbers that they are given."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from acucontent.document.drawings import (
    CourseOfWeeks,
    Difference,
    Drawing,
    IconArray,
    IconGroup,
    Span,
    Undrawable,
    VisitTimeline,
)
from acucontent.markup.drawings import scene
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Box, Dot, Icon, Line, Scene
from tests.markup.drawings.examples import course_of_weeks, difference_chart, icon_array, visit_timeline


def drawn(drawing: Drawing, size: float = 10) -> Scene:
    """A drawing, laid out."""
    return scene(drawing, Lettering(size))


def people(found: Scene) -> list[str]:
    """The looks of the people in the crowd, without those of the legend."""
    return [mark.look for mark in icons(found) if mark.y not in _legend(found)]


def icons(found: Scene) -> list[Icon]:
    """All people that are drawn."""
    return [mark for mark in found.marks if isinstance(mark, Icon)]


def _legend(found: Scene) -> set[float]:
    """The heights at which one stands alone, beside words."""
    rows = Counter(mark.y for mark in icons(found))
    return {y for y, count in rows.items() if count == 1}


@pytest.mark.parametrize(
    ("count", "filled"), [(0, 0), (0.4, 0), (0.5, 1), (1.7, 2), (6.1, 6), (9.31, 9), (99.5, 100), (100, 100)]
)
def test_a_crowd_has_the_right_number_filled(count: float, filled: int) -> None:
    """A rate becomes the nearest whole number of people, halves up; the crowd is always complete."""
    looks = people(drawn(IconArray((IconGroup(count, "had it"),))))

    assert len(looks) == 100
    assert looks == ["filled"] * filled + ["empty"] * (100 - filled)


def test_two_groups_are_told_apart() -> None:
    """Each group has a look of its own, in the crowd and in the legend."""
    found = drawn(icon_array())
    legend = [mark.look for mark in icons(found) if mark.y in _legend(found)]

    assert people(found) == ["filled"] * 6 + ["striped"] * 2 + ["empty"] * 92
    assert legend == ["filled", "striped", "empty"]


def test_tens_stand_apart() -> None:
    """A row is two tens, with more room between them than between people, so that nobody has to count."""
    row = [mark.x for mark in icons(drawn(icon_array())) if mark.y == 0]
    steps = [round(right - left, 1) for left, right in pairwise(row)]

    assert len(row) == 20
    assert [place for place, step in enumerate(steps, 1) if step > min(steps)] == [10]


@pytest.mark.parametrize("of", [10, 25, 50, 200])
def test_a_crowd_may_have_another_size(of: int) -> None:
    """The denominator is what the drawing says."""
    assert len(people(drawn(IconArray((IconGroup(1, "had it"),), of=of)))) == of


@pytest.mark.parametrize(
    ("groups", "why"),
    [((), "has 0 groups"), (((60, "a"), (41, "b")), "must add up"), (((-1, "a"),), "must add up")],
    ids=["none", "too many", "fewer than none"],
)
def test_a_crowd_that_cannot_be_is_refused(groups: tuple[tuple[float, str], ...], why: str) -> None:
    """The groups fit in the crowd."""
    with pytest.raises(Undrawable, match=why):
        IconArray(tuple(IconGroup(*group) for group in groups))


def test_differences_are_at_their_place_on_the_scale() -> None:
    """Each mark is where its value is between the ends of the scale, and so are the ends of its bar."""
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
    """Where no interval may be shown, the mark is open and there is no bar."""
    found = drawn(difference_chart())
    looks = [mark.look for mark in found.marks if isinstance(mark, Dot) and mark.name]
    rows = [mark for mark in found.marks if isinstance(mark, Line) and mark.look == "bar" and mark.points[0][1] < 150]

    assert looks == ["open value", "value", "open value"]
    assert len(rows) == 3  # the bar and its two ends


def test_the_line_of_what_people_notice_is_on_the_scale() -> None:
    """The line stands at its value, and the part of the scale beyond it is shaded."""
    found = drawn(difference_chart())
    line = next(mark for mark in found.marks if isinstance(mark, Line) and mark.look == "threshold")
    shade = next(mark for mark in found.marks if isinstance(mark, Box) and mark.look == "noticed")
    tick = next(words for words in found.words() if words.text == "15")

    assert line.points[0][0] == pytest.approx(tick.x)
    assert shade.x == pytest.approx(tick.x)


@pytest.mark.parametrize(
    ("value", "low", "high", "why"),
    [(31, None, None, "off the scale"), (10, 2, 35, "off the scale"), (-1, None, None, "off the scale")],
)
def test_a_value_off_the_scale_is_refused(value: float, low: float | None, high: float | None, why: str) -> None:
    """No mark is drawn at the wrong place because there is no room for it."""
    chart = difference_chart()

    with pytest.raises(Undrawable, match=why):
        type(chart)((Difference("A", value, "x", low, high),), 15, "", axis="", interval_label="", open_label="")


def test_half_an_interval_is_refused() -> None:
    """An interval has two ends."""
    with pytest.raises(Undrawable, match="both ends"):
        Difference("A", 10, "10", low=3)


def test_steps_are_numbered_in_order_under_their_phase() -> None:
    """The phases of a visit stand side by side, each named once over its steps, which go down a line."""
    found = drawn(visit_timeline())
    numbers = [mark for mark in found.words() if mark.look == "reversed"]
    phases = [mark for mark in found.words() if mark.look == "strong"]

    assert [mark.text for mark in numbers] == ["1", "2", "3", "4", "5"]
    assert [mark.text for mark in phases] == ["Before", "During", "After"]
    assert len({mark.y for mark in phases}) == 1
    for phase, its in zip(phases, (numbers[:2], numbers[2:4], numbers[4:]), strict=True):
        assert phase.y < its[0].y
        assert [mark.y for mark in its] == sorted(mark.y for mark in its)
        assert len({mark.x for mark in its}) == 1


def test_phases_in_large_words_stand_below_each_other() -> None:
    """Where words need more room than a third of the page, a visit is read from top to bottom."""
    found = drawn(visit_timeline(), 15)
    phases = [mark for mark in found.words() if mark.look == "strong"]

    assert len({mark.x for mark in phases}) == 1
    assert [mark.y for mark in phases] == sorted(mark.y for mark in phases)
    assert found.height > drawn(visit_timeline()).height


def test_a_visit_without_steps_is_refused() -> None:
    """There is nothing to draw."""
    with pytest.raises(Undrawable, match="no steps"):
        VisitTimeline(())


def test_a_course_shows_usual_and_possible_visits() -> None:
    """Visits up to the lower number are filled, the others open; weeks likewise."""
    found = drawn(course_of_weeks())
    visits = [mark.look for mark in found.marks if isinstance(mark, Dot) and mark.name]
    weeks = [mark.look for mark in found.marks if isinstance(mark, Box)]

    assert visits == ["step"] * 8 + ["maybe"] * 7
    assert weeks == ["sure"] * 5 + ["maybe"] * 7


def test_the_review_is_below_its_visits() -> None:
    """The bracket reaches from the first to the last visit of the review, and no further."""
    found = drawn(course_of_weeks())
    visits = [mark.x for mark in found.marks if isinstance(mark, Dot) and mark.name]
    bracket = next(mark.points for mark in found.marks if isinstance(mark, Line) and mark.look == "bracket")

    assert [x for x in visits if bracket[0][0] < x < bracket[-1][0]] == visits[3:6]


def test_a_course_that_cannot_be_is_refused() -> None:
    """Numbers run from low to high, and the review comes before the end."""
    course = course_of_weeks()

    with pytest.raises(Undrawable, match="lower number first"):
        Span(6, 4, "visits")
    with pytest.raises(Undrawable, match="after the last visit"):
        CourseOfWeeks(Span(1, 3, ""), course.review, course.weeks, "", "")
