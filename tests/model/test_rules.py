"""Rules of single records, each with its message."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.model.ledger import LedgerEntry
from tests.factories import (
    make_acupoint,
    make_certainty,
    make_effect,
    make_guide,
    make_handout,
    make_rate,
    make_recommendation,
    make_review,
    make_statement,
)

REFUSED = {
    "word and rate differ": (
        make_effect,
        {"frequency": "rare"},
        r"frequency is 'rare', but 3 in 100 is 'common': correct the one that is wrong",
    ),
    "large numbers are grouped": (
        make_effect,
        {"frequency": "common", "rate": make_rate(count=2, of=229230, low=None, high=None)},
        r"'common', but 2 in 229,230 is 'very rare'",
    ),
    "reviewed by nobody": (make_review, {"status": "reviewed", "on": "2030-01-01"}, "needs both on and by"),
    "reviewed never": (make_review, {"status": "reviewed", "by": "Dr. Hum"}, "needs both on and by"),
    "a date but no review": (make_review, {"on": "2030-01-01"}, "any other status must have neither"),
    "under review by someone": (make_review, {"status": "under review", "by": "Dr. Hum"}, "any other status must"),
    "graded by nobody": (make_certainty, {"graded_by": None}, "a level needs graded_by"),
    "not graded by someone": (
        make_certainty,
        {"level": "not graded"},
        "'not graded' must not have it: name the grader or",
    ),
    "no certainty": (make_statement, {"certainty": []}, "certainty"),
    "no source": (make_statement, {"citations": []}, "citations"),
    "current but superseded": (make_recommendation, {"superseded_by": "x"}, "so status must be 'superseded'"),
    "a place twice": (make_handout, {"include": ["risks", "risks"]}, "includes 'risks' twice"),
    "a place within another": (
        make_handout,
        {"include": ["sessions.steps", "sessions"]},
        "includes 'sessions.steps' twice, the other time as 'sessions': delete one of them",
    ),
    "stated nowhere": (LedgerEntry, {"fact": "F001", "outcome": "stated"}, "stated or corrected fact needs at"),
    "left out somewhere": (
        LedgerEntry,
        {"fact": "F001", "outcome": "left out", "at": ["summary"], "why": "x"},
        "a fact that is left out must not have it",
    ),
    "corrected for no reason": (
        LedgerEntry,
        {"fact": "F001", "outcome": "corrected", "at": ["summary"]},
        "corrected or left out needs why",
    ),
}
ACCEPTED = {
    "a rate of treatments is no share of people": (
        make_effect,
        {"frequency": "very rare", "rate": make_rate(unit="treatments")},
    ),
    "a word without a rate": (make_effect, {"frequency": "uncommon", "rate": None}),
    "reviewed": (make_review, {"status": "reviewed", "on": "2030-01-01", "by": "Dr. Hum, nurse"}),
    "under review": (make_review, {"status": "under review"}),
    "not graded": (make_certainty, {"level": "not graded", "graded_by": None}),
    "superseded by an unknown one": (make_recommendation, {"status": "superseded"}),
    "neighbors of one name": (make_handout, {"include": ["sessions.steps", "sessions.steps-two"]}),
}


@pytest.mark.parametrize(("make", "changes", "message"), REFUSED.values(), ids=REFUSED)
def test_a_contradictory_record_is_rejected(make: Any, changes: dict[str, Any], message: str) -> None:
    """Each rule is enforced, and its message says how to fix the record."""
    with pytest.raises(ValidationError, match=message):
        make(**changes)


@pytest.mark.parametrize(("make", "changes"), ACCEPTED.values(), ids=ACCEPTED)
def test_no_rule_is_too_strict(make: Any, changes: dict[str, Any]) -> None:
    """Records that the rules allow are accepted."""
    assert make(**changes)


def test_an_acupoint_has_a_channel() -> None:
    """The channel is derived from the code."""
    assert make_acupoint(code="UB-40").channel.name == "Bladder"
    assert make_acupoint(code="EX-B2", kind="bilateral").channel is None


def test_precautions_to_avoid_are_listed() -> None:
    """`to_avoid` contains the precautions that every handout lists."""
    risks = make_guide().risks

    assert [precaution.id for precaution in risks.precautions] == ["full-mouth", "library"]
    assert [precaution.id for precaution in risks.to_avoid] == ["full-mouth"]
