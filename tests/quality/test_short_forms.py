"""The short form of a warning says no less and no other than the long form."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.quality.checks.safety.short_forms import CHECKS
from tests import factories as make
from tests.quality.single_check import find_problems

SIGN = "Numbness on 2 days that no medicine eases"
AVOID = {"situation": "You have a pacemaker", "advice": "Have no current unless your heart doctor agrees."}


@pytest.mark.parametrize(
    ("short", "problem"),
    [
        ("Numbness on two days that no medicine eases", None),
        ("Numbness on 3 days that no medicine eases", "has “3”"),
        ("Numbness that no medicine eases", "loses “2”"),
        ("Numbness on 2 days that medicine eases", "loses “no”"),
        ("Numbness on 2 days that no insulin eases", "has “insulin”"),
    ],
)
def test_a_short_sign_keeps_numbers_names_and_negations(short: str, problem: str | None) -> None:
    """A short form of a red flag that adds or loses one of them is an error."""
    risks = make.make_risks(red_flags=[make.make_red_flag(sign=SIGN, short=short)])

    found = [each.message for each in find_problems(CHECKS, "S124", make.make_guide(risks=risks))]

    assert bool(found) == bool(problem)
    assert problem is None or problem in found[0]


@pytest.mark.parametrize(("count", "is_wrong"), [("3", False), ("9", True)])
def test_a_short_effect_can_have_its_rate(count: str, is_wrong: bool) -> None:
    """The figures of a record belong to its long form."""
    effect = make.make_effect(short=f"A rough voice in {count} of 100 people")

    found = find_problems(CHECKS, "S124", make.make_guide(risks=make.make_risks(effects=[effect])))

    assert bool(found) == is_wrong


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"short": "Pacemaker: no current unless your heart doctor agrees"}, None),
        ({"short": "Pacemaker: current if your heart doctor agrees"}, "loses “no”"),
        ({"short": "Heart disease: no current"}, "loses “pacemaker”"),
        ({"action": "tell", "advice": "Never stop a medicine.", "short": "Stop a medicine"}, "loses “never”"),
        ({"action": "tell", "advice": "Say so.", "short": "Never say so"}, "has “never”"),
    ],
)
def test_a_short_precaution_keeps_its_negation(values: dict[str, Any], problem: str | None) -> None:
    """A short form of a precaution that turns the advice around is an error."""
    precaution = make.make_precaution(**{**AVOID, **values})

    found = [
        each.message
        for each in find_problems(CHECKS, "S124", make.make_guide(risks=make.make_risks(precautions=[precaution])))
    ]

    assert bool(found) == bool(problem)
    assert problem is None or problem in " ".join(found)
