"""A guide has one volume for patients, at most one reference volume, and no warning in the reference volume only."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.model.narrowing import Scope, narrow_guide
from tests.factories import (
    make_effect,
    make_estimate,
    make_evidence,
    make_guide,
    make_handout,
    make_mechanism,
    make_rate,
    make_risks,
    make_sessions,
    make_statement,
)

REFERENCE = {"id": "reference", "kind": "reference", "include": ["evidence"]}
HIDDEN = {"id": "loud", "text": "Hum.", "reference_only": True}

FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a sheet comes first": (
        {"handouts": [make_handout(kind="sheet")]},
        "handouts.complete.kind",
        "'sheet', but the first handout is the guide for patients: write guide",
    ),
    "a second guide": (
        {"handouts": [make_handout(), make_handout(id="two", kind="guide")]},
        "handouts.two.kind",
        "'guide', but only the first handout is the guide for patients: write sheet",
    ),
    "a second reference volume": (
        {"handouts": [make_handout(), make_handout(**REFERENCE), make_handout(**REFERENCE | {"id": "two"})]},
        "handouts.two.kind",
        "'reference', but an earlier handout is the reference volume, too: write sheet",
    ),
    "a sheet with a part of the reference volume": (
        {
            "risks": make_risks(effects=[make_effect(reference_only=True)]),
            "handouts": [make_handout(), make_handout(id="sheet", include=["risks.effects.hoarseness"])],
        },
        "handouts.sheet.include.0",
        "'risks.effects.hoarseness' is reference_only, so that a handout of kind 'sheet' cannot include it",
    ),
    "an instruction in the reference volume only": (
        {"sessions": make_sessions(tell=[HIDDEN])},
        "sessions.tell.loud.reference_only",
        "is a warning or an instruction for safety, which every reader needs: remove reference_only",
    ),
}


@pytest.mark.parametrize(("changes", "place", "message"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_kind_is_rejected(changes: dict[str, Any], place: str, message: str) -> None:
    """Each handout is of a kind that is possible at its place, and prints what it includes."""
    with pytest.raises(ValidationError) as caught:
        make_guide(**changes)

    (error,) = caught.value.errors()
    assert (".".join(map(str, error["loc"])), error["msg"]) == (place, message)


@pytest.mark.parametrize(
    ("kind", "is_volume"), [("guide", True), ("reference", True), ("sheet", False), ("decision aid", False)]
)
def test_the_guide_and_the_reference_are_volumes(kind: str, *, is_volume: bool) -> None:
    """Only they are books."""
    assert make_handout(kind=kind).is_volume is is_volume


def test_only_the_reference_volume_keeps_its_own_records() -> None:
    """A record that is reference_only is left out for every other kind of handout."""
    guide = make_guide(mechanisms=[make_mechanism(), make_mechanism(id="hidden", reference_only=True)])

    assert narrow_guide(guide, Scope("US", "reference")).mechanisms.ids == guide.mechanisms.ids
    assert narrow_guide(guide, Scope("US", "guide")).mechanisms.ids == (guide.mechanisms[0].id,)


def test_no_document_has_an_unchecked_figure() -> None:
    """A figure that was not checked against its source is left out of every handout for every region."""
    figures = {"numbers": [make_estimate(checked="unchecked", low=None, high=None)]}
    effect = make_effect(rate=make_rate(checked="unchecked", low=None, high=None))
    evidence = make_evidence(statements=[make_statement(**figures)])
    narrowed = narrow_guide(make_guide(evidence=evidence, risks=make_risks(effects=[effect])), Scope("US"))

    assert narrowed.evidence.statements[0].numbers == ()
    assert narrowed.risks.effects[0].rate is None
