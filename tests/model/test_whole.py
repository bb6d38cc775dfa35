"""What holds across the parts of a guide, and where each fault is said to be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.model.guide import Guide
from acucontent.model.whole import UNREAD, NoSuchPart, faults, find, walk
from tests.factories import (
    make_acupoint,
    make_condition,
    make_estimate,
    make_evidence,
    make_guide,
    make_handout,
    make_question,
    make_rate,
    make_recommendation,
    make_reference,
    make_risks,
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
        ("questions", 0, "answer"),
        "glossary: There is no 'hicup'. Did you mean 'hiccup'?",
    ),
    "a point that is not there": (
        {"purpose": "See [it](point:BL41)."},
        "dead_link",
        ("purpose",),
        "acupoints: There is no 'BL41'. Did you mean 'BL40'?",
    ),
    "a citation in the text that is not there": (
        {"key_points": ["One. [@hum1999]", "Two. [@hum1998]", "Three."]},
        "dead_link",
        ("key_points", 1),
        "references: There is no 'hum1998'. Did you mean 'hum1999'?",
    ),
    "a citation of a record that is not there": (
        {"questions": [make_question(citations=["other"])]},
        "dead_link",
        ("questions", 0, "citations", 0),
        "references: There is no 'other'.",
    ),
    "a finding that is not there": (
        {"conditions": [make_condition(evidence=["hum-vs-silence", "hum-vs-noise"])]},
        "dead_link",
        ("conditions", 0, "evidence", 1),
        "evidence.statements: There is no 'hum-vs-noise'. Did you mean 'hum-vs-silence'?",
    ),
    "a recommendation that is not there": (
        {"evidence": make_evidence(recommendations=[make_recommendation(status="superseded", superseded_by="newer")])},
        "dead_link",
        ("evidence", "recommendations", 0, "superseded_by"),
        "evidence.recommendations: There is no 'newer'.",
    ),
    "a reference that nothing cites": (
        {"references": [make_reference(), make_reference(id="drum2000")]},
        "never_cited",
        ("references", 1, "id"),
        "reference 'drum2000' is never cited: cite it as [@drum2000] or delete it",
    ),
    "a place that is not there": (
        {"handouts": [make_handout(include=["summary", "sessions.prepair"])]},
        "dead_include",
        ("handouts", 0, "include", 1),
        "'sessions.prepair' leads nowhere in 'sessions'. There is no 'prepair'. Did you mean 'prepare'?",
    ),
    "a difference surer than its source": (
        {"references": [UNCHECKED], "risks": make_risks(effects=[])},
        "unchecked_source",
        ("evidence", "statements", 0, "numbers", 0, "checked"),
        "'read', but the reference 'hum1999' is unchecked: check it, or write unchecked",
    ),
    "a rate surer than its source": (
        {
            "references": [UNCHECKED],
            "evidence": make_evidence(statements=[make_statement(numbers=[])]),
            "risks": make_risks(
                effects=[{**make_risks()["effects"][0].model_dump(), "rate": make_rate(checked="abstract")}]
            ),
        },
        "unchecked_source",
        ("risks", "effects", 0, "rate", "checked"),
        "'abstract', but the reference 'hum1999' is unchecked: check it, or write unchecked",
    ),
}
FOUND = {
    "title": "Humming for hiccups",
    "risks.effects.hoarseness.severity": "mild",
    "acupoints.BL40.region": "knee and lower leg",
    "sessions.amounts.total.high": 8,
}
LOST = {
    "tittle": "'tittle' leads nowhere. There is no 'tittle'. Did you mean 'title' or 'subtitle'?",
    "risks.effects.hoarse": "'risks.effects.hoarse' leads nowhere in 'risks.effects'. There is no 'hoarse'.",
    "acupoints.UB40": "'acupoints.UB40' leads nowhere in 'acupoints'. There is no 'UB40'. Did you mean 'BL40'?",
    "title.first": "'title.first' leads nowhere in 'title'. There is no 'first'.",
    "key_points.0": "'key_points.0' leads nowhere in 'key_points'.",
    "": "'' leads nowhere. There is no ''.",
}


@pytest.mark.parametrize(("changes", "code", "place", "message"), FAULTS.values(), ids=FAULTS)
def test_a_guide_holds_together(changes: dict[str, Any], code: str, place: tuple[str | int, ...], message: str) -> None:
    """A fault across parts is refused once, with a stable code, at the place to mend."""
    with pytest.raises(ValidationError) as caught:
        make_guide(**changes)

    assert [(error["type"], error["loc"], error["msg"]) for error in caught.value.errors()] == [(code, place, message)]


def test_every_fault_is_told_at_once() -> None:
    """A writer mends a guide in one round."""
    with pytest.raises(ValidationError) as caught:
        make_guide(
            purpose="See [it](term:drum).",
            references=[make_reference(), make_reference(id="drum2000"), make_reference()],
            handouts=[make_handout(include=["no_such_part"])],
        )

    codes = [error["type"] for error in caught.value.errors()]
    assert codes == ["duplicate_id", "dead_link", "never_cited", "dead_include"]


def test_a_link_is_told_once_a_text() -> None:
    """A dead link repeated in one text is one fault."""
    with pytest.raises(ValidationError) as caught:
        make_guide(purpose="[a](term:drum) [b](term:drum)")

    assert caught.value.error_count() == 1


def test_an_unchecked_figure_may_have_an_unchecked_source() -> None:
    """What is honest about both is sound."""
    figure = make_estimate(checked="unchecked", **NO_INTERVAL)

    evidence = make_evidence(statements=[make_statement(numbers=[figure])])

    assert make_guide(references=[UNCHECKED], evidence=evidence, risks=make_risks(effects=[]))


def test_what_could_not_be_read_counts_as_being_there() -> None:
    """A part that does not validate makes no second error in the parts that link to it."""
    guide = make_guide(purpose="See [it](term:hiccup).")
    plain = guide.model_dump(mode="json", by_alias=True) | {"glossary": UNREAD}

    assert list(faults({"purpose": guide.purpose}, plain)) == []
    assert find(plain, "glossary.anything.at.all") is UNREAD


@pytest.mark.parametrize(("path", "value"), FOUND.items())
def test_a_path_leads_to_a_value(path: str, value: object) -> None:
    """A path of fields and ids finds what stands there, in a guide and in its plain data alike."""
    guide = make_guide()

    assert guide.find(path) == value
    assert find(guide.model_dump(mode="json", by_alias=True), path) == value


@pytest.mark.parametrize(("path", "message"), LOST.items())
def test_a_path_that_breaks_off_says_where(path: str, message: str) -> None:
    """The message names the last place that is there and the nearest name."""
    with pytest.raises(NoSuchPart) as caught:
        make_guide().find(path)

    assert str(caught.value).startswith(message)


def test_walking_meets_everything_with_its_place() -> None:
    """Each value is met once, containers first, under the names that a document has."""
    met = list(walk(make_reference(), ("references", 0)))
    paths = [path for path, _ in met]

    assert met[0] == (("references", 0), make_reference())
    assert (("references", 0, "author", 0, "family"), "Hummer") in met
    assert ("references", 0, "container-title") in paths
    assert len(paths) == len(set(paths))


def test_a_change_makes_a_new_guide() -> None:
    """The guide you hold stays as it is."""
    guide = make_guide()

    with pytest.raises(ValidationError, match="frozen_instance"):
        guide.title = "Other"  # type: ignore[misc]
    assert Guide.model_validate(guide.model_dump(by_alias=True) | {"title": "Other"}) != guide
