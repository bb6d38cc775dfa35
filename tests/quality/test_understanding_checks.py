"""The understanding checks report missing content and unclear presentation."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.model.guide import Guide
from acucontent.quality.checks.understanding import CHECKS
from tests.factories import (
    PARTS,
    make_decision,
    make_decision_option,
    make_evidence,
    make_guide,
    make_handout,
    make_mechanism,
    make_practitioners,
    make_risks,
    make_sessions,
    make_statement,
)
from tests.quality.single_check import PROSE_PATH, find_problems, find_words

LONG = "You hum a tune, and then you hum it once more in the garden. "

FOUND = [
    ("P102", "The board is TBD.", "TBD"),
    ("P102", "Prices are to be confirmed.", "to be confirmed"),
    ("P102", "Lorem ipsum hums.", "Lorem ipsum"),
    ("P102", "Insert date here and hum.", "Insert date here"),
    ("P107", "The patient hums a tune.", "The patient"),
    ("P107", "Patients should hum.", "Patients should"),
    ("P107", "It is advised to hum.", "It is advised to"),
    ("P108", "Then multiply the visits by the price.", "Then multiply"),
    ("P108", "Add up your scores.", "Add up"),
    ("P108", "Work out your share.", "Work out your"),
]
"""Code, prose, and the words that the check finds in it."""

ACCEPTABLE = [
    ("P102", "The tune is to be sung, and a board decides. What??"),
    ("P107", "In a trial, patients hummed. Patients in 21 studies hummed. No one should hum alone?"),
    ("P108", "We divided the total by visits. Cells multiply. Work out at the gym. It calculates nothing."),
]
"""Code, and prose in which it finds nothing."""


def make_choice(name: str, help_: str) -> Any:
    """Return a decision whose third option has a name, and answers the first question with these words."""
    third = make_decision_option({"help": help_}, id="third", name=name, short_name="Third")
    return make_decision(options=[*make_decision().options[:2], third], comparisons=[])


SHEET = {
    "id": "hum",
    "situation": "before booking",
    "title": "Humming for you",
    "message": "Hum at home.",
    "purpose": "It is about humming.",
    "include": ["costs.prices"],
}
SILENT = make_practitioners()
SILENT["credentials"] = [SILENT["credentials"][0].model_copy(update={"look_up": None, "phone": None})]

MISSING: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "P101": (
        "handouts.hum.purpose",
        {"handouts": [make_handout(), SHEET | {"title": "What it costs", "purpose": "It is about money."}]},
        {"handouts": [make_handout(), SHEET]},
    ),
    "P103": (
        "main_message",
        {"main_message": "Hum. Hum more. Hum less. Hum on."},
        {"main_message": "Hum.\n\nOr do not."},
    ),
    "P104": (
        "handouts.complete.include",
        {"handouts": [make_handout(include=["summary", "costs", "key_points"])]},
        {"handouts": [make_handout(include=["summary", "key_points", "costs"])]},
    ),
    "P105": (
        "handouts.complete.include",
        {"handouts": [make_handout(include=["costs"])]},
        {"handouts": [make_handout(include=["key_points"])]},
    ),
    "P106": (
        "handouts.hum",
        {"handouts": [make_handout(), SHEET]},
        {"handouts": [make_handout(), SHEET | {"message": "Hum if you like."}]},
    ),
    "P109": ("mechanisms.slow-breath.name", {"mechanisms": [make_mechanism(name="Overview")]}, {}),
    "P110": (
        PROSE_PATH,
        {"mechanisms": [make_mechanism(explanation=f"{LONG * 8}\n\n{LONG * 8}")]},
        {
            "mechanisms": [
                make_mechanism(explanation=f"{LONG * 8}\n\n**So.** {LONG * 8}\n\n- {LONG}\n- {LONG}\n\n{LONG * 8}")
            ]
        },
    ),
    "P111": ("evidence", {"evidence": make_evidence(unknowns=[])}, {}),
    "P112": ("evidence", {"alternatives": [], "decision": None}, {"alternatives": []}),
    "P113": ("evidence", {"decision": make_choice("Tea", "It may help.")}, {"decision": make_decision()}),
    "P114": (
        "decision.options.hum.answers.help.text",
        {"decision": make_choice("Tea", "It may help you a little, but nobody counted it.")},
        {"decision": make_choice("Tea", "It may help you a little, nobody counted.")},
    ),
    "P115": (
        "evidence.statements",
        {},
        {"evidence": make_evidence(statements=[make_statement(outcome="Daily tasks")])},
    ),
    "P116": ("risks", {"risks": make_risks(effects=[])}, {}),
    "P117": ("purpose", {}, {"purpose": "To help you decide with your doctor."}),
    "P118": ("", {"mechanisms": []}, {}),
    "P119": ("practitioners.credentials", {"practitioners": SILENT}, {"feedback": "Ask [us](https://example.org)."}),
    "P120": ("sessions", {"sessions": make_sessions(sensations=[])}, {}),
    "P121": ("purpose", {"purpose": "To tell you of humming."}, {"purpose": "To help you choose."}),
    "P122": ("", {"conditions": []}, {}),
    "P123": (
        "sessions",
        {"sessions": make_sessions(prepare=[], tell=[]), "practitioners": make_practitioners(questions=[])},
        {"sessions": make_sessions(prepare=[], tell=[])},
    ),
}
"""By code: the path of the finding, the changes that cause it, and changes that do not."""


@pytest.mark.parametrize(("code", "prose", "words"), FOUND, ids=lambda value: str(value)[:24])
def test_words_are_found(code: str, prose: str, words: str) -> None:
    """Each check reports the exact words."""
    assert find_words(CHECKS, code, prose) == [words]


@pytest.mark.parametrize(("code", "prose"), ACCEPTABLE, ids=lambda value: str(value)[:24])
def test_acceptable_prose_has_no_findings(code: str, prose: str) -> None:
    """No check reports acceptable words."""
    assert find_words(CHECKS, code, prose) == []


@pytest.mark.parametrize("code", MISSING)
def test_missing_content_is_found(code: str) -> None:
    """Missing content is reported once, and present content is not."""
    path, incomplete, complete = MISSING[code]

    assert [one.path for one in find_problems(CHECKS, code, make_guide(**incomplete))] == [path]
    assert find_problems(CHECKS, code, make_guide(**complete)) == []


def test_every_check_has_a_case() -> None:
    """Each check of the family has a case in which it finds something."""
    assert {check.code for check in CHECKS} == {"P100", *MISSING, *(code for code, *_ in FOUND)}
    assert set(PARTS) >= {"key_points", "summary"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_shipped_guide_is_clean(back_pain: Guide, check: Any) -> None:
    """The shipped guide has no finding."""
    assert find_problems(CHECKS, check.code, back_pain) == []
