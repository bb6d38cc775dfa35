"""Charts are made of the outcomes, scales and times of findings, and say what the figures say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from acucontent.document.blocks import Figure
from acucontent.document.drawings import DifferenceChart, PairedIcons
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.model.ranges import find_effect_size
from tests import factories as make

HANDOUTS = [make.make_handout(), make.make_handout(id="reference", kind="reference")]
DAYS = {"singular": "migraine day a month", "plural": "migraine days a month", "counted": True}


def draw(*numbers: dict[str, Any], scale: dict[str, Any] | None = None, better: str = "lower") -> list[Figure]:
    """Return the charts of one finding with these figures on migraine days."""
    outcome = make.make_outcome(id="days", name="migraine days", better=better, scale=scale)
    usual = {"outcome": "days", "time_frame": "after three months", "drawn": True, "low": None, "high": None}
    statement = make.make_statement(numbers=[make.make_estimate(**usual | number) for number in numbers])
    evidence = make.make_evidence(outcomes=[outcome, make.make_outcome()], statements=[statement])
    document = Edition.of(make.make_guide(evidence=evidence, handouts=HANDOUTS), "reference").document
    return [
        block
        for block in document.walk_blocks()
        if isinstance(block, Figure) and isinstance(block.drawing, DifferenceChart)
    ]


def list_ticks(figure: Figure) -> list[str]:
    """Return the labels of the scale."""
    assert isinstance(figure.drawing, DifferenceChart)
    return [tick.label for tick in figure.drawing.ticks]


def test_migraine_days_are_drawn_as_migraine_days() -> None:
    """A fall of 1.5 days a month is a chart of days, in half days, with no word of pain or points."""
    (figure,) = draw({"value": -1.5}, scale=DAYS)
    drawing: Any = figure.drawing

    assert flatten(figure.caption) == "Migraine days: how many fewer with acupuncture, after three months"
    assert list_ticks(figure) == ["0", "0.5", "1", "1.5", "2"]
    assert (drawing.rows[0].value, drawing.rows[0].shown) == (1.5, "1.5 migraine days a month")
    assert drawing.axis == "Fewer migraine days a month"
    assert "Result: about 1.5 fewer migraine days a month" in figure.alternative
    assert not {"pain", "points"} & set(figure.alternative.split())


def test_without_a_scale_there_is_no_chart_and_the_reason_is_given() -> None:
    """A figure in unknown units is not drawn; the build says which outcome needs a scale."""
    outcome = make.make_outcome(scale=None)
    numbers = [make.make_estimate(drawn=True)]
    evidence = make.make_evidence(outcomes=[outcome], statements=[make.make_statement(numbers=numbers)])
    document = Edition.of(make.make_guide(evidence=evidence)).document

    assert not any(isinstance(getattr(block, "drawing", None), DifferenceChart) for block in document.walk_blocks())
    assert document.notes == (
        "No chart shows 'hiccups' (evidence.statements.hum-vs-silence.numbers.0): the outcome 'hiccups' has no scale.",
    )


def test_findings_at_other_times_have_charts_of_their_own() -> None:
    """Figures on one outcome share a chart only if they were measured at the same time."""
    figures = draw(
        {"value": -1.5}, {"value": -1, "time_frame": "after a year"}, {"value": -2, "note": "a small trial"}, scale=DAYS
    )

    assert [len(figure.drawing.rows) for figure in figures if isinstance(figure.drawing, DifferenceChart)] == [2, 1]
    assert len({flatten(figure.caption) for figure in figures}) == len({figure.id for figure in figures}) == 2


def test_a_row_of_a_chart_has_the_grade_of_its_own_source() -> None:
    """A grade that another source gave to the same finding is not shown beside the figure."""
    grades = [
        make.make_certainty(level="moderate", citation="tune2005"),
        make.make_certainty(level="low", citation="hum1999"),
    ]
    statement = make.make_statement(numbers=[make.make_estimate(drawn=True)], certainty=grades)
    references = [make.make_reference(), make.make_reference(id="tune2005")]
    guide = make.make_guide(
        evidence=make.make_evidence(statements=[statement]), references=references, handouts=HANDOUTS
    )
    figures = [one for one in Edition.of(guide, "reference").document.walk_blocks() if isinstance(one, Figure)]
    (drawing,) = (one.drawing for one in figures if isinstance(one.drawing, DifferenceChart))

    assert [row.certainty for row in drawing.rows] == ["How sure: low"]


def test_an_interval_that_includes_no_difference_is_described_on_both_sides() -> None:
    """The ends of the interval are 'fewer' and 'more', and the scale has values below zero."""
    (figure,) = draw({"value": -1, "low": -2.5, "high": 0.5}, scale=DAYS)
    drawing: Any = figure.drawing

    assert "between 0.5 more migraine days a month and 2.5 fewer migraine days a month" in figure.alternative
    assert "1 fewer migraine day a month" in figure.alternative
    assert drawing.axis == "Fewer migraine days a month (below 0: more)"
    assert drawing.rows[0].interval == (-0.5, 2.5)


def test_an_interval_that_ends_at_zero_has_no_negative_zero() -> None:
    """An end of the interval at no difference is shown as 0."""
    (figure,) = draw({"value": -1, "low": -2, "high": 0}, scale=DAYS)

    assert "likely between 0 and 2" in figure.alternative


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(-10.26, 0, "10"), (-10.26, None, "10.26"), (-0.4, 0, "0.4"), (-14.7, 0, "14.7"), (-15.2, 0, "15")],
)
def test_rounding_never_makes_a_figure_false(value: float, decimals: int | None, shown: str) -> None:
    """A figure is not rounded to zero, nor to the other side of the smallest difference that matters."""
    scale = {"singular": "point", "plural": "points", "important": 15, "decimals": decimals}
    (figure,) = draw({"value": value}, scale=scale)

    assert f"Result: about {shown} points lower" in figure.alternative


@pytest.mark.parametrize("value", [0.03, -0.7, 3, 20, -198, 4_000, 123_456_789])
def test_every_scale_has_round_ticks(value: float) -> None:
    """A scale of any range holds zero and its values, with 3 to 7 ticks in steps of 1, 2 or 5 times a power of ten."""
    (figure,) = draw({"value": value, "low": value - 0.01, "high": value + 0.01}, scale=DAYS)
    drawing: Any = figure.drawing
    values = [tick.value for tick in drawing.ticks]
    steps = {f"{right - left:.6e}" for left, right in pairwise(values)}

    assert 3 <= len(values) <= 7
    assert len(steps) == 1
    assert min(steps)[:8] in ("1.000000", "2.000000", "5.000000")
    assert 0 in [round(one, 9) for one in values]


def test_better_results_are_on_the_right() -> None:
    """On a scale on which higher is better, and for a source that counts the other way, a gain is positive."""
    (higher,) = draw({"value": 2}, scale=DAYS, better="higher")
    (reversed_,) = draw({"value": 2, "favors_treatment": "higher"}, scale=DAYS)

    assert [figure.drawing.rows[0].value for figure in (higher, reversed_)] == [2, 2]  # type: ignore[union-attr]
    assert "2 more migraine days" in higher.alternative
    assert "2 fewer migraine days" in reversed_.alternative


def test_counts_are_drawn_as_one_array_for_each_group() -> None:
    """41 and 17 of 100 people are 41 and 17 icons, and the caption and the words come from the guide."""
    outcome = make.make_outcome(id="halved", name="migraine at least halved", better="higher", scale=None)
    counts = make.make_counts(
        outcome="halved", arms=[{"name": "with needles", "count": 41}, {"name": "without", "count": 17.4}]
    )
    evidence = make.make_evidence(
        outcomes=[outcome, make.make_outcome()], statements=[make.make_statement(counts=[counts])]
    )
    blocks = Edition.of(make.make_guide(evidence=evidence, decision=None)).document.walk_blocks()
    (figure,) = (one for one in blocks if isinstance(one, Figure) and isinstance(one.drawing, PairedIcons))
    drawing: Any = figure.drawing

    assert [(array.groups[0].icons, array.of) for array in drawing.arrays] == [(41, 100), (17, 100)]
    assert flatten(figure.caption) == ("Migraine at least halved, after one tune: how many of 100 people in each group")
    assert "with needles, 41 of 100 people; without, about 17 of 100 people (17.4)" in figure.alternative


@pytest.mark.parametrize(
    ("difference", "word"), [(0.1, "very small"), (-0.2, "small"), (0.49, "small"), (-0.56, "medium"), (0.8, "large")]
)
def test_standardized_differences_have_words(difference: float, word: str) -> None:
    """The words are those of Cohen: 0.2 is small, 0.5 medium and 0.8 large, in both directions."""
    assert find_effect_size(difference) == word
