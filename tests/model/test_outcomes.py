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
