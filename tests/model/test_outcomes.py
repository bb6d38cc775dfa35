"""Outcomes, scales and counts are refused if they cannot be true, and the examples of the documentation are valid."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from acucontent.model.guide import Guide
from acucontent.problems import GuideProblems
from tests import factories as make

PAGE = Path(__file__).parents[2] / "docs" / "outcomes.md"


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"least": 0}, "only one end"), ({"least": 10, "most": 0}, "write the lower number first")],
)
def test_a_scale_has_both_ends_in_order(changes: dict[str, Any], message: str) -> None:
    """Half a range, or a reversed one, cannot be written on an axis."""
    with pytest.raises(ValidationError, match=message):
        make.make_scale(**changes)


@pytest.mark.parametrize(
    ("arm", "message"),
    [({"count": 101}, "runs from 101 down to 100"), ({"count": 41, "low": 42, "high": 44}, "does not contain")],
)
def test_counts_fit_their_denominator_and_interval(arm: dict[str, Any], message: str) -> None:
    """No more people had the outcome than there were, and an interval contains its count."""
    with pytest.raises(ValidationError, match=message):
        make.make_counts(arms=[{"name": "humming", **arm}, {"name": "silence", "count": 17}])


@pytest.mark.parametrize("kind", ["risk ratio", "odds ratio", "hazard ratio"])
def test_ratios_are_above_zero(kind: str) -> None:
    """A ratio of zero or less is a difference under a wrong name."""
    with pytest.raises(ValidationError, match="is above 0"):
        make.make_estimate(kind=kind, value=-0.5, low=None, high=None)


@pytest.mark.parametrize("number", [{"value": -150}, {"value": 90, "low": 80, "high": 101}])
def test_shares_differ_by_at_most_100_points(number: dict[str, Any]) -> None:
    """More percentage points are another kind of number, such as a relative change in percent."""
    with pytest.raises(ValidationError, match="at most 100 percentage points"):
        make.make_estimate(kind="percentage points", **{"low": None, "high": None} | number)


def test_an_unknown_outcome_is_a_dead_link() -> None:
    """A figure that names no outcome of the guide is refused, with the nearest id."""
    statement = make.make_statement(numbers=[make.make_estimate(outcome="hiccup")])

    with pytest.raises((GuideProblems, ValidationError), match="hiccup"):
        make.make_guide(evidence=make.make_evidence(statements=[statement]))


def test_the_examples_of_the_page_are_valid() -> None:
    """The YAML blocks of docs/outcomes.md form a finding of a valid guide."""
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    parts = yaml.safe_load("".join(blocks).replace("example-study", "hum1999"))

    statement = make.make_statement(numbers=parts["numbers"], counts=parts["counts"])
    guide = make.make_guide(evidence=make.make_evidence(outcomes=parts["outcomes"], statements=[statement]))

    assert isinstance(guide, Guide)
    assert set(parts) == {"outcomes", "numbers", "counts"}


FALSE_FIGURES: dict[str, tuple[dict[str, Any], str]] = {
    "wider than the scale": (
        {"numbers": [{"outcome": "pain", "value": -150, "low": None, "high": None}]},
        "more than the whole scale of 'pain', which is 100 wide",
    ),
    "told apart by nothing": (
        {"numbers": [{"outcome": "pain", "value": -9, "low": None, "high": None}] * 2},
        "tell them apart with a note",
    ),
    "counts on a scale": ({"counts": [{"outcome": "pain"}]}, "has a scale, but counts are of people"),
}


@pytest.mark.parametrize("name", FALSE_FIGURES)
def test_a_figure_that_would_be_printed_falsely_is_refused(name: str) -> None:
    """A difference fits its scale, figures of one finding differ in words, and counts need no scale."""
    parts, message = FALSE_FIGURES[name]
    factories = {"numbers": make.make_estimate, "counts": make.make_counts}
    figures = {field: [factories[field](**each) for each in given] for field, given in parts.items()}
    pain = {"id": "pain", "name": "pain", "better": "lower", "scale": make.make_scale(least=0, most=100, important=15)}

    with pytest.raises((GuideProblems, ValidationError), match=message):
        make.make_guide(evidence=make.make_evidence(outcomes=[pain], statements=[make.make_statement(**figures)]))


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"least": 5, "most": 5}, "the same value"), ({"least": 0, "most": 100, "important": 101}, "important is 101")],
)
def test_a_scale_has_room_for_its_values(changes: dict[str, Any], message: str) -> None:
    """A scale of one value is none, and no difference on it is larger than the scale."""
    with pytest.raises(ValidationError, match=message):
        make.make_scale(**changes)


def test_groups_have_names_of_their_own_and_no_more_people_than_were_studied() -> None:
    """Two groups with one name cannot be told apart, and groups are parts of all people."""
    same = [{"name": "humming", "count": 1}, {"name": "Humming", "count": 2}]
    more = [{"name": "humming", "count": 1, "people": 60}, {"name": "silence", "count": 2, "people": 60}]

    for arms, message in ((same, "two arms with one name"), (more, "120 people in its arms, but 100 in all")):
        with pytest.raises(ValidationError, match=message):
            make.make_counts(arms=arms, people=100)
