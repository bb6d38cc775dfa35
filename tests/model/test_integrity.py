"""Rules across the parts of a guide are enforced, and each fault has its place."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.model.guide import Guide
from acucontent.model.integrity import find_faults
from acucontent.model.paths import UNREAD, find_value
from tests.factories import (
    make_acupoint,
    make_condition,
    make_estimate,
    make_evidence,
    make_guide,
    make_handout,
    make_quantity,
    make_question,
    make_rate,
    make_recommendation,
    make_reference,
    make_risks,
    make_sessions,
    make_statement,
    make_term,
)

UNCHECKED = make_reference(checked={"how": "unchecked"})
NO_INTERVAL = {"low": None, "high": None}

FAULTS: dict[str, tuple[dict[str, Any], str, tuple[str | int, ...], str]] = {
    "one id twice": (
        {"glossary": [make_term(), make_term(term="other")]},
        "duplicate_id",
        ("glossary", 1, "id"),
        "'hiccup' is the id of an earlier item of this list: give each its own",
    ),
    "one point twice, under two names": (
        {"acupoints": [make_acupoint(), make_acupoint(code="UB40")]},
        "duplicate_id",
        ("acupoints", 1, "code"),
        "'BL40' is the code of an earlier item of this list: give each its own",
    ),
    "a term that is not there": (
        {"questions": [make_question(answer="A [jerk](term:hicup).")]},
        "dead_link",
        ("questions", "loud", "answer"),
        "Unknown record 'hicup' in 'glossary'. Did you mean 'hiccup'?",
    ),
    "a point that is not there": (
        {"purpose": "See [it](point:BL41)."},
        "dead_link",
        ("purpose",),
        "Unknown record 'BL41' in 'acupoints'. Did you mean 'BL40'?",
    ),
    "a citation in the text that is not there": (
        {"key_points": ["One. [@hum1999]", "Two. [@hum1998]", "Three."]},
        "dead_link",
        ("key_points", 1),
        "Unknown record 'hum1998' in 'references'. Did you mean 'hum1999'?",
    ),
    "a citation of a record that is not there": (
        {"questions": [make_question(citations=["other"])]},
        "dead_link",
        ("questions", "loud", "citations", 0),
        "Unknown record 'other' in 'references'.",
    ),
    "a finding that is not there": (
        {"conditions": [make_condition(evidence=["hum-vs-silence", "hum-vs-noise"])]},
        "dead_link",
        ("conditions", "hiccups", "evidence", 1),
        "Unknown record 'hum-vs-noise' in 'evidence.statements'. Did you mean 'hum-vs-silence'?",
    ),
    "a recommendation that is not there": (
        {"evidence": make_evidence(recommendations=[make_recommendation(status="superseded", superseded_by="newer")])},
        "dead_link",
        ("evidence", "recommendations", "hiccup-board", "superseded_by"),
        "Unknown record 'newer' in 'evidence.recommendations'.",
    ),
    "a reference that nothing cites": (
        {"references": [make_reference(), make_reference(id="drum2000")]},
        "never_cited",
        ("references", "drum2000", "id"),
        "reference 'drum2000' is never cited: cite it as [@drum2000] or delete it",
    ),
    "a place that is not there": (
        {"handouts": [make_handout(include=["summary", "sessions.prepair"])]},
        "dead_include",
        ("handouts", "complete", "include", 1),
        "'sessions.prepair' not found: unknown part 'prepair' in 'sessions'. Did you mean 'prepare'?",
    ),
    "a difference surer than its source": (
        {"references": [UNCHECKED], "risks": make_risks(effects=[]), "decision": None},
        "unchecked_source",
        ("evidence", "statements", "hum-vs-silence", "numbers", 0, "checked"),
        "'read', but the reference 'hum1999' is unchecked: check it, or write unchecked",
    ),
    "a rate surer than its source": (
        {
            "references": [UNCHECKED],
            "decision": None,
            "evidence": make_evidence(statements=[make_statement(numbers=[])]),
            "risks": make_risks(
                effects=[{**make_risks()["effects"][0].model_dump(), "rate": make_rate(checked="abstract")}]
            ),
        },
        "unchecked_source",
        ("risks", "effects", "hoarseness", "rate", "checked"),
        "'abstract', but the reference 'hum1999' is unchecked: check it, or write unchecked",
    ),
}


@pytest.mark.parametrize(("changes", "code", "place", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_across_parts_is_rejected(
    changes: dict[str, Any], code: str, place: tuple[str | int, ...], message: str
) -> None:
    """Each fault is reported once, with a stable code, at the value to fix."""
    with pytest.raises(ValidationError) as caught:
        make_guide(**changes)

    assert [(error["type"], error["loc"], error["msg"]) for error in caught.value.errors()] == [(code, place, message)]


def test_all_faults_are_reported_at_once() -> None:
    """An author can fix all faults of a guide in one round."""
    with pytest.raises(ValidationError) as caught:
        make_guide(
            purpose="See [it](term:drum).",
            references=[make_reference(), make_reference(id="drum2000"), make_reference()],
            handouts=[make_handout(include=["no_such_part"])],
        )

    codes = [error["type"] for error in caught.value.errors()]
    assert codes == ["duplicate_id", "dead_link", "never_cited", "dead_include"]


def test_a_repeated_link_is_one_fault() -> None:
    """A dead link that is repeated in one text is reported once."""
    with pytest.raises(ValidationError) as caught:
        make_guide(purpose="[a](term:drum) [b](term:drum)")

    assert caught.value.error_count() == 1


def test_an_unchecked_figure_may_have_an_unchecked_source() -> None:
    """A figure and its source may both be unchecked."""
    figure = make_estimate(checked="unchecked", **NO_INTERVAL)

    evidence = make_evidence(statements=[make_statement(numbers=[figure])])

    assert make_guide(references=[UNCHECKED], evidence=evidence, risks=make_risks(effects=[]), decision=None)


def test_links_into_an_invalid_part_are_not_reported() -> None:
    """A link to a part that is invalid is not a second problem."""
    guide = make_guide(purpose="See [it](term:hiccup).")
    plain = guide.model_dump(mode="json", by_alias=True) | {"glossary": UNREAD}

    assert list(find_faults({"purpose": guide.purpose}, plain)) == []
    assert find_value(plain, "glossary.anything.at.all") is UNREAD


def test_a_change_makes_a_new_guide() -> None:
    """A copy with changes leaves the original unchanged."""
    guide = make_guide()

    with pytest.raises(ValidationError, match="frozen_instance"):
        guide.title = "Other"  # type: ignore[misc]
    assert Guide.model_validate(guide.model_dump(by_alias=True) | {"title": "Other"}) != guide


@pytest.mark.parametrize("newer", [("one", "two"), ("two", "one")])
def test_no_recommendation_replaces_itself(newer: tuple[str, str]) -> None:
    """A chain of newer recommendations ends with one that is not replaced."""
    bodies = [
        make_recommendation(id=own, status="superseded", superseded_by=other)
        for own, other in zip(("one", "two"), newer, strict=True)
    ]

    with pytest.raises(ValidationError, match="in the end replaced by this recommendation"):
        make_guide(evidence=make_evidence(recommendations=bodies))


def test_an_amount_has_a_unit_of_its_kind() -> None:
    """'Length of a course: 2 to 4 needles' is refused where the unit is, with the units that are possible."""
    amounts = make_sessions()["amounts"] | {"weeks": make_quantity(low=2, high=4, unit="needles")}

    with pytest.raises(ValidationError, match=r"'needles' is no unit of `weeks`\. Expected: days, weeks, months"):
        make_guide(sessions=make_sessions(amounts=amounts))
